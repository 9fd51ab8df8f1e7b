//! `sed`: a script for each line. Source: GNU sed 4.9, by behaviour and its manual.

mod act;
mod address;
mod parse;
mod space;
mod substitute;
mod texts;

use super::options::{Known, read};
use crate::shell::filter::Filtered;
use crate::shell::regex::{Regex, Syntax};
use crate::shell::state::Shell;
use std::rc::Rc;

const KNOWN: Known = Known {
    long: &[
        ("quiet", 'n'),
        ("silent", 'n'),
        ("expression", 'e'),
        ("regexp-extended", 'E'),
        ("file", 'f'),
        ("separate", 's'),
        ("null-data", 'z'),
    ],
    ..Known::new("sed", "nEre:f:sz")
};

/// Which lines a command is for.
struct Address {
    from: Point,
    to: Option<To>,
    /// `!`: for all others.
    not: bool,
}

enum Point {
    Line(usize),
    Last,
    Match(Pattern),
    /// `2~3`: from the second line each third.
    Step(usize, usize),
}

enum To {
    Point(Point),
    /// `+3`
    More(usize),
    /// `~4`
    Multiple(usize),
}

struct Command {
    address: Option<Address>,
    /// The line at which a range that is open ends, if it is known.
    open: Option<Option<usize>>,
    verb: Verb,
}

enum Verb {
    Substitute(Substitute),
    Print,
    /// `P`: up to the first end of a line.
    PrintFirst,
    Delete,
    /// `D`: up to the first end of a line, and the script again.
    DeleteFirst,
    /// `q`, or `Q` that prints nothing.
    Quit {
        status: u8,
        silent: bool,
    },
    Number,
    /// `a`, `i` and `c`
    Append(String),
    Insert(String),
    Change(String),
    Translate(Vec<(char, char)>),
    /// Spaces: `h`, `H`, `g`, `G`, `x`
    Hold(char),
    /// `{`: what stands up to this place is for the lines of the address.
    Block(usize),
    /// `n` and `N`: the next line, in place of this one or behind it.
    Next {
        joined: bool,
    },
    /// `b`, `t`, `T`: on at a place; always, after a substitution, after none.
    Branch(char, usize),
    /// `r`: what a file held when the script began.
    Read(Vec<u8>),
    Write(String),
    /// `l`
    List,
    /// `z`
    Empty,
    /// `F`
    Name,
}

/// A pattern; None is the one that was asked last.
type Pattern = Option<Rc<Regex>>;

struct Substitute {
    regex: Pattern,
    with: Vec<Piece>,
    all: bool,
    /// Only the match of this number, or from it on.
    number: usize,
    prints: bool,
    writes: Option<String>,
}

enum Piece {
    Text(String),
    Group(usize),
    /// `\U`, `\L`, `\u`, `\l`, `\E`
    Case(char),
}

/// The status of what `sed` cannot go on after.
const PANIC: u8 = 4;

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let (arguments, suffix) = in_place(arguments);
    let mut given = read(shell, &KNOWN, &arguments)?;
    let mut scripts: Vec<String> = Vec::new();
    for (letter, value) in &given.flags {
        match letter {
            'e' => scripts.push(value.clone()),
            'f' => match shell.disk.read(value) {
                Ok(bytes) => {
                    let text = String::from_utf8_lossy(&bytes);
                    scripts.push(text.strip_suffix('\n').unwrap_or(&text).to_string());
                }
                Err(message) => {
                    shell.err(&format!("sed: couldn't open file {value}: {message}\n"));
                    return Err(PANIC);
                }
            },
            _ => {}
        }
    }
    if scripts.is_empty() {
        if given.words.is_empty() {
            shell.err("Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n");
            return Err(1);
        }
        scripts.push(given.words.remove(0));
    }
    let syntax = if given.has('E') || given.has('r') {
        Syntax::Extended
    } else {
        Syntax::Basic
    };
    let script = scripts.join("\n");
    let commands = match parse::script(&script, syntax, &shell.disk) {
        Ok(commands) => commands,
        Err(message) if message.starts_with("can't find label") => {
            shell.err(&format!("sed: {message}\n"));
            return Err(PANIC);
        }
        Err(message) => {
            shell.err(&format!("sed: -e expression #1, {message}\n"));
            return Err(1);
        }
    };
    let files = given.words.clone();
    let quiet = given.has('n') || script.starts_with("#n\n");
    let mut sed = act::Sed::new(commands, quiet, given.has('z'));
    sed.in_place = suffix;
    sed.separate = given.has('s') || sed.in_place.is_some();
    Ok((Box::new(sed), files))
}

/// Takes `-i` and `--in-place` out, which may have the ending of a copy with them.
fn in_place(arguments: &[String]) -> (Vec<String>, Option<String>) {
    let mut suffix = None;
    let mut kept = Vec::new();
    let mut flags = true;
    for argument in arguments {
        flags &= argument != "--";
        if let Some(own) = argument.strip_prefix("--in-place").filter(|_| flags) {
            suffix = Some(own.trim_start_matches('=').to_string());
            continue;
        }
        let letters = argument.strip_prefix('-').filter(|_| flags);
        let found = letters.and_then(|letters| letters.split_once('i'));
        match found {
            Some((before, own)) if before.chars().all(|c| "nErsz".contains(c)) => {
                suffix = Some(own.to_string());
                if !before.is_empty() {
                    kept.push(format!("-{before}"));
                }
            }
            _ => kept.push(argument.clone()),
        }
    }
    (kept, suffix)
}
