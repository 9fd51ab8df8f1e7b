//! `history`

use crate::shell::state::{Flow, Shell};

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let first = arguments.first().map_or("", String::as_str);
    if first == "-c" {
        shell.history.borrow_mut().clear();
        return Ok(0);
    }
    let history = shell.history.borrow().clone();
    let count = match first {
        "" => history.len(),
        text => match text.parse::<usize>() {
            Ok(count) => count,
            Err(_) => {
                shell.complain(&format!("history: {text}: numeric argument required"));
                return Ok(1);
            }
        },
    };
    let skipped = history.len().saturating_sub(count);
    for (place, line) in history.iter().enumerate().skip(skipped) {
        shell.out(format!("{:5}  {line}\n", place + 1).as_bytes());
    }
    Ok(0)
}
