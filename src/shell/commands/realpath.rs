//! `realpath` and `readlink`. Nothing here is a link: a path only loses its dots.

use super::options::{Given, Known, read};
use crate::shell::disk::parent;
use crate::shell::state::Shell;

const REALPATH: Known = Known {
    long: &[
        ("canonicalize-existing", 'e'),
        ("canonicalize-missing", 'm'),
        ("no-symlinks", 's'),
        ("quiet", 'q'),
        ("zero", 'z'),
    ],
    ..Known::new("realpath", "eLmPqsz")
};

const READLINK: Known = Known {
    long: &[
        ("canonicalize", 'f'),
        ("canonicalize-existing", 'e'),
        ("canonicalize-missing", 'm'),
        ("no-newline", 'n'),
        ("zero", 'z'),
    ],
    ..Known::new("readlink", "efmnqsvz")
};

pub fn realpath(shell: &mut Shell, arguments: &[String]) -> u8 {
    run(
        shell,
        &REALPATH,
        arguments,
        |given| !given.has('q'),
        |_| true,
    )
}

/// Without a flag it asks what a link points to: nothing is one, and it fails without a word.
pub fn readlink(shell: &mut Shell, arguments: &[String]) -> u8 {
    let finds = |given: &Given| ['f', 'e', 'm'].iter().any(|flag| given.has(*flag));
    run(shell, &READLINK, arguments, |_| false, finds)
}

fn run(
    shell: &mut Shell,
    known: &Known,
    arguments: &[String],
    complains: fn(&Given) -> bool,
    finds: impl Fn(&Given) -> bool,
) -> u8 {
    let given = match read(shell, known, arguments) {
        Ok(given) => given,
        Err(status) => return status,
    };
    let name = known.name;
    if given.words.is_empty() {
        shell.err(&format!(
            "{name}: missing operand\nTry '{name} --help' for more information.\n"
        ));
        return 1;
    }
    let end = match (given.has('z'), given.has('n') && given.words.len() == 1) {
        (true, _) => "\0",
        (false, true) => "",
        (false, false) => "\n",
    };
    let mut status = 0;
    for word in &given.words {
        match found(shell, word, given.has('e'), given.has('m')) {
            Some(path) if finds(&given) => shell.out(format!("{path}{end}").as_bytes()),
            Some(_) | None => {
                status = 1;
                if complains(&given) {
                    shell.err(&format!("{name}: {word}: No such file or directory\n"));
                }
            }
        }
    }
    status
}

/// The path without dots. All but its last part must be there, or all of it, or nothing.
fn found(shell: &Shell, word: &str, all: bool, nothing: bool) -> Option<String> {
    if word.is_empty() && !nothing {
        return None;
    }
    let path = shell.disk.absolute(word);
    let must = if all { path.clone() } else { parent(&path) };
    (nothing || shell.disk.exists(&must)).then_some(path)
}
