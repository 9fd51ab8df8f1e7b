//! Options as getopt reads them: `-n5`, `-n 5`, `-rn`, `--lines=5`.

use crate::shell::state::Shell;

/// A command's flags.
pub struct Known {
    pub name: &'static str,
    /// Letters; a colon says that a value follows, two that one may stand right behind.
    pub letters: &'static str,
    /// Long names and their letters.
    pub long: &'static [(&'static str, char)],
    /// The status of a wrong flag.
    pub status: u8,
    /// The first word that is no flag ends them.
    pub first_ends: bool,
}

impl Known {
    pub const fn new(name: &'static str, letters: &'static str) -> Known {
        Known {
            name,
            letters,
            long: &[],
            status: 1,
            first_ends: false,
        }
    }
}

/// What was given.
#[derive(Default)]
pub struct Given {
    /// Letters in the order in which they came, with their values.
    pub flags: Vec<(char, String)>,
    pub words: Vec<String>,
}

impl Given {
    pub fn has(&self, letter: char) -> bool {
        self.flags.iter().any(|(own, _)| *own == letter)
    }

    /// The last value of a flag.
    pub fn value(&self, letter: char) -> Option<&str> {
        let found = self.flags.iter().rev().find(|(own, _)| *own == letter);
        found.map(|(_, value)| value.as_str())
    }

    /// The value of a flag as a number.
    pub fn number(&self, letter: char) -> Option<Result<usize, &str>> {
        let value = self.value(letter)?;
        Some(value.parse().map_err(|_| value))
    }
}

/// Reads arguments; the error is the status, and the message is written.
pub fn read(shell: &mut Shell, known: &Known, arguments: &[String]) -> Result<Given, u8> {
    let mut given = Given::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "--" {
            given.words.extend(rest.cloned());
            break;
        }
        let found = if let Some(long) = argument.strip_prefix("--") {
            one_long(known, long, &mut rest, &mut given)
        } else if let Some(flags) = argument.strip_prefix('-').filter(|flags| !flags.is_empty()) {
            letters(known, flags, &mut rest, &mut given)
        } else {
            given.words.push(argument.clone());
            if known.first_ends {
                given.words.extend(rest.cloned());
                break;
            }
            Ok(())
        };
        if let Err(message) = found {
            let name = known.name;
            shell.err(&format!("{name}: {message}\n"));
            shell.err(&usage(name));
            return Err(known.status);
        }
    }
    Ok(given)
}

fn usage(name: &str) -> String {
    let grep = "Usage: grep [OPTION]... PATTERNS [FILE]...\n";
    let first = if name == "grep" { grep } else { "" };
    format!("{first}Try '{name} --help' for more information.\n")
}

fn one_long<'a>(
    known: &Known,
    long: &str,
    rest: &mut impl Iterator<Item = &'a String>,
    given: &mut Given,
) -> Result<(), String> {
    let (name, value) = match long.split_once('=') {
        Some((name, value)) => (name, Some(value.to_string())),
        None => (long, None),
    };
    let exact = known.long.iter().find(|(own, _)| *own == name);
    let found = exact.or_else(|| known.long.iter().find(|(own, _)| own.starts_with(name)));
    let Some((_, letter)) = found else {
        return Err(format!("unrecognized option '--{long}'"));
    };
    let value = match value {
        Some(value) => value,
        None if value_of(known, *letter) == Wants::Always => match rest.next() {
            Some(value) => value.clone(),
            None => return Err(format!("option '--{name}' requires an argument")),
        },
        None => String::new(),
    };
    given.flags.push((*letter, value));
    Ok(())
}

fn letters<'a>(
    known: &Known,
    flags: &str,
    rest: &mut impl Iterator<Item = &'a String>,
    given: &mut Given,
) -> Result<(), String> {
    for (at, letter) in flags.char_indices() {
        if letter == ':' || !known.letters.contains(letter) {
            return Err(format!("invalid option -- '{letter}'"));
        }
        let wants = value_of(known, letter);
        if wants == Wants::Never {
            given.flags.push((letter, String::new()));
            continue;
        }
        let own = &flags[at + letter.len_utf8()..];
        let value = if !own.is_empty() || wants == Wants::Perhaps {
            own.to_string()
        } else {
            match rest.next() {
                Some(value) => value.clone(),
                None => return Err(format!("option requires an argument -- '{letter}'")),
            }
        };
        given.flags.push((letter, value));
        break;
    }
    Ok(())
}

/// Whether a flag has a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wants {
    Never,
    Perhaps,
    Always,
}

fn value_of(known: &Known, letter: char) -> Wants {
    let place = known.letters.find(letter);
    let behind = place.map_or("", |at| &known.letters[at + letter.len_utf8()..]);
    match (behind.starts_with("::"), behind.starts_with(':')) {
        (true, _) => Wants::Perhaps,
        (false, true) => Wants::Always,
        (false, false) => Wants::Never,
    }
}
