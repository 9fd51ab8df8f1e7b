//! `rm`

use super::options::{Known, read};
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[("force", 'f'), ("recursive", 'r'), ("verbose", 'v')],
    ..Known::new("rm", "frRvi")
};

pub fn run(shell: &mut Shell, arguments: &[String]) -> u8 {
    let given = match read(shell, &KNOWN, arguments) {
        Ok(given) => given,
        Err(status) => return status,
    };
    let force = given.has('f');
    if given.words.is_empty() && !force {
        shell.err("rm: missing operand\nTry 'rm --help' for more information.\n");
        return 1;
    }
    let mut status = 0;
    for path in &given.words {
        let problem = if shell.disk.is_file(path) {
            shell.disk.remove(path);
            None
        } else if !shell.disk.is_folder(path) {
            (!force).then_some("No such file or directory")
        } else if given.has('r') || given.has('R') {
            for name in shell.disk.below(path) {
                shell.disk.outside.remove(&name);
            }
            None
        } else {
            Some("Is a directory")
        };
        match problem {
            Some(problem) => {
                shell.err(&format!("rm: cannot remove '{path}': {problem}\n"));
                status = 1;
            }
            None if given.has('v') => shell.out(format!("removed '{path}'\n").as_bytes()),
            None => {}
        }
    }
    status
}
