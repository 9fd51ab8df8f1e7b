//! `basename` and `dirname`

use super::options::{Known, read};
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[("multiple", 'a'), ("suffix", 's'), ("zero", 'z')],
    first_ends: true,
    ..Known::new("basename", "as:z")
};

pub fn run(shell: &mut Shell, arguments: &[String]) -> u8 {
    let given = match read(shell, &KNOWN, arguments) {
        Ok(given) => given,
        Err(status) => return status,
    };
    let many = given.has('a') || given.has('s');
    let end = if given.has('z') { '\0' } else { '\n' };
    let (paths, suffix) = match &given.words[..] {
        [] => {
            shell.err("basename: missing operand\nTry 'basename --help' for more information.\n");
            return 1;
        }
        paths if many => (paths, given.value('s').unwrap_or_default()),
        [path] => (std::slice::from_ref(path), ""),
        [path, suffix] => (std::slice::from_ref(path), suffix.as_str()),
        [_, _, third, ..] => {
            shell.err(&format!(
                "basename: extra operand '{third}'\nTry 'basename --help' for more information.\n"
            ));
            return 1;
        }
    };
    for path in paths {
        let base = base(path, suffix);
        shell.out(format!("{base}{end}").as_bytes());
    }
    0
}

/// The last part of a path, without a suffix.
fn base<'p>(path: &'p str, suffix: &str) -> &'p str {
    let trimmed = path.trim_end_matches('/');
    let base = match trimmed.rsplit_once('/') {
        Some((_, base)) => base,
        None if trimmed.is_empty() && !path.is_empty() => "/",
        None => trimmed,
    };
    let rest = base.strip_suffix(suffix);
    rest.filter(|rest| !rest.is_empty()).unwrap_or(base)
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
