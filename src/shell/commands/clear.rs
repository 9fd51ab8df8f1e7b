//! `clear`

use crate::shell::state::Shell;

pub fn run(shell: &mut Shell, _arguments: &[String]) -> u8 {
    shell.out(b"\x1b[H\x1b[2J\x1b[3J");
    0
}
