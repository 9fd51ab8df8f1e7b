//! `cp` and `mv`

use super::options::{Given, Known, read};
use crate::shell::state::Shell;

const COPY: Known = Known {
    long: &[("recursive", 'r'), ("force", 'f'), ("verbose", 'v')],
    ..Known::new("cp", "rRafvpn")
};
const MOVE: Known = Known {
    long: &[("force", 'f'), ("verbose", 'v')],
    ..Known::new("mv", "fvn")
};

pub fn run(shell: &mut Shell, arguments: &[String]) -> u8 {
    match read(shell, &COPY, arguments) {
        Ok(given) => each(shell, &given, "cp", false),
        Err(status) => status,
    }
}

pub fn rename(shell: &mut Shell, arguments: &[String]) -> u8 {
    match read(shell, &MOVE, arguments) {
        Ok(given) => each(shell, &given, "mv", true),
        Err(status) => status,
    }
}

fn each(shell: &mut Shell, given: &Given, who: &str, moves: bool) -> u8 {
    let missing = match given.words.as_slice() {
        [] => Some("missing file operand".to_string()),
        [only] => Some(format!("missing destination file operand after '{only}'")),
        _ => None,
    };
    if let Some(missing) = missing {
        shell.err(&format!(
            "{who}: {missing}\nTry '{who} --help' for more information.\n"
        ));
        return 1;
    }
    let Some((target, sources)) = given.words.split_last() else {
        return 1;
    };
    let into = shell.disk.is_folder(target);
    if sources.len() > 1 && !into {
        let reason = if shell.disk.exists(target) {
            ""
        } else {
            ": No such file or directory"
        };
        let text = match who {
            _ if reason.is_empty() => format!("{who}: target '{target}' is not a directory\n"),
            _ => format!("{who}: target '{target}'{reason}\n"),
        };
        shell.err(&text);
        return 1;
    }
    let mut status = 0;
    for source in sources {
        let to = if into {
            let base = source
                .trim_end_matches('/')
                .rsplit('/')
                .next()
                .unwrap_or(source);
            format!("{}/{base}", target.trim_end_matches('/'))
        } else {
            target.clone()
        };
        let recursive = moves || given.has('r') || given.has('R') || given.has('a');
        if let Err(message) = one(shell, who, source, &to, recursive, moves) {
            shell.err(&format!("{who}: {message}\n"));
            status = 1;
        } else if given.has('v') {
            let word = if moves { "renamed " } else { "" };
            shell.out(format!("{word}'{source}' -> '{to}'\n").as_bytes());
        }
    }
    status
}

fn one(
    shell: &mut Shell,
    who: &str,
    source: &str,
    to: &str,
    recursive: bool,
    moves: bool,
) -> Result<(), String> {
    if shell.disk.is_folder(source) {
        if !recursive {
            return Err(format!("-r not specified; omitting directory '{source}'"));
        }
        let (from, into) = (shell.disk.absolute(source), shell.disk.absolute(to));
        if format!("{into}/").starts_with(&format!("{from}/")) {
            let verb = if moves { "move" } else { "copy" };
            let own = if moves {
                " to a subdirectory of itself"
            } else {
                ", into itself"
            };
            return Err(format!("cannot {verb} '{source}'{own}, '{to}'"));
        }
        for name in shell.disk.below(source) {
            let rest = &name[from.len() - 1..];
            let Some(bytes) = shell.disk.outside.read(&name) else {
                continue;
            };
            let copied = shell
                .disk
                .outside
                .write(&format!("{}{rest}", &into[1..]), &bytes);
            copied.map_err(|message| format!("error writing '{to}': {message}"))?;
            if moves {
                shell.disk.outside.remove(&name);
            }
        }
        return Ok(());
    }
    let bytes = shell.disk.read(source).map_err(|message| match who {
        "cp" => format!("cannot stat '{source}': {message}"),
        _ => format!("cannot stat '{source}': {message}"),
    })?;
    if shell.disk.absolute(source) == shell.disk.absolute(to) {
        return Err(format!("'{source}' and '{to}' are the same file"));
    }
    shell
        .disk
        .write(to, &bytes)
        .map_err(|message| match moves {
            true => format!("cannot move '{source}' to '{to}': {message}"),
            false => format!("cannot create regular file '{to}': {message}"),
        })?;
    if moves {
        shell.disk.remove(source);
    }
    Ok(())
}
