//! Timeouts that are too short.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_of;

/// TD-TIMEOUT-START-MIN
pub static START: Rule = Rule::error(
    "TD-TIMEOUT-START-MIN",
    Wording::AwsRoughly,
    "ECS API, ContainerDefinition, startTimeout",
    |draft, found| check(draft, found, "startTimeout", "start"),
);

/// TD-TIMEOUT-STOP-MIN
pub static STOP: Rule = Rule::error(
    "TD-TIMEOUT-STOP-MIN",
    Wording::AwsRoughly,
    "ECS API, ContainerDefinition, stopTimeout",
    |draft, found| check(draft, found, "stopTimeout", "stop"),
);

fn check(draft: &Draft, found: &mut Found, member: &str, word: &str) {
    for (path, container) in draft.containers() {
        let Some(node) = container.get(member) else {
            continue;
        };
        if node.integer().is_none_or(|seconds| seconds >= 2) {
            continue;
        }
        let name = name_of(container);
        let message =
            format!("Granular {word} timeout on container '{name}' must be at least 2 seconds.");
        let help = "Leave it out for the default of the agent or the platform.";
        found.say(
            Said::new(format!("{path}.{member}"), &node.range, message, help)
                .fix(replace("Use 2", node.range.clone(), "2"))
                .fix(remove_fix(container, member)),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn two_seconds_are_the_least() {
        let text = r#"{"containerDefinitions": [
            {"name": "web", "startTimeout": 2, "stopTimeout": 1}]}"#;
        assert!(says(&START, text).is_empty());
        assert_eq!(
            says(&STOP, text),
            [
                "error $.containerDefinitions[0].stopTimeout at «1»: Granular stop timeout on \
              container 'web' must be at least 2 seconds."
            ]
        );
        assert!(says(&STOP, &fixed(&STOP, text)).is_empty());
    }
}
