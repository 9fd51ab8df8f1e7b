//! `rev` and `tac`

use super::options::{Known, read};
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;

struct Reversed;

struct Backwards(Vec<Vec<u8>>);

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &Known::new("rev", ""), arguments)?;
    Ok((Box::new(Reversed), given.words))
}

pub fn tac(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &Known::new("tac", ""), arguments)?;
    Ok((Box::new(Backwards(Vec::new())), given.words))
}

impl Filter for Reversed {
    fn line(&mut self, line: &[u8], ended: bool, to: &mut Output) -> Next {
        let text: String = String::from_utf8_lossy(line).chars().rev().collect();
        to.out.extend_from_slice(text.as_bytes());
        if ended {
            to.out.push(b'\n');
        }
        Next::Line
    }

    fn end(&mut self, _to: &mut Output) -> u8 {
        0
    }
}

impl Filter for Backwards {
    fn line(&mut self, line: &[u8], ended: bool, _to: &mut Output) -> Next {
        let mut line = line.to_vec();
        if ended {
            line.push(b'\n');
        }
        self.0.push(line);
        Next::Line
    }

    fn file_end(&mut self, to: &mut Output) -> Next {
        for line in self.0.drain(..).rev() {
            to.out.extend(line);
        }
        Next::Line
    }

    fn end(&mut self, _to: &mut Output) -> u8 {
        0
    }
}
