//! `shift`

use crate::shell::state::{Flow, Shell};

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let count = match arguments.first() {
        None => 1,
        Some(text) => match text.parse::<i64>() {
            Ok(count) => count,
            Err(_) => {
                shell.complain(&format!("shift: {text}: numeric argument required"));
                return Ok(1);
            }
        },
    };
    if count < 0 {
        shell.complain(&format!("shift: {count}: shift count out of range"));
        return Ok(1);
    }
    if count as usize > shell.arguments.len() {
        return Ok(1);
    }
    shell.arguments.drain(..count as usize);
    Ok(0)
}
