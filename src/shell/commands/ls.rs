//! `ls`

use super::options::{Known, read};
use crate::shell::state::Shell;

const KNOWN: Known = Known {
    long: &[("all", 'a'), ("reverse", 'r'), ("directory", 'd')],
    status: 2,
    ..Known::new("ls", "1alhArdtSF")
};

pub fn run(shell: &mut Shell, arguments: &[String]) -> u8 {
    let given = match read(shell, &KNOWN, arguments) {
        Ok(given) => given,
        Err(status) => return status,
    };
    let mut status = 0;
    let mut paths = given.words.clone();
    if paths.is_empty() {
        paths.push(".".to_string());
    }
    crate::sim::sort::sort(&mut paths);
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for path in paths {
        if shell.disk.is_folder(&path) && !given.has('d') {
            folders.push(path);
        } else if shell.disk.exists(&path) {
            files.push(path);
        } else {
            let text = format!("ls: cannot access '{path}': No such file or directory\n");
            shell.err(&text);
            status = 2;
        }
    }
    let long = given.has('l');
    let mut text = String::new();
    for file in &files {
        text.push_str(&line(shell, file, file, long));
    }
    let titles = folders.len() + files.len() + usize::from(status > 0) > 1;
    for (place, folder) in folders.iter().enumerate() {
        let mut names = shell.disk.list(folder);
        if given.has('a') {
            names.splice(0..0, [".".to_string(), "..".to_string()]);
        }
        names.retain(|name| given.has('a') || given.has('A') || !name.starts_with('.'));
        if given.has('r') {
            names.reverse();
        }
        if titles {
            let gap = if place > 0 || !files.is_empty() {
                "\n"
            } else {
                ""
            };
            text.push_str(&format!("{gap}{folder}:\n"));
        }
        if long {
            text.push_str(&format!("total {}\n", names.len() * 4));
        }
        for name in names {
            text.push_str(&line(shell, &format!("{folder}/{name}"), &name, long));
        }
    }
    shell.out(text.as_bytes());
    status
}

/// Files have neither owners nor times here: what `-l` shows of them is the same for all.
fn line(shell: &Shell, path: &str, name: &str, long: bool) -> String {
    if !long {
        return format!("{name}\n");
    }
    let folder = shell.disk.is_folder(path);
    let size = shell.disk.read(path).map_or(4_096, |bytes| bytes.len());
    let mode = if folder {
        "drwxr-xr-x 2"
    } else {
        "-rw-r--r-- 1"
    };
    format!("{mode} you you {size:>8} {name}\n")
}
