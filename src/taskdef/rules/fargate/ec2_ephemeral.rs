//! Ephemeral storage is of Fargate.

use super::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-EC2-EPHEMERAL
pub static RULE: Rule = Rule::error(
    "TD-EC2-EPHEMERAL",
    Wording::Aws,
    "ECS API, RegisterTaskDefinition, ephemeralStorage",
    check,
);

const MESSAGE: &str = "Tasks using the EC2 launch type do not support EphemeralStorage.";
const HELP: &str = "On instances tasks use the disk of the instance.";

fn check(draft: &Draft, found: &mut Found) {
    let on_instances = draft.requires("EC2") || draft.requires("EXTERNAL");
    if !on_instances || draft.requires("FARGATE") {
        return;
    }
    if let Some(said) = forbidden("$", &draft.root, "ephemeralStorage", MESSAGE, HELP) {
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_fargate, says};

    #[test]
    fn instances_have_none() {
        let storage = r#""ephemeralStorage": {"sizeInGiB": 30}"#;
        let text = format!(r#"{{"requiresCompatibilities": ["EC2"], {storage}}}"#);
        assert!(says(&RULE, &text)[0].ends_with(MESSAGE));
        assert_eq!(
            fixed(&RULE, &text),
            r#"{"requiresCompatibilities": ["EC2"]}"#
        );
        assert!(says(&RULE, &on_fargate(storage)).is_empty());
    }
}
