//! `mktemp`: names come in the same order in each run.

use super::options::{Known, read};
use crate::shell::state::Shell;

pub fn run(shell: &mut Shell, arguments: &[String]) -> u8 {
    let given = match read(shell, &Known::new("mktemp", "dut"), arguments) {
        Ok(given) => given,
        Err(status) => return status,
    };
    let template = given
        .words
        .first()
        .map_or(concat!("/tmp", "/tmp.XXXXXXXXXX"), String::as_str);
    let count = template.chars().rev().take_while(|c| *c == 'X').count();
    if count < 3 {
        shell.err(&format!("mktemp: too few X's in template '{template}'\n"));
        return 1;
    }
    let head = &template[..template.len() - count];
    for number in 1u32.. {
        let path = format!("{head}{number:0>count$}");
        if shell.disk.exists(&path) {
            continue;
        }
        let made = if given.has('d') {
            shell.disk.make_folder(&path)
        } else {
            shell.disk.write(&path, b"")
        };
        if let Err(message) = made {
            let text = format!(
                "mktemp: failed to create file via template '{template}': \
                 {message}\n"
            );
            shell.err(&text);
            return 1;
        }
        shell.out(format!("{path}\n").as_bytes());
        return 0;
    }
    1
}
