//! What the shell makes of a health check.

use super::health_checks;
use crate::taskdef::rules::edits::join_fix;
use crate::taskdef::rules::prelude::*;

/// TD-HC-SHELL-ARGS
pub static ARGUMENTS: Rule = Rule::warning(
    "TD-HC-SHELL-ARGS",
    Wording::Ours,
    "ECS API, HealthCheck, command; Docker, HEALTHCHECK",
    arguments,
);

/// TD-HC-EXIT-SWALLOWED
pub static SWALLOWED: Rule = Rule::warning(
    "TD-HC-EXIT-SWALLOWED",
    Wording::Ours,
    "ECS API, HealthCheck, command",
    swallowed,
);

/// Ends of a line that make every check succeed.
const ENDS: [&str; 6] = ["|| true", "|| :", "|| exit 0", "; exit 0", "; true", "; :"];

/// Programs that succeed whatever is piped into them.
const FILTERS: [&str; 6] = ["cat", "tee", "head", "tail", "wc", "sort"];

fn arguments(draft: &Draft, found: &mut Found) {
    for (path, check, _) in health_checks(draft) {
        let [way, words @ ..] = check.list("command") else {
            continue;
        };
        if way.text() != Some("CMD-SHELL") || words.len() < 2 {
            continue;
        }
        let Some((range, join)) = join_fix(words) else {
            continue;
        };
        let message = "Join the words into one string or use CMD";
        let help = "Only the string after CMD-SHELL is the script; the shell takes the others for \
                    its own arguments.";
        found.say(
            Said::new(format!("{path}.command"), &range, message, help)
                .fix(join)
                .fix(replace("Use \"CMD\"", way.range.clone(), "\"CMD\"")),
        );
    }
}

fn swallowed(draft: &Draft, found: &mut Found) {
    for (path, check, _) in health_checks(draft) {
        let [way, script] = check.list("command") else {
            continue;
        };
        let line = script
            .text()
            .unwrap_or_default()
            .trim_end()
            .trim_end_matches(';');
        if way.text() != Some("CMD-SHELL") || line.contains("pipefail") {
            continue;
        }
        let end = ENDS.into_iter().find_map(|end| line.strip_suffix(end));
        if end.is_none() && !ends_in_filter(line) {
            continue;
        }
        let message = "This check always reports healthy";
        let help = "The shell answers with the exit status of the last command, and that one \
                    always succeeds.";
        let mut said = Said::new(format!("{path}.command[1]"), &script.range, message, help);
        if let Some(rest) = end.map(str::trim).filter(|rest| !rest.is_empty()) {
            let better = quoted(&format!("{rest} || exit 1"));
            said = said.fix(replace("End with || exit 1", script.range.clone(), better));
        }
        found.say(said);
    }
}

fn ends_in_filter(line: &str) -> bool {
    let piped = line
        .rsplit_once('|')
        .filter(|(before, _)| !before.ends_with('|'));
    let program = piped.and_then(|(_, stage)| stage.split_whitespace().next());
    program.is_some_and(|program| FILTERS.contains(&program))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(command: &str) -> String {
        format!(r#"{{"containerDefinitions": [{{"healthCheck": {{"command": {command}}}}}]}}"#)
    }

    #[test]
    fn the_shell_takes_one_string() {
        let text = with(r#"["CMD-SHELL", "curl", "-f"]"#);
        assert_eq!(says(&ARGUMENTS, &text).len(), 1);
        assert_eq!(
            fixed(&ARGUMENTS, &text),
            with(r#"["CMD-SHELL", "curl -f"]"#)
        );
    }

    #[test]
    fn a_check_can_fail() {
        let text = with(r#"["CMD-SHELL", "curl -f localhost || true"]"#);
        assert_eq!(
            fixed(&SWALLOWED, &text),
            with(r#"["CMD-SHELL", "curl -f localhost || exit 1"]"#)
        );
        assert_eq!(
            says(&SWALLOWED, &with(r#"["CMD-SHELL", "a | tee b"]"#)).len(),
            1
        );
        assert!(
            says(
                &SWALLOWED,
                &with(r#"["CMD-SHELL", "a | grep b || exit 1"]"#)
            )
            .is_empty()
        );
        assert!(says(&SWALLOWED, &with(r#"["CMD-SHELL", "a || cat b"]"#)).is_empty());
    }
}
