//! `trap`

use crate::shell::quote::quoted;
use crate::shell::state::{Flow, Shell};

const SIGNALS: &[(&str, &str)] = &[
    ("1", "HUP"),
    ("2", "INT"),
    ("3", "QUIT"),
    ("10", "USR1"),
    ("12", "USR2"),
    ("13", "PIPE"),
    ("14", "ALRM"),
    ("15", "TERM"),
    ("17", "CHLD"),
    ("28", "WINCH"),
];

/// The name of a signal by its number or name, with `SIG` before it or without.
pub fn signal(word: &str) -> Option<&'static str> {
    let bare = word.to_ascii_uppercase();
    let bare = bare.strip_prefix("SIG").unwrap_or(&bare);
    let found = SIGNALS
        .iter()
        .find(|(number, name)| *number == word || *name == bare);
    found.map(|(_, name)| *name)
}

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let (action, names) = match arguments {
        [] => return Ok(print(shell, &[])),
        [flag, names @ ..] if flag == "-p" => return Ok(print(shell, names)),
        [flag, ..] if flag == "-l" => {
            let lines = SIGNALS
                .iter()
                .map(|(number, name)| format!("{number:>2}) SIG{name}\n"));
            let text: String = lines.collect();
            shell.out(text.as_bytes());
            return Ok(0);
        }
        [flag, rest @ ..] if flag == "--" => return run(shell, rest),
        [name] => ("-", std::slice::from_ref(name)),
        [action, names @ ..] => (action.as_str(), names),
    };
    for name in names {
        let script = (action != "-").then(|| action.to_string());
        let runs = script.clone().filter(|script| !script.is_empty());
        match name.as_str() {
            "EXIT" | "0" => shell.exit_trap = runs,
            "ERR" => shell.error_trap = runs,
            "DEBUG" | "RETURN" => {
                let reason = "write it into the function: not supported by this shell";
                shell.complain(&format!("trap: {name}: {reason}"));
                return Ok(1);
            }
            // No signals come: Ctrl-C ends all at once.
            other => match (signal(other), script) {
                (None, _) => {
                    shell.complain(&format!("trap: {other}: invalid signal specification"));
                    return Ok(1);
                }
                (Some(name), Some(script)) => {
                    shell.signal_traps.insert(name.to_string(), script);
                }
                (Some(name), None) => {
                    shell.signal_traps.remove(name);
                }
            },
        }
    }
    Ok(0)
}

fn print(shell: &mut Shell, names: &[String]) -> u8 {
    let mut traps: Vec<(String, &String)> = Vec::new();
    traps.extend(
        shell
            .exit_trap
            .iter()
            .map(|script| ("EXIT".to_string(), script)),
    );
    for (_, name) in SIGNALS {
        let script = shell.signal_traps.get(*name);
        traps.extend(script.map(|script| (format!("SIG{name}"), script)));
    }
    traps.extend(
        shell
            .error_trap
            .iter()
            .map(|script| ("ERR".to_string(), script)),
    );
    let is_meant = |own: &String| {
        let bare = own.strip_prefix("SIG").unwrap_or(own);
        let same = |name: &String| name == own || signal(name) == Some(bare);
        names.is_empty() || names.iter().any(same)
    };
    let shown = traps.iter().filter(|(own, _)| is_meant(own));
    let lines = shown.map(|(name, script)| format!("trap -- {} {name}\n", quoted(script)));
    let text: String = lines.collect();
    shell.out(text.as_bytes());
    0
}
