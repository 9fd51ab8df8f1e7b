//! The options of `jq`.

use super::USAGE;
use crate::shell::jq::read::Reader;
use crate::shell::jq::value::{Val, list, text};
use crate::shell::jq::write::Layout;
use crate::shell::state::Shell;
use std::rc::Rc;

const SEE_HELP: &str = "\
Use jq --help for help with command-line options,
or see the jq manpage, or online docs  at https://stedolan.github.io/jq
";

const HELP: &str = "\
usage: jq [options] <jq filter> [file...]
       jq [options] --args <jq filter> [strings...]
       jq [options] --jsonargs <jq filter> [JSON_TEXTS...]

  -c  one line an output              -r  texts without quotes
  -n  no input                        -j  like -r, without ends of lines
  -R  lines as texts                  -a  nothing but ASCII
  -s  all inputs in one array         -S  members sorted
  -e  the status tells the output     -f FILE  the filter from a file
  --tab, --indent N                   --arg NAME TEXT, --argjson NAME JSON
  --slurpfile NAME FILE, --rawfile NAME FILE
";

/// What the words say.
#[derive(Default)]
pub struct Given {
    pub layout: Layout,
    pub raw: bool,
    pub joined: bool,
    pub no_input: bool,
    pub lines: bool,
    pub slurp: bool,
    pub exits: bool,
    pub from_file: bool,
    /// What words behind the filter are: files, texts, or JSON.
    positional: Positional,
    pub named: Vec<(Rc<str>, Val)>,
    pub words: Vec<String>,
    pub values: Vec<Val>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Positional {
    #[default]
    Files,
    Texts,
    Json,
}

/// Why nothing is run: a status, and what is said.
pub type Refused = (u8, String);

fn usage(message: &str) -> Refused {
    (USAGE, format!("jq: {message}\n{SEE_HELP}"))
}

/// Reads them.
pub fn given(shell: &mut Shell, arguments: &[String]) -> Result<Given, Refused> {
    let mut given = Given::default();
    given.layout.indent = Some("  ".to_string());
    let mut rest = arguments.iter();
    let mut flags = true;
    while let Some(word) = rest.next() {
        let second = word.strip_prefix('-').and_then(|rest| rest.chars().next());
        let is_flag = second.is_some_and(|c| c == '-' || c.is_ascii_alphabetic());
        if !flags || !is_flag {
            given.word(word)?;
        } else if word == "--" {
            flags = false;
        } else if let Some(long) = word.strip_prefix("--") {
            given.long(shell, long, &mut rest)?;
        } else {
            for letter in word[1..].chars() {
                given.letter(letter, word)?;
            }
        }
    }
    Ok(given)
}

impl Given {
    fn word(&mut self, word: &str) -> Result<(), Refused> {
        match self.positional {
            _ if self.words.is_empty() => self.words.push(word.to_string()),
            Positional::Files => self.words.push(word.to_string()),
            Positional::Texts => self.values.push(text(word)),
            Positional::Json => self.values.push(json(word, "--jsonargs")?),
        }
        Ok(())
    }

    fn letter(&mut self, letter: char, word: &str) -> Result<(), Refused> {
        match letter {
            's' => self.slurp = true,
            'r' => self.raw = true,
            'j' => (self.raw, self.joined) = (true, true),
            'a' => self.layout.ascii = true,
            'c' => self.layout.indent = None,
            'S' => self.layout.sorted = true,
            'n' => self.no_input = true,
            'R' => self.lines = true,
            'e' => self.exits = true,
            'f' => self.from_file = true,
            // Colours are for those who ask; nobody here can see them.
            'M' | 'C' => {}
            'h' => return Err((0, HELP.to_string())),
            'V' => return Err((0, "jq-1.6\n".to_string())),
            _ => return Err(usage(&format!("Unknown option {word}"))),
        }
        Ok(())
    }

    fn long<'a>(
        &mut self,
        shell: &mut Shell,
        name: &str,
        rest: &mut impl Iterator<Item = &'a String>,
    ) -> Result<(), Refused> {
        let letters = [
            ("slurp", 's'),
            ("raw-output", 'r'),
            ("join-output", 'j'),
            ("ascii-output", 'a'),
            ("compact-output", 'c'),
            ("sort-keys", 'S'),
            ("null-input", 'n'),
            ("raw-input", 'R'),
            ("exit-status", 'e'),
            ("from-file", 'f'),
            ("monochrome-output", 'M'),
            ("color-output", 'C'),
            ("unbuffered", 'M'),
            ("help", 'h'),
            ("version", 'V'),
        ];
        if let Some((_, letter)) = letters.iter().find(|(long, _)| *long == name) {
            return self.letter(*letter, name);
        }
        match name {
            "tab" => self.layout.indent = Some("\t".to_string()),
            "args" => self.positional = Positional::Texts,
            "jsonargs" => self.positional = Positional::Json,
            "indent" => {
                let Some(word) = rest.next() else {
                    return Err(usage("--indent takes one parameter"));
                };
                self.layout.indent = match word.parse::<i32>().unwrap_or(0) {
                    ..-1 | 8.. => {
                        return Err(usage("--indent takes a number between -1 and 7"));
                    }
                    -1 => Some("\t".to_string()),
                    0 => None,
                    count => Some(" ".repeat(count.unsigned_abs() as usize)),
                };
            }
            "arg" | "argjson" | "slurpfile" | "rawfile" => {
                let (Some(variable), Some(word)) = (rest.next(), rest.next()) else {
                    let what = match name {
                        "arg" => "value)".to_string(),
                        "argjson" => "text)".to_string(),
                        _ => "filename)".to_string(),
                    };
                    return Err(usage(&format!(
                        "--{name} takes two parameters (e.g. --{name} varname {what}"
                    )));
                };
                let value = named(shell, name, variable, word)?;
                if !self.named.iter().any(|(own, _)| **own == **variable) {
                    self.named.push((variable.as_str().into(), value));
                }
            }
            _ => return Err(usage(&format!("Unknown option --{name}"))),
        }
        Ok(())
    }
}

fn json(word: &str, option: &str) -> Result<Val, Refused> {
    let mut reader = Reader::new(word.as_bytes());
    match (reader.next(), reader.next()) {
        (Some(Ok(value)), None) => Ok(value),
        _ => Err(usage(&format!("invalid JSON text passed to {option}"))),
    }
}

fn named(shell: &Shell, option: &str, name: &str, word: &str) -> Result<Val, Refused> {
    if option == "arg" {
        return Ok(text(word));
    }
    if option == "argjson" {
        return json(word, "--argjson");
    }
    let bytes = shell.disk.read(word).map_err(|message| {
        let what = format!("Bad JSON in --{option} {name} {word}");
        (
            USAGE,
            format!("jq: {what}: Could not open {word}: {message}\n"),
        )
    })?;
    if option == "rawfile" {
        return Ok(text(&String::from_utf8_lossy(&bytes)));
    }
    let mut reader = Reader::new(&bytes);
    let mut values = Vec::new();
    while let Some(value) = reader.next() {
        values.push(value.map_err(|message| {
            let what = format!("Bad JSON in --{option} {name} {word}");
            (USAGE, format!("jq: {what}: {message}\n"))
        })?);
    }
    Ok(list(values))
}
