//! `true`, `false` and `:`.

use crate::shell::state::Shell;

pub fn yes(_shell: &mut Shell, _arguments: &[String]) -> u8 {
    0
}

pub fn no(_shell: &mut Shell, _arguments: &[String]) -> u8 {
    1
}
