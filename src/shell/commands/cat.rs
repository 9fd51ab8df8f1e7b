//! `cat`

use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;

const KNOWN: Known = Known::new("cat", "nbAEsuTvet");

struct Cat {
    numbers: bool,
    /// Empty lines get no number.
    filled_only: bool,
    ends: bool,
    /// Tabs as `^I`.
    tabs: bool,
    /// Other characters as `^A` and `M-a`.
    others: bool,
    squeezes: bool,
    line: usize,
    blank: bool,
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let cat = Cat {
        numbers: given.has('n') || given.has('b'),
        filled_only: given.has('b'),
        ends: ['E', 'A', 'e'].iter().any(|letter| given.has(*letter)),
        tabs: ['T', 'A', 't'].iter().any(|letter| given.has(*letter)),
        others: "vAet".chars().any(|letter| given.has(letter)),
        squeezes: given.has('s'),
        line: 0,
        blank: false,
    };
    Ok((Box::new(cat), given.words))
}

impl Cat {
    fn show(&self, byte: u8, out: &mut Vec<u8>) {
        if (byte == b'\t' && !self.tabs) || (byte != b'\t' && !self.others) {
            out.push(byte);
            return;
        }
        if byte >= 128 {
            out.extend_from_slice(b"M-");
        }
        match byte & 127 {
            low @ 0..32 => out.extend([b'^', low + 64]),
            127 => out.extend_from_slice(b"^?"),
            plain => out.push(plain),
        }
    }
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
        for byte in line {
            self.show(*byte, &mut to.out);
        }
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
