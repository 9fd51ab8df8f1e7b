//! Where there is no EFS.

use super::efs;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_place, on_external};

/// TD-VOL-EFS-EXTERNAL
pub static EXTERNAL: Rule = Rule::error(
    "TD-VOL-EFS-EXTERNAL",
    Wording::Ours,
    "Developer Guide, Amazon ECS clusters for external instances",
    external,
);

/// TD-VOL-EFS-WIN
pub static WINDOWS: Rule = Rule::error(
    "TD-VOL-EFS-WIN",
    Wording::Ours,
    "Developer Guide, Amazon EFS volumes",
    windows,
);

fn external(draft: &Draft, found: &mut Found) {
    if on_external(draft) {
        let message = "EFS volumes are not supported on external instances";
        say(
            draft,
            found,
            message,
            "Use a host path that the instances share.",
        );
    }
}

fn windows(draft: &Draft, found: &mut Found) {
    // On Fargate a rule of Fargate says it.
    if draft.is_windows() && !draft.is_fargate() {
        let help = "On Windows use FSx for Windows File Server.";
        say(draft, found, "EFS volumes need Linux tasks", help);
    }
}

fn say(draft: &Draft, found: &mut Found, message: &str, help: &str) {
    for (path, _, volume) in efs(draft) {
        let place = name_place(volume, "efsVolumeConfiguration");
        found.say(
            Said::new(path, &place, message, help)
                .fix(remove_fix(volume, "efsVolumeConfiguration")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn efs_is_for_linux_in_aws() {
        let text = r#"{"requiresCompatibilities": ["EXTERNAL"],
            "runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"},
            "volumes": [{"efsVolumeConfiguration": {"fileSystemId": "fs-12345678"}}]}"#;
        assert_eq!(says(&EXTERNAL, text).len(), 1);
        assert_eq!(says(&WINDOWS, text).len(), 1);
        let other = text.replace("WINDOWS_", "").replace("EXTERNAL", "EC2");
        assert!(says(&EXTERNAL, &other).is_empty() && says(&WINDOWS, &other).is_empty());
    }
}
