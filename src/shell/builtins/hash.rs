//! `hash`: where commands lie is known always.

use crate::shell::state::{Flow, Shell};
use crate::shell::table;

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let names: Vec<&String> = arguments
        .iter()
        .filter(|word| !word.starts_with('-'))
        .collect();
    if arguments.is_empty() {
        shell.out(b"hash: hash table empty\n");
    }
    let mut status = 0;
    for name in names {
        let known = shell.functions.contains_key(name) || table::find(name).is_some();
        if !known {
            shell.complain(&format!("hash: {name}: not found"));
            status = 1;
        }
    }
    Ok(status)
}
