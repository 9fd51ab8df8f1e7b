//! `which`

use crate::shell::state::Shell;
use crate::shell::table;

pub fn run(shell: &mut Shell, arguments: &[String]) -> u8 {
    let mut status = 0;
    for name in arguments {
        if table::find(name).is_some() {
            shell.out(format!("/usr/bin/{name}\n").as_bytes());
        } else {
            status = 1;
        }
    }
    status
}
