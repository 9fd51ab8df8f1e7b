//! `mktemp`: names come in the same order in each run.

use super::options::{Known, read};
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[
        ("directory", 'd'),
        ("dry-run", 'u'),
        ("quiet", 'q'),
        ("tmpdir", 'p'),
        ("suffix", 's'),
    ],
    ..Known::new("mktemp", "dutqp:s:")
};

pub fn run(shell: &mut Shell, arguments: &[String]) -> u8 {
    // `--tmpdir` alone has no value.
    let words = arguments.iter().map(|word| match word.as_str() {
        "--tmpdir" => "-t".to_string(),
        word => word.to_string(),
    });
    let given = match read(shell, &KNOWN, &words.collect::<Vec<String>>()) {
        Ok(given) => given,
        Err(status) => return status,
    };
    match made(shell, &given.words, &given) {
        Ok(path) => {
            shell.out(format!("{path}\n").as_bytes());
            0
        }
        Err(message) => {
            if !given.has('q') {
                shell.err(&format!("mktemp: {message}\n"));
            }
            1
        }
    }
}

fn made(shell: &Shell, words: &[String], given: &super::options::Given) -> Result<String, String> {
    let name = words.first().map_or("tmp.XXXXXXXXXX", String::as_str);
    let mut template = name.to_string();
    let folder = given.value('p').or(shell.text("TMPDIR"));
    let folder = folder.filter(|folder| !folder.is_empty());
    if words.is_empty() || given.has('t') || given.has('p') {
        template = format!("{}/{name}", folder.unwrap_or("/tmp"));
    }
    let own = given.value('s');
    let end = match own {
        Some(_) => template.len(),
        None => template.rfind('X').map_or(0, |at| at + 1),
    };
    let (head, tail) = template.split_at(end);
    let count = head.chars().rev().take_while(|c| *c == 'X').count();
    if count < 3 {
        return Err(format!("too few X's in template '{name}'"));
    }
    let (head, tail) = (&head[..end - count], own.unwrap_or(tail));
    let mut number = 1u32;
    let mut path = format!("{head}{number:0>count$}{tail}");
    while shell.disk.exists(&path) {
        number += 1;
        path = format!("{head}{number:0>count$}{tail}");
    }
    let (made, what) = match (given.has('u'), given.has('d')) {
        (true, _) => (Ok(()), "file"),
        (false, true) => (shell.disk.make_folder(&path), "directory"),
        (false, false) => (shell.disk.write(&path, b""), "file"),
    };
    let via = |message| format!("failed to create {what} via template '{template}': {message}");
    made.map(|()| path).map_err(via)
}
