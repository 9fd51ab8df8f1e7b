//! Fargate has no ipcMode.

use super::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-IPC. Source of the text: badmintoncryer/cdk-preflight, pf-ecs-fargate-ipc-mode,
/// deployed in 2026; reports of 2019 have other words.
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-IPC",
    Wording::Aws,
    "ECS API, RegisterTaskDefinition, ipcMode",
    check,
);

const MESSAGE: &str = "Fargate compatible task definitions do not support ipcMode";
const HELP: &str = "Each task has an IPC namespace of its own.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    if let Some(said) = forbidden("$", &draft.root, "ipcMode", MESSAGE, HELP) {
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_fargate, says};

    #[test]
    fn it_is_refused_where_it_is_set() {
        let text = on_fargate(r#""family": "a", "ipcMode": "none""#);
        let path = "$.ipcMode";
        let expected = format!(r#"error {path} at «"none"»: {MESSAGE}"#);
        assert_eq!(says(&RULE, &text), [expected]);
        assert_eq!(fixed(&RULE, &text), on_fargate(r#""family": "a""#));
        assert!(says(&RULE, &on_fargate(r#""family": "a", "ipcMode": """#)).is_empty());
    }
}
