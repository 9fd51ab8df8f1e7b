//! `head`

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
    ],
    ..Known::new("head", "n:c:qv")
};

struct Head {
    bytes: bool,
    count: usize,
    /// All but so many at the end.
    but_last: bool,
    left: usize,
    held: VecDeque<Vec<u8>>,
    names: bool,
    first: bool,
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, &old_form(arguments))?;
    let bytes = given.has('c');
    let text = given.value(if bytes { 'c' } else { 'n' }).unwrap_or("10");
    let but_last = text.starts_with('-');
    let Ok(count) = text.trim_start_matches(['-', '+']).parse() else {
        let what = if bytes { "bytes" } else { "lines" };
        shell.err(&format!("head: invalid number of {what}: '{text}'\n"));
        return Err(1);
    };
    let head = Head {
        bytes,
        count,
        but_last,
        left: count,
        held: VecDeque::new(),
        names: given.has('v') || (given.words.len() > 1 && !given.has('q')),
        first: true,
    };
    Ok((Box::new(head), given.words))
}

/// `-5` is `-n 5`.
pub fn old_form(arguments: &[String]) -> Vec<String> {
    let mut arguments = arguments.to_vec();
    if let Some(digits) = arguments.first().and_then(|first| first.strip_prefix('-'))
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        arguments[0] = format!("-n{digits}");
    }
    arguments
}

/// The line above a file, if there are several.
pub fn title(name: &str, first: &mut bool, to: &mut Output) {
    let name = if name == "-" { "standard input" } else { name };
    let gap = if std::mem::take(first) { "" } else { "\n" };
    to.line(format!("{gap}==> {name} <==").as_bytes());
}

impl Filter for Head {
    fn file(&mut self, name: &str, to: &mut Output) {
        self.left = self.count;
        if self.names {
            title(name, &mut self.first, to);
        }
    }

    fn line(&mut self, line: &[u8], ended: bool, to: &mut Output) -> Next {
        let mut line = line.to_vec();
        if ended {
            line.push(b'\n');
        }
        if self.but_last {
            if self.bytes {
                self.held.extend(line.iter().map(|byte| vec![*byte]));
            } else {
                self.held.push_back(line);
            }
            while self.held.len() > self.count {
                to.out.extend(self.held.pop_front().unwrap_or_default());
            }
            return Next::Line;
        }
        if self.left == 0 {
            return Next::File;
        }
        let size = if self.bytes { line.len() } else { 1 };
        if self.bytes {
            line.truncate(self.left);
        }
        to.out.extend_from_slice(&line);
        self.left = self.left.saturating_sub(size);
        if self.left == 0 {
            Next::File
        } else {
            Next::Line
        }
    }

    fn file_end(&mut self, _to: &mut Output) -> Next {
        self.held.clear();
        Next::Line
    }

    fn end(&mut self, _to: &mut Output) -> u8 {
        0
    }
}
