//! `sed`: substitutions, and the commands that work on one line.

mod act;
mod parse;

use super::options::{Known, read};
use crate::shell::filter::Filtered;
use crate::shell::regex::{Regex, Syntax};
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[
        ("quiet", 'n'),
        ("silent", 'n'),
        ("expression", 'e'),
        ("regexp-extended", 'E'),
        ("in-place", 'i'),
    ],
    ..Known::new("sed", "nEre:is")
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
    Match(Regex),
    /// `2~3`: from the second line each third.
    Step(usize, usize),
}

enum To {
    Point(Point),
    /// `+3`
    More(usize),
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
    Delete,
    Quit(u8),
    Number,
    /// `a`, `i` and `c`
    Append(String),
    Insert(String),
    Change(String),
    Translate(Vec<(char, char)>),
    /// Spaces: `h`, `H`, `g`, `G`, `x`
    Hold(char),
    Block(Vec<Command>),
}

struct Substitute {
    regex: Regex,
    with: Vec<Piece>,
    all: bool,
    /// Only the match of this number, or from it on.
    number: usize,
    prints: bool,
}

enum Piece {
    Text(String),
    Group(usize),
    /// `\U`, `\L`, `\u`, `\l`, `\E`
    Case(char),
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let mut given = read(shell, &KNOWN, arguments)?;
    let mut scripts: Vec<String> = Vec::new();
    for (letter, value) in &given.flags {
        if *letter == 'e' {
            scripts.push(value.clone());
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
    let commands = match parse::script(&scripts.join("\n"), syntax) {
        Ok(commands) => commands,
        Err(message) => {
            shell.err(&format!("sed: -e expression #1, {message}\n"));
            return Err(1);
        }
    };
    let files = given.words.clone();
    let sed = act::Sed::new(commands, given.has('n'), given.has('i'));
    Ok((Box::new(sed), files))
}
