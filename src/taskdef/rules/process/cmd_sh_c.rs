//! What a shell that is an entry point makes of a command.

use super::is_shell;
use crate::taskdef::rules::edits::join_fix;
use crate::taskdef::rules::prelude::*;

/// TD-CMD-SHC-EXTRA
pub static RULE: Rule = Rule::warning(
    "TD-CMD-SHC-EXTRA",
    Wording::Ours,
    "POSIX, sh, option -c: command_name and arguments",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let (entry, command) = (container.list("entryPoint"), container.list("command"));
        let word = |node: Option<&'_ Node>, is: fn(&str) -> bool| {
            node.and_then(Node::text).is_some_and(is)
        };
        if !word(entry.first(), is_shell) || !word(entry.last(), ends_in_c) {
            continue;
        }
        let [script, _, ..] = command else {
            continue;
        };
        // Who reads $0, $1 or $@ wants the others.
        if script.text().is_none_or(reads_arguments) {
            continue;
        }
        let Some((range, join)) = join_fix(command) else {
            continue;
        };
        let message = "Only command[0] is run by `sh -c`; the rest become $0, $1…";
        let help = "After -c the shell takes one string for the script.";
        let path = format!("{path}.command");
        found.say(Said::new(path, &range, message, help).fix(join));
    }
}

/// Whether a word is a group of options with `c` at its end, such as `-ec`.
fn ends_in_c(word: &str) -> bool {
    word.starts_with('-') && !word.starts_with("--") && word.ends_with('c')
}

/// Whether a script has `$1`, `${1`, `$@` or the like, or may get it.
fn reads_arguments(script: &str) -> bool {
    let mut after = script.split('$').skip(1);
    is_placeholder(script)
        || after.any(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == '@' || c == '*'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(entry: &str, command: &str) -> String {
        format!(r#"{{"containerDefinitions": [{{"entryPoint": {entry}, "command": {command}}}]}}"#)
    }

    #[test]
    fn the_script_is_one_string() {
        for shell in [r#"["sh", "-c"]"#, r#"["/bin/bash", "-ec"]"#] {
            let text = with(shell, r#"["echo", "a"]"#);
            assert_eq!(says(&RULE, &text).len(), 1);
            assert_eq!(fixed(&RULE, &text), with(shell, r#"["echo a"]"#));
            for fine in [r#"["echo a"]"#, r#"["echo $1", "x", "a"]"#] {
                assert!(says(&RULE, &with(shell, fine)).is_empty());
            }
        }
        let python = with(r#"["python", "-c"]"#, r#"["print(1)", "a"]"#);
        assert!(says(&RULE, &python).is_empty());
    }
}
