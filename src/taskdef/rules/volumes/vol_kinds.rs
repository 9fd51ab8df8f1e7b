//! A volume of two kinds.

use crate::taskdef::finding::Fix;
use crate::taskdef::rules::edits::remove_members;
use crate::taskdef::rules::prelude::*;

/// The members that make a volume what it is. Source: ECS API, Volume.
pub(super) const KINDS: [&str; 6] = [
    "host",
    "dockerVolumeConfiguration",
    "efsVolumeConfiguration",
    "s3filesVolumeConfiguration",
    "fsxWindowsFileServerVolumeConfiguration",
    "configuredAtLaunch",
];

/// TD-VOL-KINDS
pub static RULE: Rule = Rule::error(
    "TD-VOL-KINDS",
    Wording::AwsRoughly,
    "ECS API, Volume",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, volume) in draft.volumes() {
        let is_set = |kind: &&str| volume.get(kind).is_some_and(Node::is_set);
        let kinds: Vec<&str> = KINDS.into_iter().filter(is_set).collect();
        if kinds.len() < 2 {
            continue;
        }
        let message = "When the volume parameter is specified, only one volume configuration type \
                       should be used.";
        let help = format!("This volume has {}.", kinds.join(" and "));
        let mut said = Said::new(path, &Draft::opening(volume), message, help);
        for kept in &kinds {
            said = said.fix(Fix {
                title: format!("Keep {kept} only"),
                edits: remove_members(volume, |name| name != *kept && KINDS.contains(&name)),
            });
        }
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_volume_is_of_one_kind() {
        let text = r#"{"volumes": [{"name": "data", "host": {"sourcePath": "/data"},
            "efsVolumeConfiguration": {"fileSystemId": "fs-12345678"}}]}"#;
        assert_eq!(says(&RULE, text).len(), 1);
        assert!(!fixed(&RULE, text).contains("efs"));
        assert!(says(&RULE, &text.replace(r#"{"sourcePath": "/data"}"#, "{}")).is_empty());
    }
}
