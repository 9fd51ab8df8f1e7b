//! `tee`

use super::options::{Known, read};
use crate::shell::disk::OpenFile;
use crate::shell::filter::{Filter, Filtered, Next, Output};
use crate::shell::state::Shell;
use std::rc::Rc;

const KNOWN: Known = Known {
    long: &[("append", 'a')],
    ..Known::new("tee", "ai")
};

struct Tee {
    files: Vec<Rc<OpenFile>>,
    status: u8,
}

pub fn filter(shell: &mut Shell, arguments: &[String]) -> Filtered {
    let given = read(shell, &KNOWN, arguments)?;
    let mut tee = Tee {
        files: Vec::new(),
        status: 0,
    };
    for path in given.words.iter().filter(|path| *path != "/dev/null") {
        match shell.disk.open(path, given.has('a')) {
            Ok(file) => tee.files.push(file),
            Err(message) => {
                shell.err(&format!("tee: {path}: {message}\n"));
                tee.status = 1;
            }
        }
    }
    Ok((Box::new(tee), Vec::new()))
}

impl Filter for Tee {
    fn line(&mut self, line: &[u8], ended: bool, to: &mut Output) -> Next {
        let end: &[u8] = if ended { b"\n" } else { b"" };
        for file in &self.files {
            file.append(line);
            file.append(end);
        }
        to.out.extend_from_slice(line);
        to.out.extend_from_slice(end);
        Next::Line
    }

    fn end(&mut self, _to: &mut Output) -> u8 {
        self.status
    }
}
