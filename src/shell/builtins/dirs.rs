//! `pushd`, `popd` and `dirs`: folders to come back to.

use super::cd;
use crate::shell::state::{Flow, Shell};

/// Folders that are kept.
const FOLDERS_MOST: usize = 1_000;

/// The folder under way and those that were left.
fn all(shell: &Shell) -> Vec<String> {
    let here = std::iter::once(shell.disk.folder.clone());
    here.chain(shell.folders.iter().cloned()).collect()
}

/// `~` for what lies at home.
fn short(shell: &Shell, path: &str) -> String {
    let home = shell.text("HOME").unwrap_or_default();
    match path.strip_prefix(home) {
        Some(rest) if home.len() > 1 && (rest.is_empty() || rest.starts_with('/')) => {
            format!("~{rest}")
        }
        _ => path.to_string(),
    }
}

pub fn list(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let (mut lines, mut numbers, mut long) = (false, false, false);
    for argument in arguments {
        match argument.as_str() {
            "-c" => {
                shell.folders.clear();
                return Ok(0);
            }
            "-p" => lines = true,
            "-v" => (lines, numbers) = (true, true),
            "-l" => long = true,
            other => {
                let folders = all(shell);
                let Some(folder) = place(other, folders.len()).map(|at| folders[at].clone()) else {
                    shell.complain(&format!(
                        "dirs: {other}: directory stack index out of range"
                    ));
                    return Ok(1);
                };
                let text = format!("{}\n", short(shell, &folder));
                shell.out(text.as_bytes());
                return Ok(0);
            }
        }
    }
    let shown = all(shell).into_iter().enumerate().map(|(place, path)| {
        let path = if long { path } else { short(shell, &path) };
        if numbers {
            format!("{place:>2}  {path}")
        } else {
            path
        }
    });
    let shown: Vec<String> = shown.collect();
    let text = shown.join(if lines { "\n" } else { " " }) + "\n";
    shell.out(text.as_bytes());
    Ok(0)
}

/// `+1` from the left, `-0` from the right.
fn place(word: &str, count: usize) -> Option<usize> {
    let number: usize = word.get(1..)?.parse().ok()?;
    match word.as_bytes().first() {
        Some(b'+') => Some(number).filter(|number| *number < count),
        Some(b'-') => count.checked_sub(number + 1),
        _ => None,
    }
}

/// Goes to a folder without a word, whatever `cd -` says.
fn go(shell: &mut Shell, path: &str, who: &str) -> bool {
    if !shell.disk.is_folder(path) {
        let reason = match shell.disk.is_file(path) {
            true => "Not a directory",
            false => "No such file or directory",
        };
        shell.complain(&format!("{who}: {path}: {reason}"));
        return false;
    }
    cd::run(shell, &[path.to_string()]) == Ok(0)
}

pub fn push(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let mut folders = all(shell);
    match arguments.first().map(String::as_str) {
        None if folders.len() < 2 => {
            shell.complain("pushd: no other directory");
            return Ok(1);
        }
        None => folders.swap(0, 1),
        Some(word) if word.starts_with('+') || (word.len() > 1 && word.starts_with('-')) => {
            let Some(at) = place(word, folders.len()) else {
                shell.complain(&format!(
                    "pushd: {word}: directory stack index out of range"
                ));
                return Ok(1);
            };
            folders.rotate_left(at);
        }
        Some(path) => {
            if folders.len() > FOLDERS_MOST {
                shell.complain("pushd: too many directories");
                return Ok(1);
            }
            if !go(shell, path, "pushd") {
                return Ok(1);
            }
            folders.insert(0, shell.disk.folder.clone());
        }
    }
    if !go(shell, &folders[0], "pushd") {
        return Ok(1);
    }
    shell.folders = folders.split_off(1);
    list(shell, &[])
}

pub fn pop(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    let mut folders = all(shell);
    if folders.len() < 2 {
        shell.complain("popd: directory stack empty");
        return Ok(1);
    }
    let at = match arguments.first() {
        None => 0,
        Some(word) => match place(word, folders.len()) {
            Some(at) => at,
            None => {
                shell.complain(&format!("popd: {word}: directory stack index out of range"));
                return Ok(1);
            }
        },
    };
    folders.remove(at);
    if at == 0 && !go(shell, &folders[0], "popd") {
        return Ok(1);
    }
    shell.folders = folders.split_off(1);
    list(shell, &[])
}
