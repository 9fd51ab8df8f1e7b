//! `mkdir` and `rmdir`

use super::options::{Known, read};
use crate::shell::disk::parent;
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[("parents", 'p')],
    ..Known::new("mkdir", "pv")
};

pub fn run(shell: &mut Shell, arguments: &[String]) -> u8 {
    let given = match read(shell, &KNOWN, arguments) {
        Ok(given) => given,
        Err(status) => return status,
    };
    if given.words.is_empty() {
        shell.err("mkdir: missing operand\nTry 'mkdir --help' for more information.\n");
        return 1;
    }
    let mut status = 0;
    for path in &given.words {
        let mut wanted = vec![shell.disk.absolute(path)];
        while given.has('p')
            && let Some(last) = wanted.last()
            && last != "/"
        {
            wanted.push(parent(last));
        }
        for folder in wanted.iter().rev() {
            if given.has('p') && shell.disk.is_folder(folder) {
                continue;
            }
            if let Err(message) = shell.disk.make_folder(folder) {
                shell.err(&format!(
                    "mkdir: cannot create directory '{path}': {message}\n"
                ));
                status = 1;
                break;
            }
        }
    }
    status
}

pub fn remove(shell: &mut Shell, arguments: &[String]) -> u8 {
    let mut status = 0;
    for path in arguments {
        let problem = if shell.disk.is_file(path) {
            "Not a directory"
        } else if !shell.disk.is_folder(path) {
            "No such file or directory"
        } else if !shell.disk.list(path).is_empty() {
            "Directory not empty"
        } else {
            for name in shell.disk.below(path) {
                shell.disk.outside.remove(&name);
            }
            continue;
        };
        shell.err(&format!("rmdir: failed to remove '{path}': {problem}\n"));
        status = 1;
    }
    status
}
