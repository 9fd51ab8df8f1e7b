//! `touch`

use super::options::{Known, read};
use crate::shell::state::Shell;

pub fn run(shell: &mut Shell, arguments: &[String]) -> u8 {
    let given = match read(shell, &Known::new("touch", "camt:d:"), arguments) {
        Ok(given) => given,
        Err(status) => return status,
    };
    if given.words.is_empty() {
        shell.err("touch: missing file operand\nTry 'touch --help' for more information.\n");
        return 1;
    }
    let mut status = 0;
    for path in &given.words {
        if shell.disk.exists(path) || given.has('c') {
            continue;
        }
        if let Err(message) = shell.disk.write(path, b"") {
            shell.err(&format!("touch: cannot touch '{path}': {message}\n"));
            status = 1;
        }
    }
    status
}
