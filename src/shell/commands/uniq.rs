//! `uniq`

use super::options::{Known, read};
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
    ],
    ..Known::new("uniq", "cduif:s:w:")
};

struct Uniq {
    counts: bool,
    repeated: bool,
    single: bool,
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
    let uniq = Uniq {
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

impl Uniq {
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
        let Some((line, count)) = self.held.take() else {
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
            Some((_, count)) if same => *count += 1,
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
