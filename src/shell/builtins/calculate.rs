//! `let`

use crate::shell::expand::arithmetic;
use crate::shell::state::{Flow, Shell};

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    if arguments.is_empty() {
        shell.complain("let: expression expected");
        return Ok(1);
    }
    let mut value = 0;
    for argument in arguments {
        match arithmetic::evaluate(argument, shell) {
            Ok(number) => value = number,
            Err(message) => {
                shell.complain(&format!("let: {message}"));
                return Ok(1);
            }
        }
    }
    Ok(u8::from(value == 0))
}
