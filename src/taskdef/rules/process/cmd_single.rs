//! Commands of one string.

use super::{is_shell, needs_shell, words_of};
use crate::taskdef::rules::prelude::*;

/// TD-CMD-SHELLSTRING
pub static LINE: Rule = Rule::warning(
    "TD-CMD-SHELLSTRING",
    Wording::AtRunTime,
    "ECS API, ContainerDefinition, command; Docker Engine API, Cmd",
    line,
);

/// TD-CMD-CONSOLE-COMMAS
pub static COMMAS: Rule = Rule::warning(
    "TD-CMD-CONSOLE-COMMAS",
    Wording::Ours,
    "Developer Guide, Creating an Amazon ECS task definition using the console: Docker \
     configuration",
    commas,
);

/// The only string of a list, unless it is filled in later.
fn only<'d, 'a>(container: &'d Node<'a>, member: &str) -> Option<(&'d Node<'a>, &'d str)> {
    let [node] = container.list(member) else {
        return None;
    };
    let text = node.text().filter(|text| !is_placeholder(text))?;
    Some((node, text))
}

fn line(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let Some((node, line)) = only(container, "command") else {
            continue;
        };
        let entry = container.get("entryPoint").is_some_and(Node::is_set);
        if entry || !line.trim().contains(' ') || is_console_form(line) {
            continue;
        }
        let message = "CannotStartContainerError: … executable file not found in $PATH";
        let help = "Each word is a string of its own. A single string is the name of one program, \
                    blanks and all, unless the image has an entry point that reads it.";
        let mut said = Said::new(format!("{path}.command"), &node.range, message, help);
        if !needs_shell(line) {
            said = said.fix(replace("Split it", node.range.clone(), words_of(line)));
        }
        if !draft.is_windows() {
            let shell = "[\"sh\", \"-c\"]";
            said = said.fix(set_fix(draft, container, "entryPoint", shell));
        }
        found.say(said);
    }
}

fn commas(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        for member in ["command", "entryPoint"] {
            let Some((node, text)) = only(container, member) else {
                continue;
            };
            if !is_console_form(text) {
                continue;
            }
            let message = "The comma form belongs to the console, JSON wants one array element \
                           per word";
            let help = "The console splits the line at its commas.";
            let split = replace("Split it", node.range.clone(), split(text));
            let path = format!("{path}.{member}");
            found.say(Said::new(path, &node.range, message, help).fix(split));
        }
    }
}

/// Whether a line is a program and its arguments with commas between them. A comma alone does not
/// make it one: `--peers=a,b` is an argument.
fn is_console_form(line: &str) -> bool {
    let Some((program, rest)) = line.split_once(',') else {
        return false;
    };
    let part = |letter: char| letter.is_ascii_alphanumeric() || "/._-".contains(letter);
    let named = !program.is_empty() && !program.starts_with('-') && program.chars().all(part);
    let option = |word: &str| word.trim_start().starts_with('-');
    named && (program.starts_with('/') || is_shell(program) || rest.split(',').any(option))
}

/// The parts as strings of JSON; what a shell is given after `-c` stays one.
fn split(line: &str) -> String {
    let mut parts = Vec::new();
    let mut rest = Some(line);
    while let Some(line) = rest {
        let script = parts.last().is_some_and(|last| last == "\"-c\"");
        let (part, after) = match line.split_once(',') {
            Some((part, after)) if !script => (part, Some(after)),
            Some(_) | None => (line, None),
        };
        parts.push(quoted(part.trim()));
        rest = after;
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{applied, fixed, found, says};

    fn with(command: &str) -> String {
        format!(r#"{{"containerDefinitions": [{{"command": {command}}}]}}"#)
    }

    #[test]
    fn each_word_is_a_string() {
        let text = with(r#"["npm start"]"#);
        assert_eq!(
            says(&LINE, &text),
            [concat!(
                "warning $.containerDefinitions[0].command at «\"npm start\"»: ",
                "CannotStartContainerError: … executable file not found in $PATH"
            )]
        );
        assert_eq!(fixed(&LINE, &text), with(r#"["npm", "start"]"#));
        let shell = &found(&LINE, &text)[0].fixes[1];
        assert!(says(&LINE, &applied(&text, &shell.edits)).is_empty());
        let script = with(r#"["a && b"]"#);
        assert!(fixed(&LINE, &script).contains(r#""entryPoint": ["sh", "-c"]"#));
        for fine in [r#"["npm", "start"]"#, r#"["npm"]"#, r#"["${run} it"]"#] {
            assert!(says(&LINE, &with(fine)).is_empty());
        }
    }

    #[test]
    fn the_notation_of_the_console_is_split() {
        let text = with(r#"["sh,-c,echo a, b"]"#);
        assert!(says(&LINE, &text).is_empty());
        assert_eq!(fixed(&COMMAS, &text), with(r#"["sh", "-c", "echo a, b"]"#));
        let text = with(r#"["nginx, -g, daemon off;"]"#);
        assert_eq!(
            fixed(&COMMAS, &text),
            with(r#"["nginx", "-g", "daemon off;"]"#)
        );
        let entry = with(r#"["/bin/a,b"]"#).replace("command", "entryPoint");
        assert_eq!(says(&COMMAS, &entry).len(), 1);
        for fine in [r#"["--peers=a,b"]"#, r#"["a,b"]"#, r#"["echo a,-b"]"#] {
            assert!(says(&COMMAS, &with(fine)).is_empty(), "{fine}");
        }
    }
}
