//! Rules of what a container runs: its command, its directory, its user, its terminal.

mod cmd_sh_c;
mod cmd_single;
mod readonly_rootfs_win;
mod tty_log;
mod user_format;
mod workdir_relative;

use super::Rule;
use super::edits::quoted;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &cmd_single::COMMAS,
    &cmd_single::LINE,
    &cmd_sh_c::RULE,
    &workdir_relative::RULE,
    &readonly_rootfs_win::RULE,
    &user_format::RULE,
    &tty_log::RULE,
];

/// Whether a line has something that only a shell understands.
pub fn needs_shell(line: &str) -> bool {
    line.contains(['"', '\'', '\\', '$', '|', '&', ';', '<', '>', '*', '`', '('])
}

/// The words of a line as strings of JSON, with commas between them.
pub fn words_of(line: &str) -> String {
    let words: Vec<String> = line.split_whitespace().map(quoted).collect();
    words.join(", ")
}

/// Whether a word is the name of a shell or the path to one.
fn is_shell(word: &str) -> bool {
    let name = word.rsplit('/').next().unwrap_or_default();
    matches!(name, "sh" | "bash" | "ash" | "dash" | "zsh" | "ksh")
}
