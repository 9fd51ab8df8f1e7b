//! `command`, `builtin`, `exec` and `type`: what a name means.

use crate::shell::state::{Boxed, Flow, Shell};
use crate::shell::table;

const KEYWORDS: &[&str] = &[
    "if", "then", "else", "elif", "fi", "case", "esac", "for", "while", "until", "select", "do",
    "done", "{", "}", "[[", "]]", "!", "function", "time", "in",
];

pub fn run<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        let Some((first, rest)) = arguments.split_first() else {
            shell.status = 0;
            return Flow::Go;
        };
        match first.as_str() {
            "-v" | "-V" => {
                let mut found = false;
                for name in rest {
                    found |= if first == "-v" {
                        tell_short(shell, name)
                    } else {
                        tell(shell, name, "command: ")
                    };
                }
                shell.status = u8::from(!found);
                Flow::Go
            }
            "-p" | "--" => match rest.split_first() {
                Some((name, rest)) => shell.call_known(name, rest).await,
                None => Flow::Go,
            },
            _ => shell.call_known(first, rest).await,
        }
    })
}

pub fn builtin<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        let Some((name, rest)) = arguments.split_first() else {
            shell.status = 0;
            return Flow::Go;
        };
        if !table::find(name).is_some_and(|entry| entry.builtin) {
            shell.complain(&format!("builtin: {name}: not a shell builtin"));
            shell.status = 1;
            return Flow::Go;
        }
        shell.call_known(name, rest).await
    })
}

pub fn exec<'a>(shell: &'a mut Shell, arguments: &'a [String]) -> Boxed<'a, Flow> {
    Box::pin(async move {
        let Some((name, rest)) = arguments.split_first() else {
            shell.status = 0;
            return Flow::Go;
        };
        if table::find(name).is_none() {
            shell.complain(&format!("exec: {name}: not found"));
            shell.status = 127;
            return Flow::Exit;
        }
        // The command takes the place of the shell, which so never comes to its end.
        shell.exit_trap = None;
        shell.call_known(name, rest).await;
        Flow::Exit
    })
}

pub fn kind(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let mut status = 0;
    let (mut word, mut path) = (false, false);
    for name in arguments {
        match name.as_str() {
            "-t" => word = true,
            "-p" | "-P" => path = true,
            "-a" => {}
            _ => {
                let found = if word {
                    let kind = kind_word(shell, name);
                    shell.out(
                        kind.map_or(String::new(), |kind| format!("{kind}\n"))
                            .as_bytes(),
                    );
                    kind.is_some()
                } else if path {
                    tell_path(shell, name)
                } else {
                    tell(shell, name, "type: ")
                };
                status |= u8::from(!found);
            }
        }
    }
    Ok(status)
}

fn kind_word(shell: &Shell, name: &str) -> Option<&'static str> {
    if KEYWORDS.contains(&name) {
        return Some("keyword");
    }
    if shell.functions.contains_key(name) {
        return Some("function");
    }
    let entry = table::find(name)?;
    Some(if entry.builtin { "builtin" } else { "file" })
}

fn tell_short(shell: &mut Shell, name: &str) -> bool {
    let text = match kind_word(shell, name) {
        Some("file") => format!("/usr/bin/{name}\n"),
        Some(_) => format!("{name}\n"),
        None => return false,
    };
    shell.out(text.as_bytes());
    true
}

fn tell_path(shell: &mut Shell, name: &str) -> bool {
    let is_file = kind_word(shell, name) == Some("file");
    if is_file {
        shell.out(format!("/usr/bin/{name}\n").as_bytes());
    }
    is_file
}

fn tell(shell: &mut Shell, name: &str, who: &str) -> bool {
    let text = match kind_word(shell, name) {
        Some("keyword") => format!("{name} is a shell keyword\n"),
        Some("function") => format!("{name} is a function\n"),
        Some("builtin") => format!("{name} is a shell builtin\n"),
        Some(_) => format!("{name} is /usr/bin/{name}\n"),
        None => {
            shell.complain(&format!("{who}{name}: not found"));
            return false;
        }
    };
    shell.out(text.as_bytes());
    true
}
