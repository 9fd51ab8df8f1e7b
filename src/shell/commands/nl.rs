//! `nl`

use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;

const KNOWN: Known = Known::new("nl", "b:w:s:");

struct Numbers {
    all: bool,
    width: usize,
    separator: String,
    line: usize,
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let numbers = Numbers {
        all: given.value('b') == Some("a"),
        width: given
            .number('w')
            .and_then(Result::ok)
            .unwrap_or(6)
            .min(1_000),
        separator: given.value('s').unwrap_or("\t").to_string(),
        line: 0,
    };
    Ok((Box::new(numbers), given.words))
}

impl Filter for Numbers {
    fn line(&mut self, line: &[u8], _ended: bool, to: &mut Output) -> Next {
        let width = self.width;
        let head = if self.all || !line.is_empty() {
            self.line += 1;
            format!("{:>width$}{}", self.line, self.separator)
        } else {
            " ".repeat(width + self.separator.chars().count())
        };
        to.out.extend_from_slice(head.as_bytes());
        to.line(line);
        Next::Line
    }

    fn end(&mut self, _to: &mut Output) -> u8 {
        0
    }
}
