//! Fargate has no FSx volumes.

use super::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-FSX
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-FSX",
    Wording::Ours,
    "ECS API, Volume, fsxWindowsFileServerVolumeConfiguration",
    check,
);

const MESSAGE: &str =
    "Fargate compatible task definitions do not support fsxWindowsFileServerVolumeConfiguration";
const HELP: &str = "FSx for Windows File Server needs Windows instances.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, volume) in draft.volumes() {
        if let Some(said) = forbidden(
            path,
            volume,
            "fsxWindowsFileServerVolumeConfiguration",
            MESSAGE,
            HELP,
        ) {
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
            r#""volumes": [{"name": "v",
                "fsxWindowsFileServerVolumeConfiguration": {"fileSystemId": "fs-1"}}]"#,
        );
        let path = "$.volumes[0].fsxWindowsFileServerVolumeConfiguration";
        let expected =
            format!(r#"error {path} at «"fsxWindowsFileServerVolumeConfiguration"»: {MESSAGE}"#);
        assert_eq!(says(&RULE, &text), [expected]);
        assert_eq!(
            fixed(&RULE, &text),
            on_fargate(r#""volumes": [{"name": "v"}]"#)
        );
        assert!(
            says(
                &RULE,
                &on_fargate(
                    r#""volumes": [{"name": "v", "fsxWindowsFileServerVolumeConfiguration": {}}]"#
                )
            )
            .is_empty()
        );
    }
}
