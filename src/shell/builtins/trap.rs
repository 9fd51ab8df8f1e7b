//! `trap`

use crate::shell::state::{Flow, Shell};

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let (action, names) = match arguments {
        [] => {
            let trap = shell.exit_trap.clone();
            if let Some(trap) = trap {
                let quoted = crate::shell::quote::quoted(&trap);
                shell.out(format!("trap -- {quoted} EXIT\n").as_bytes());
            }
            return Ok(0);
        }
        [name] => ("-", std::slice::from_ref(name)),
        [action, names @ ..] => (action.as_str(), names),
    };
    for name in names {
        match name.as_str() {
            "EXIT" | "0" => {
                shell.exit_trap = (action != "-" && !action.is_empty()).then(|| action.to_string());
            }
            // No signals come: Ctrl-C ends all at once.
            "INT" | "TERM" | "HUP" | "QUIT" | "SIGINT" | "SIGTERM" | "SIGHUP" | "PIPE" => {}
            "ERR" | "DEBUG" | "RETURN" => {
                shell.complain(&format!("trap: {name}: not supported by this shell"));
                return Ok(1);
            }
            name => {
                shell.complain(&format!("trap: {name}: invalid signal specification"));
                return Ok(1);
            }
        }
    }
    Ok(0)
}
