//! FSx for Windows File Server volumes.

use super::configurations;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// The member of a volume.
const FSX: &str = "fsxWindowsFileServerVolumeConfiguration";

/// TD-VOL-FSX-OS. ECS registers such volumes without a platform, as the guide's tutorial and the
/// acceptance tests of hashicorp/terraform-provider-aws do (aws_ecs_task_definition, fsxVolume).
pub static SYSTEM: Rule = Rule::at_run_time(
    "TD-VOL-FSX-OS",
    "Developer Guide, FSx for Windows File Server volumes",
    system,
);

/// TD-VOL-FSX-LUSTRE
pub static FILE_SYSTEM: Rule = Rule::at_run_time(
    "TD-VOL-FSX-LUSTRE",
    "Developer Guide, FSx for Windows File Server volumes",
    file_system,
);

/// TD-VOL-FSX-CREDS
pub static CREDENTIALS: Rule = Rule::warning(
    "TD-VOL-FSX-CREDS",
    Wording::AtRunTime,
    "ECS API, FSxWindowsFileServerAuthorizationConfig",
    credentials,
);

/// TD-VOL-FSX-DRIVES
pub static DRIVES: Rule = Rule::info(
    "TD-VOL-FSX-DRIVES",
    "Developer Guide, FSx for Windows File Server volumes",
    drives,
);

/// The drives that are left for volumes: all letters but A, B and C.
const DRIVE_LETTERS: usize = 23;

fn system(draft: &Draft, found: &mut Found) {
    let platform = draft.root.get("runtimePlatform");
    let family = platform.and_then(|platform| platform.text_of("operatingSystemFamily"));
    let family = family.unwrap_or_default();
    let old = family == "WINDOWS_SERVER_2016_FULL";
    // On Fargate a rule of Fargate says it.
    if (draft.is_windows() && !old) || draft.is_fargate() || is_placeholder(family) {
        return;
    }
    for (path, _, volume) in configurations(draft, FSX) {
        let message = "FSx for Windows File Server needs Windows Server 2019+ on EC2";
        let help = "The volume is an SMB share that the instance maps to a drive.";
        let windows = r#"{"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}"#;
        let said = Said::new(path, &name_place(volume, FSX), message, help).fix(set_fix(
            draft,
            &draft.root,
            "runtimePlatform",
            windows,
        ));
        // Without a platform it may still be placed on Windows.
        match family {
            "" => found.say_note(said),
            _ => found.say(said),
        }
    }
}

fn file_system(draft: &Draft, found: &mut Found) {
    for (path, fsx, _) in configurations(draft, FSX) {
        let Some(node) = fsx.get("fileSystemId") else {
            continue;
        };
        let legal = |id: &str| {
            let digits = id.strip_prefix("fs-").unwrap_or_default();
            // The samples of the guide end with EXAMPLE.
            let hexadecimal = digits.trim_end_matches("EXAMPLE").bytes();
            let hexadecimal = { hexadecimal }.all(|digit| digit.is_ascii_hexdigit());
            (digits.len() == 17 && hexadecimal) || is_placeholder(id)
        };
        if node.text().is_none_or(legal) {
            continue;
        }
        let message = "Only FSx for Windows File Server is supported";
        let help = "Its id is fs- and 17 hexadecimal digits.";
        found.say(Said::new(
            format!("{path}.fileSystemId"),
            &node.range,
            message,
            help,
        ));
    }
}

fn credentials(draft: &Draft, found: &mut Found) {
    for (path, fsx, _) in configurations(draft, FSX) {
        let Some(authorization) = fsx.get("authorizationConfig") else {
            continue;
        };
        let checks = [
            (
                "credentialsParameter",
                "It is the ARN of a secret of Secrets Manager or of a parameter of Systems \
                 Manager.",
            ),
            ("domain", "It is a fully qualified domain name."),
        ];
        for (member, help) in checks {
            let Some(node) = authorization.get(member) else {
                continue;
            };
            if node.text().is_some_and(|text| !is_credential(member, text)) {
                let path = format!("{path}.authorizationConfig.{member}");
                found.say(Said::new(
                    path,
                    &node.range,
                    "unable to mount file system",
                    help,
                ));
            }
        }
    }
}

fn drives(draft: &Draft, found: &mut Found) {
    let Some((path, _, volume)) = configurations(draft, FSX).nth(DRIVE_LETTERS) else {
        return;
    };
    let message = "An instance has drive letters for 23 FSx volumes";
    let help = "Each file system takes one, those of other tasks too; when none is left, the task \
                does not start.";
    found.say(Said::new(path, &name_place(volume, FSX), message, help));
}

/// Whether a text can be that member of the credentials, or is filled in later.
fn is_credential(member: &str, text: &str) -> bool {
    let legal = if member == "domain" {
        text.contains('.')
    } else {
        let service = text.split(':').nth(2);
        text.starts_with("arn:") && matches!(service, Some("secretsmanager" | "ssm"))
    };
    legal || is_placeholder(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, found, says};

    #[test]
    fn fsx_is_for_windows() {
        let text = r#"{"volumes": [{"fsxWindowsFileServerVolumeConfiguration": {
            "fileSystemId": "fs-1234", "authorizationConfig": {"domain": "corp",
            "credentialsParameter": "arn:aws:ssm:eu-west-1:111122223333:parameter/x"}}}]}"#;
        assert!(says(&SYSTEM, text)[0].starts_with("info $.volumes[0]"));
        assert!(says(&SYSTEM, &fixed(&SYSTEM, text)).is_empty());
        let platform = r#"{"runtimePlatform": {"operatingSystemFamily": "LINUX"}, "#;
        let linux = text.replacen('{', platform, 1);
        let refused = found(&SYSTEM, &linux).remove(0);
        assert_eq!(refused.severity, Severity::Error);
        assert_eq!(refused.refused_by, RefusedBy::Nobody);
        assert!(says(&SYSTEM, &fixed(&SYSTEM, &linux)).is_empty());
        assert_eq!(says(&FILE_SYSTEM, text).len(), 1);
        assert_eq!(says(&CREDENTIALS, text).len(), 1);
    }

    #[test]
    fn letters_are_few() {
        let with = |count| {
            let volume = r#"{"fsxWindowsFileServerVolumeConfiguration": {}}"#;
            format!(r#"{{"volumes": [{}]}}"#, vec![volume; count].join(", "))
        };
        assert!(says(&DRIVES, &with(23)).is_empty());
        assert!(says(&DRIVES, &with(25))[0].starts_with("info $.volumes[23].fsx"));
    }
}
