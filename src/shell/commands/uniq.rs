//! `uniq`

use super::options::{Given, Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[
        ("count", 'c'),
        ("repeated", 'd'),
        ("unique", 'u'),
        ("ignore-case", 'i'),
        ("skip-fields", 'f'),
        ("skip-chars", 's'),
        ("check-chars", 'w'),
        ("all-repeated", ALL),
    ],
    ..Known::new("uniq", "cduDif:s:w:\u{1}::")
};

/// `-D` with a word of where empty lines stand; it has a long name only.
const ALL: char = '\u{1}';

/// Where empty lines stand between groups of lines that repeat.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Groups {
    Plain,
    Prepend,
    Separate,
}

struct Uniq {
    counts: bool,
    repeated: bool,
    single: bool,
    /// All lines that repeat are written.
    all: Option<Groups>,
    wrote: bool,
    fold: bool,
    fields: usize,
    chars: usize,
    /// Bytes that are compared at the most.
    most: usize,
    held: Option<(Vec<u8>, usize)>,
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let number = |letter| given.number(letter).and_then(Result::ok).unwrap_or(0);
    let all = groups(shell, &given)?;
    if all.is_some() && given.has('c') {
        let reason = "printing all duplicated lines and repeat counts is meaningless";
        shell.err(&format!("uniq: {reason}\n{TRY}"));
        return Err(1);
    }
    let uniq = Uniq {
        all,
        wrote: false,
        counts: given.has('c'),
        repeated: given.has('d'),
        single: given.has('u'),
        fold: given.has('i'),
        fields: number('f'),
        chars: number('s'),
        most: given.number('w').and_then(Result::ok).unwrap_or(usize::MAX),
        held: None,
    };
    Ok((Box::new(uniq), given.words))
}

const TRY: &str = "Try 'uniq --help' for more information.\n";

fn groups(shell: &mut Shell, given: &Given) -> Result<Option<Groups>, u8> {
    let word = given.value(ALL).unwrap_or_default();
    let known = [
        ("none", Groups::Plain),
        ("prepend", Groups::Prepend),
        ("separate", Groups::Separate),
    ];
    if word.is_empty() {
        let plain = given.has('D') || given.has(ALL);
        return Ok(plain.then_some(Groups::Plain));
    }
    let found = known.iter().find(|(name, _)| name.starts_with(word));
    if let Some((_, groups)) = found {
        return Ok(Some(*groups));
    }
    let names = known.map(|(name, _)| format!("  - '{name}'\n")).concat();
    shell.err(&format!(
        "uniq: invalid argument '{word}' for '--all-repeated'\nValid arguments are:\n{names}{TRY}"
    ));
    Err(1)
}

impl Uniq {
    /// One more line that repeats: with the second of a group its first is written too.
    fn write_all(&mut self, groups: Groups, line: &[u8], to: &mut Output) {
        if let Some((first, 2)) = &self.held {
            if groups == Groups::Prepend || (groups == Groups::Separate && self.wrote) {
                to.line(b"");
            }
            to.line(first);
        }
        to.line(line);
        self.wrote = true;
    }

    fn key(&self, line: &[u8]) -> Vec<u8> {
        let mut rest = line;
        for _ in 0..self.fields {
            let blank = |byte: &u8| *byte == b' ' || *byte == b'\t';
            let start = rest
                .iter()
                .position(|byte| !blank(byte))
                .unwrap_or(rest.len());
            let end = rest[start..]
                .iter()
                .position(blank)
                .unwrap_or(rest.len() - start);
            rest = &rest[start + end..];
        }
        let key = &rest[self.chars.min(rest.len())..];
        let key = &key[..self.most.min(key.len())];
        if self.fold {
            key.to_ascii_lowercase()
        } else {
            key.to_vec()
        }
    }

    fn write(&mut self, to: &mut Output) {
        let Some((line, count)) = self.held.take().filter(|_| self.all.is_none()) else {
            return;
        };
        if (self.repeated && count < 2) || (self.single && count > 1) {
            return;
        }
        if self.counts {
            to.out.extend_from_slice(format!("{count:7} ").as_bytes());
        }
        to.line(&line);
    }
}

impl Filter for Uniq {
    fn line(&mut self, line: &[u8], _ended: bool, to: &mut Output) -> Next {
        let same = self
            .held
            .as_ref()
            .is_some_and(|(held, _)| self.key(held) == self.key(line));
        match &mut self.held {
            Some((_, count)) if same => {
                *count += 1;
                if let Some(groups) = self.all {
                    self.write_all(groups, line, to);
                }
            }
            _ => {
                self.write(to);
                self.held = Some((line.to_vec(), 1));
            }
        }
        Next::Line
    }

    fn end(&mut self, to: &mut Output) -> u8 {
        self.write(to);
        0
    }
}
