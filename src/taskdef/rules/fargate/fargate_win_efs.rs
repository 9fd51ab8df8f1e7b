//! Windows containers on Fargate have no EFS volumes.

use super::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-WIN-EFS
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-WIN-EFS",
    Wording::Ours,
    "ECS API, Volume, efsVolumeConfiguration",
    check,
);

const MESSAGE: &str = "EFS volumes are not supported for Windows containers";
const HELP: &str = "EFS speaks NFS, for Linux. On Windows instances there is FSx.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() || !draft.is_windows() {
        return;
    }
    for (path, volume) in draft.volumes() {
        if let Some(said) = forbidden(path, volume, "efsVolumeConfiguration", MESSAGE, HELP) {
            found.say(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_windows, says};

    #[test]
    fn it_is_refused_where_it_is_set() {
        let text = on_windows(
            r#""volumes": [{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]"#,
        );
        let path = "$.volumes[0].efsVolumeConfiguration";
        let expected = format!(r#"error {path} at «"efsVolumeConfiguration"»: {MESSAGE}"#);
        assert_eq!(says(&RULE, &text), [expected]);
        assert_eq!(
            fixed(&RULE, &text),
            on_windows(r#""volumes": [{"name": "v"}]"#)
        );
        assert!(
            says(
                &RULE,
                &on_windows(r#""volumes": [{"name": "v", "efsVolumeConfiguration": {}}]"#)
            )
            .is_empty()
        );
    }
}
