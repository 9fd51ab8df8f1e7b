//! What `[ … ]` and `[[ … ]]` can ask.

use super::super::state::Shell;

/// `-z x`, `-f x` and their kin.
pub fn one(shell: &mut Shell, sign: &str, text: &str) -> bool {
    let is_command = || text.starts_with('/') && shell.is_program(text);
    match sign {
        "-e" | "-f" | "-r" | "-s" | "-x" if is_command() => true,
        "-z" => text.is_empty(),
        "-n" => !text.is_empty(),
        "-e" | "-a" | "-r" | "-w" => shell.disk.exists(text),
        "-f" => shell.disk.is_file(text) && !text.starts_with("/dev/"),
        "-d" => shell.disk.is_folder(text),
        "-x" => shell.disk.is_folder(text) || shell.disk.runs(text),
        "-s" => match shell.disk.read(text) {
            Ok(bytes) => !bytes.is_empty(),
            Err(_) => shell.disk.is_folder(text),
        },
        "-v" => match text.split_once('[') {
            Some((name, index)) => {
                let item = shell.item(name, index.trim_end_matches(']'));
                item.is_ok_and(|item| item.is_some())
            }
            None => shell.value(text).is_some(),
        },
        "-o" => match text {
            "errexit" => shell.options.errexit,
            "nounset" => shell.options.nounset,
            "pipefail" => shell.options.pipefail,
            "xtrace" => shell.options.xtrace,
            _ => false,
        },
        "-t" => {
            let number = text.parse().ok();
            let fd = number.and_then(|number| shell.fds.get(number));
            shell.interactive && fd.is_some_and(|fd| fd.is_terminal())
        }
        // There are no links and no pipes with names.
        _ => false,
    }
}

pub fn numbers(left: i64, sign: &str, right: i64) -> bool {
    match sign {
        "-eq" => left == right,
        "-ne" => left != right,
        "-lt" => left < right,
        "-le" => left <= right,
        "-gt" => left > right,
        _ => left >= right,
    }
}

/// Files carry no times here: of two, neither is newer, and one that is there is newer than none.
pub fn files(shell: &Shell, left: &str, sign: &str, right: &str) -> bool {
    let (has_left, has_right) = (shell.disk.exists(left), shell.disk.exists(right));
    match sign {
        "-nt" => has_left && !has_right,
        "-ot" => has_right && !has_left,
        _ => has_left && shell.disk.absolute(left) == shell.disk.absolute(right),
    }
}
