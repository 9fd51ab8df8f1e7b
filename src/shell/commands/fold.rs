//! `fold`: lines of a width.

use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[("width", 'w'), ("spaces", 's'), ("bytes", 'b')],
    ..Known::new("fold", "w:sb")
};

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let width = match given.number('w') {
        None => 80,
        Some(Ok(width)) if width > 0 => width,
        Some(_) => {
            let text = given.value('w').unwrap_or_default();
            shell.err(&format!("fold: invalid number of columns: '{text}'\n"));
            return Err(1);
        }
    };
    let fold = Fold {
        width,
        spaces: given.has('s'),
    };
    Ok((Box::new(fold), given.words))
}

struct Fold {
    width: usize,
    spaces: bool,
}

impl Filter for Fold {
    fn line(&mut self, line: &[u8], ended: bool, to: &mut Output) -> Next {
        let mut rest = line;
        while rest.len() > self.width {
            let part = &rest[..self.width];
            let blank = part.iter().rposition(|byte| *byte == b' ');
            let end = match blank {
                Some(at) if self.spaces => at + 1,
                _ => self.width,
            };
            to.line(&rest[..end]);
            rest = &rest[end..];
        }
        to.out.extend_from_slice(rest);
        to.out.extend(ended.then_some(b'\n'));
        Next::Line
    }

    fn end(&mut self, _to: &mut Output) -> u8 {
        0
    }
}
