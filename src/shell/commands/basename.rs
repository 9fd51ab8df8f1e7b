//! `basename` and `dirname`

use crate::shell::state::Shell;

pub fn run(shell: &mut Shell, arguments: &[String]) -> u8 {
    let (path, suffix) = match arguments {
        [] => {
            shell.err("basename: missing operand\nTry 'basename --help' for more information.\n");
            return 1;
        }
        [path] => (path, ""),
        [path, suffix] => (path, suffix.as_str()),
        [_, _, third, ..] => {
            shell.err(&format!(
                "basename: extra operand '{third}'\nTry 'basename --help' for more information.\n"
            ));
            return 1;
        }
    };
    let trimmed = path.trim_end_matches('/');
    let base = match trimmed.rsplit_once('/') {
        Some((_, base)) => base,
        None if trimmed.is_empty() && !path.is_empty() => "/",
        None => trimmed,
    };
    let base = base
        .strip_suffix(suffix)
        .filter(|rest| !rest.is_empty())
        .unwrap_or(base);
    shell.out(format!("{base}\n").as_bytes());
    0
}

pub fn dirname(shell: &mut Shell, arguments: &[String]) -> u8 {
    if arguments.is_empty() {
        shell.err("dirname: missing operand\nTry 'dirname --help' for more information.\n");
        return 1;
    }
    for path in arguments {
        let trimmed = path.trim_end_matches('/');
        let folder = match trimmed.rsplit_once('/') {
            Some((folder, _)) if folder.trim_end_matches('/').is_empty() => "/",
            Some((folder, _)) => folder.trim_end_matches('/'),
            None if trimmed.is_empty() && !path.is_empty() => "/",
            None => ".",
        };
        shell.out(format!("{folder}\n").as_bytes());
    }
    0
}
