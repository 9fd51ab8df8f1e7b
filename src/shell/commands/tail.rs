//! `tail`

use super::head::{old_form, title};
use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;
use std::collections::VecDeque;

const KNOWN: Known = Known {
    long: &[
        ("lines", 'n'),
        ("bytes", 'c'),
        ("quiet", 'q'),
        ("verbose", 'v'),
        ("follow", 'f'),
    ],
    ..Known::new("tail", "n:c:qvfF")
};

struct Tail {
    bytes: bool,
    count: usize,
    /// `+5`: from the fifth on.
    from: bool,
    seen: usize,
    held: VecDeque<Vec<u8>>,
    names: bool,
    first: bool,
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, &old_form(arguments))?;
    if given.has('f') || given.has('F') {
        shell.err("tail: -f: not supported by this shell: files do not grow by themselves here\n");
        return Err(1);
    }
    let bytes = given.has('c');
    let text = given.value(if bytes { 'c' } else { 'n' }).unwrap_or("10");
    let from = text.starts_with('+');
    let Ok(count) = text.trim_start_matches(['-', '+']).parse() else {
        let what = if bytes { "bytes" } else { "lines" };
        shell.err(&format!("tail: invalid number of {what}: '{text}'\n"));
        return Err(1);
    };
    let tail = Tail {
        bytes,
        count,
        from,
        seen: 0,
        held: VecDeque::new(),
        names: (given.words.len() > 1 || given.has('v')) && !given.has('q'),
        first: true,
    };
    Ok((Box::new(tail), given.words))
}

impl Filter for Tail {
    fn file(&mut self, name: &str, to: &mut Output) {
        self.seen = 0;
        if self.names {
            title(name, &mut self.first, to);
        }
    }

    fn line(&mut self, line: &[u8], ended: bool, to: &mut Output) -> Next {
        let mut line = line.to_vec();
        if ended {
            line.push(b'\n');
        }
        let pieces: Vec<Vec<u8>> = if self.bytes {
            line.iter().map(|byte| vec![*byte]).collect()
        } else {
            vec![line]
        };
        for piece in pieces {
            self.seen += 1;
            if self.from && self.seen >= self.count {
                to.out.extend(piece);
            } else if !self.from {
                self.held.push_back(piece);
                if self.held.len() > self.count {
                    self.held.pop_front();
                }
            }
        }
        Next::Line
    }

    fn file_end(&mut self, to: &mut Output) -> Next {
        for piece in self.held.drain(..) {
            to.out.extend(piece);
        }
        Next::Line
    }

    fn end(&mut self, _to: &mut Output) -> u8 {
        0
    }
}
