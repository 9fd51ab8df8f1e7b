//! How the command of a health check is written.

use super::health_checks;
use crate::taskdef::finding::{Edit, Fix};
use crate::taskdef::node::Kind;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_of;

/// TD-HC-COMMAND-EMPTY
pub static EMPTY: Rule = Rule::error(
    "TD-HC-COMMAND-EMPTY",
    Wording::Ours,
    "ECS API, HealthCheck, command",
    empty,
);

/// TD-HC-COMMAND-PREFIX. The API reference says must; ECS takes a program without the word, as the
/// definitions of AWS Distro for OpenTelemetry have it, and on Fargate it runs.
/// Source: `github.com/aws/aws-cdk/issues/34389`.
pub static PREFIX: Rule = Rule::warning(
    "TD-HC-COMMAND-PREFIX",
    Wording::AtRunTime,
    "ECS API, HealthCheck, command",
    prefix,
);

/// TD-HC-CONSOLE-FORM. ECS takes it, and the health stays UNKNOWN.
/// Source: `github.com/awsdocs/amazon-ecs-developer-guide/pull/9`, on the same mistake in the
/// console.
pub static CONSOLE: Rule = Rule::at_run_time(
    "TD-HC-CONSOLE-FORM",
    "ECS API, HealthCheck, command",
    console,
);

fn empty(draft: &Draft, found: &mut Found) {
    for (path, check, container) in health_checks(draft) {
        let Some(command) = check.get("command") else {
            continue;
        };
        let nothing = match command.items() {
            [] => matches!(command.kind, Kind::List(_)),
            [only] => matches!(only.text(), Some("CMD" | "CMD-SHELL")),
            [_, _, ..] => false,
        };
        if nothing {
            let name = name_of(container);
            let message = format!("Health check command must not be empty for container '{name}'");
            let help = "After CMD comes a program with its arguments, after CMD-SHELL one line \
                        for the shell.";
            found.say(Said::new(
                format!("{path}.command"),
                &command.range,
                message,
                help,
            ));
        }
    }
}

fn prefix(draft: &Draft, found: &mut Found) {
    for (path, check, _) in health_checks(draft) {
        let words = check.list("command");
        let Some(first) = words.first() else {
            continue;
        };
        let Some(text) = first.text().filter(|text| !is_placeholder(text)) else {
            continue;
        };
        let one_line = words.len() == 1 && console_parts(text).is_some();
        if matches!(text, "CMD" | "CMD-SHELL" | "NONE") || one_line {
            continue;
        }
        let message = "Health check command should start with CMD or CMD-SHELL";
        let help = "ECS takes it without the word, and Docker does not run it. CMD runs a program \
                    with the arguments that follow, CMD-SHELL hands one line to the shell of the \
                    container.";
        let shell = words.len() == 1 && text.contains(' ');
        let word = if shell { "CMD-SHELL" } else { "CMD" };
        let start = first.range.start..first.range.start;
        found.say(
            Said::new(format!("{path}.command[0]"), &first.range, message, help).fix(replace(
                format!("Insert \"{word}\""),
                start,
                format!("\"{word}\", "),
            )),
        );
    }
}

fn console(draft: &Draft, found: &mut Found) {
    for (path, check, _) in health_checks(draft) {
        let [only] = check.list("command") else {
            continue;
        };
        let Some(parts) = only.text().and_then(console_parts) else {
            continue;
        };
        let message = "Console notation in JSON: split \"CMD-SHELL, curl …\" into \
                       [\"CMD-SHELL\", \"curl …\"]";
        let help = "ECS takes it, and the health stays UNKNOWN. The console splits the line at its \
                    commas; in JSON each part is a string of its own.";
        let parts: Vec<String> = parts.into_iter().map(quoted).collect();
        let split = Fix {
            title: "Split it".to_owned(),
            edits: vec![Edit {
                range: only.range.clone(),
                text: parts.join(", "),
            }],
        };
        found.say(Said::new(format!("{path}.command"), &only.range, message, help).fix(split));
    }
}

/// The parts of a line as the console takes it: for the shell two, for a program any number.
fn console_parts(line: &str) -> Option<Vec<&str>> {
    let (word, rest) = line.split_once(',')?;
    match word.trim() {
        "CMD-SHELL" => Some(vec!["CMD-SHELL", rest.trim()]),
        "CMD" => Some(
            [word]
                .into_iter()
                .chain(rest.split(','))
                .map(str::trim)
                .collect(),
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(command: &str) -> String {
        format!(r#"{{"containerDefinitions": [{{"healthCheck": {{"command": {command}}}}}]}}"#)
    }

    #[test]
    fn a_check_says_what_to_run() {
        assert_eq!(says(&EMPTY, &with("[]")).len(), 1);
        assert_eq!(says(&EMPTY, &with(r#"["CMD-SHELL"]"#)).len(), 1);
        assert!(says(&EMPTY, &with(r#"["NONE"]"#)).is_empty());
    }

    #[test]
    fn it_starts_with_the_way_to_run_it() {
        assert_eq!(
            fixed(&PREFIX, &with(r#"["curl -f http://localhost/"]"#)),
            with(r#"["CMD-SHELL", "curl -f http://localhost/"]"#)
        );
        assert_eq!(
            fixed(&PREFIX, &with(r#"["/ok", "-q"]"#)),
            with(r#"["CMD", "/ok", "-q"]"#)
        );
        assert!(says(&PREFIX, &with(r#"["CMD", "/ok"]"#)).is_empty());
    }

    #[test]
    fn the_notation_of_the_console_is_split() {
        let text = with(r#"["CMD-SHELL, curl -f http://localhost/ || exit 1"]"#);
        assert!(says(&PREFIX, &text).is_empty());
        assert_eq!(
            fixed(&CONSOLE, &text),
            with(r#"["CMD-SHELL", "curl -f http://localhost/ || exit 1"]"#)
        );
        assert_eq!(
            fixed(&CONSOLE, &with(r#"["CMD,/ok,-q"]"#)),
            with(r#"["CMD", "/ok", "-q"]"#)
        );
    }
}
