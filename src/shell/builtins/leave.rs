//! `break`, `continue`, `return` and `exit`

use crate::shell::state::{Flow, Shell};

pub fn break_loop(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let count = loops(shell, arguments, "break")?;
    leave_loops(shell, count, Flow::Break)
}

pub fn continue_loop(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let count = loops(shell, arguments, "continue")?;
    leave_loops(shell, count, Flow::Continue)
}

fn leave_loops(shell: &mut Shell, count: u32, flow: fn(u32) -> Flow) -> Result<u8, Flow> {
    if count == 0 {
        return Ok(0);
    }
    shell.status = 0;
    Err(flow(count))
}

/// How many loops are meant; 0 if there is none.
fn loops(shell: &mut Shell, arguments: &[String], who: &str) -> Result<u32, Flow> {
    if shell.loops == 0 {
        let message = format!("{who}: only meaningful in a `for', `while', or `until' loop");
        shell.complain(&message);
        return Ok(0);
    }
    let count = match arguments.first() {
        None => 1,
        Some(text) => match text.parse::<i64>() {
            Ok(count) if count > 0 => u32::try_from(count).unwrap_or(u32::MAX),
            Ok(count) => {
                shell.complain(&format!("{who}: {count}: loop count out of range"));
                shell.status = 1;
                return Err(Flow::Break(shell.loops));
            }
            Err(_) => {
                shell.complain(&format!("{who}: {text}: numeric argument required"));
                shell.status = 128;
                return Err(Flow::Exit);
            }
        },
    };
    Ok(count.min(shell.loops))
}

pub fn return_from(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    if shell.functions_deep == 0 && shell.sourced == 0 {
        shell.complain("return: can only `return' from a function or sourced script");
        return Ok(2);
    }
    let status = status(shell, arguments, "return")?;
    shell.status = status;
    Err(Flow::Return)
}

pub fn exit(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let status = match (arguments, shell.leaving) {
        ([], Some(status)) => status,
        _ => status(shell, arguments, "exit")?,
    };
    shell.status = status;
    Err(Flow::Exit)
}

fn status(shell: &mut Shell, arguments: &[String], who: &str) -> Result<u8, Flow> {
    let Some(text) = arguments.first() else {
        return Ok(shell.status);
    };
    let Ok(number) = text.trim().parse::<i64>() else {
        shell.complain(&format!("{who}: {text}: numeric argument required"));
        shell.status = 2;
        return Err(if who == "exit" {
            Flow::Exit
        } else {
            Flow::Return
        });
    };
    if arguments.len() > 1 {
        shell.complain(&format!("{who}: too many arguments"));
        shell.status = 1;
        return Err(if who == "exit" {
            Flow::Exit
        } else {
            Flow::Return
        });
    }
    Ok(number as u8)
}
