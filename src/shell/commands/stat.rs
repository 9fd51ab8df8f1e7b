//! `stat -c`: name, size and kind of a file. There is no more to tell of files here.

use super::options::{Known, read};
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[("format", 'c'), ("printf", 'p')],
    ..Known::new("stat", "c:p:L")
};

pub fn run(shell: &mut Shell, arguments: &[String]) -> u8 {
    let given = match read(shell, &KNOWN, arguments) {
        Ok(given) => given,
        Err(status) => return status,
    };
    if given.words.is_empty() {
        shell.err("stat: missing operand\nTry 'stat --help' for more information.\n");
        return 1;
    }
    let (format, end) = match (given.value('c'), given.value('p')) {
        (Some(format), _) => (format.to_string(), "\n"),
        (None, Some(format)) => (format.replace("\\n", "\n").replace("\\t", "\t"), ""),
        (None, None) => {
            shell.err("stat: without -c: not supported by this shell\n");
            return 1;
        }
    };
    let mut status = 0;
    for path in &given.words {
        match written(shell, &format, path) {
            Ok(text) => shell.out(format!("{text}{end}").as_bytes()),
            Err(message) => {
                shell.err(&format!("stat: {message}\n"));
                status = 1;
            }
        }
    }
    status
}

fn written(shell: &Shell, format: &str, path: &str) -> Result<String, String> {
    let content = match shell.disk.read(path) {
        Ok(content) => Some(content),
        Err(_) if shell.disk.is_folder(path) => None,
        Err(message) => return Err(format!("cannot statx '{path}': {message}")),
    };
    let size = content.as_ref().map_or(FOLDER, |content| content.len());
    let kind = match &content {
        None => "directory",
        Some(content) if content.is_empty() => "regular empty file",
        Some(_) => "regular file",
    };
    let mut out = String::new();
    let mut letters = format.chars();
    while let Some(c) = letters.next() {
        match (c, (c == '%').then(|| letters.next()).flatten()) {
            ('%', Some('n')) => out.push_str(path),
            ('%', Some('s')) => out.push_str(&size.to_string()),
            ('%', Some('F')) => out.push_str(kind),
            ('%', Some('%') | None) => out.push('%'),
            ('%', Some(other)) => return Err(format!("%{other}: not supported by this shell")),
            (c, _) => out.push(c),
        }
    }
    Ok(out)
}

/// The size of a folder, as of one with few files on Linux.
const FOLDER: usize = 4096;
