//! Daemon task definitions, which are registered otherwise.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-DAEMONTD-CONFUSION
pub static RULE: Rule = Rule::warning(
    "TD-DAEMONTD-CONFUSION",
    Wording::Ours,
    "ECS API, RegisterDaemonTaskDefinition; Developer Guide, Daemon task definitions",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let mode = |name: &str| draft.root.text_of(name).unwrap_or_default();
    let log_files = "logDriverVolumeConfiguration";
    let mut volumes = draft.volumes();
    let (path, range) =
        if let Some((path, volume)) = volumes.find(|(_, volume)| volume.get(log_files).is_some()) {
            (format!("{path}.{log_files}"), name_place(volume, log_files))
        } else if matches!(mode("pidMode"), "none" | "shared") {
            ("$.pidMode".to_owned(), name_place(&draft.root, "pidMode"))
        } else if mode("ipcMode") == "shared" {
            ("$.ipcMode".to_owned(), name_place(&draft.root, "ipcMode"))
        } else {
            return;
        };
    let message = "This looks like a daemon task definition";
    let help = "Those are for daemons of Managed Instances and are registered with \
                RegisterDaemonTaskDefinition, which lacks many members of this request.";
    found.say(Said::new(path, &range, message, help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn some_members_and_modes_are_of_daemons() {
        for text in [
            r#"{"volumes": [{"name": "logs", "logDriverVolumeConfiguration": {}}]}"#,
            r#"{"pidMode": "shared"}"#,
            r#"{"ipcMode": "shared"}"#,
        ] {
            assert_eq!(says(&RULE, text).len(), 1, "{text}");
        }
        for text in [
            r#"{"pidMode": "task", "ipcMode": "none"}"#,
            r#"{"volumes": [{}]}"#,
        ] {
            assert!(says(&RULE, text).is_empty(), "{text}");
        }
    }
}
