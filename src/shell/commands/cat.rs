//! `cat`

use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;

const KNOWN: Known = Known::new("cat", "nbAEsu");

struct Cat {
    numbers: bool,
    /// Empty lines get no number.
    filled_only: bool,
    ends: bool,
    squeezes: bool,
    line: usize,
    blank: bool,
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let cat = Cat {
        numbers: given.has('n') || given.has('b'),
        filled_only: given.has('b'),
        ends: given.has('E') || given.has('A'),
        squeezes: given.has('s'),
        line: 0,
        blank: false,
    };
    Ok((Box::new(cat), given.words))
}

impl Filter for Cat {
    fn line(&mut self, line: &[u8], ended: bool, to: &mut Output) -> Next {
        let repeats = line.is_empty() && std::mem::replace(&mut self.blank, line.is_empty());
        self.blank = line.is_empty();
        if self.squeezes && repeats {
            return Next::Line;
        }
        if self.numbers && !(self.filled_only && line.is_empty()) {
            self.line += 1;
            to.out
                .extend_from_slice(format!("{:6}\t", self.line).as_bytes());
        }
        to.out.extend_from_slice(line);
        if ended {
            to.out
                .extend_from_slice(if self.ends { b"$\n" } else { b"\n" });
        }
        Next::Line
    }

    fn end(&mut self, _to: &mut Output) -> u8 {
        0
    }
}
