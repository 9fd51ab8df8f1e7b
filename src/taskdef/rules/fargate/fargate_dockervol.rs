//! Fargate has no Docker volumes.

use super::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-DOCKERVOL
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-DOCKERVOL",
    Wording::Aws,
    "ECS API, Volume, dockerVolumeConfiguration",
    check,
);

const MESSAGE: &str =
    "Fargate compatible task definitions do not support dockerVolumeConfiguration";
const HELP: &str =
    "Without it the volume is empty and lives as long as the task. EFS and EBS last.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, volume) in draft.volumes() {
        if let Some(said) = forbidden(path, volume, "dockerVolumeConfiguration", MESSAGE, HELP) {
            found.say(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_fargate, says};

    #[test]
    fn it_is_refused_where_it_is_set() {
        let text = on_fargate(
            r#""volumes": [{"name": "v", "dockerVolumeConfiguration": {"scope": "task"}}]"#,
        );
        let path = "$.volumes[0].dockerVolumeConfiguration";
        let expected = format!(r#"error {path} at «"dockerVolumeConfiguration"»: {MESSAGE}"#);
        assert_eq!(says(&RULE, &text), [expected]);
        assert_eq!(
            fixed(&RULE, &text),
            on_fargate(r#""volumes": [{"name": "v"}]"#)
        );
        assert!(
            says(
                &RULE,
                &on_fargate(r#""volumes": [{"name": "v", "dockerVolumeConfiguration": {}}]"#)
            )
            .is_empty()
        );
    }
}
