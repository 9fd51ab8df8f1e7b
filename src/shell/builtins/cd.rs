//! `cd` and `pwd`

use crate::shell::state::{Flow, Shell};

pub fn run(shell: &mut Shell, arguments: &[String]) -> Result<u8, Flow> {
    if arguments.len() > 1 {
        shell.complain("cd: too many arguments");
        return Ok(1);
    }
    let named = arguments.first().map_or("~", String::as_str);
    let path = match named {
        "~" => shell.text("HOME").unwrap_or("/").to_string(),
        "-" => shell.text("OLDPWD").unwrap_or("/").to_string(),
        path => path.to_string(),
    };
    if !shell.disk.is_folder(&path) {
        let reason = if shell.disk.is_file(&path) {
            "Not a directory"
        } else {
            "No such file or directory"
        };
        shell.complain(&format!("cd: {path}: {reason}"));
        return Ok(1);
    }
    let before = shell.disk.folder.clone();
    shell.disk.folder = shell.disk.absolute(&path);
    let here = shell.disk.folder.clone();
    shell.set_text("OLDPWD", &before);
    shell.set_text("PWD", &here);
    if named == "-" {
        shell.out(format!("{here}\n").as_bytes());
    }
    Ok(0)
}

pub fn pwd(shell: &mut Shell, _arguments: &[String]) -> u8 {
    let here = format!("{}\n", shell.disk.folder);
    shell.out(here.as_bytes());
    0
}
