//! S3 Files volumes.

use super::configurations;
use crate::taskdef::rules::prelude::*;

/// The member of a volume.
const S3_FILES: &str = "s3filesVolumeConfiguration";

/// TD-VOL-S3F-ROLE
pub static ROLE: Rule = Rule::error(
    "TD-VOL-S3F-ROLE",
    Wording::AwsRoughly,
    "ECS API, S3FilesVolumeConfiguration",
    role,
);

/// TD-VOL-S3F-ARN
pub static ARN: Rule = Rule::error(
    "TD-VOL-S3F-ARN",
    Wording::Ours,
    "ECS API, S3FilesVolumeConfiguration, fileSystemArn",
    arn,
);

/// TD-VOL-S3F-AP-ROOT
pub static ROOT: Rule = Rule::error(
    "TD-VOL-S3F-AP-ROOT",
    Wording::Ours,
    "ECS API, S3FilesVolumeConfiguration, rootDirectory",
    root,
);

fn role(draft: &Draft, found: &mut Found) {
    let has_role = draft.root.get("taskRoleArn").is_some_and(Node::is_set);
    if has_role || configurations(draft, S3_FILES).next().is_none() {
        return;
    }
    let message = "A taskRoleArn is required when using s3filesVolumeConfiguration.";
    let help = "The file system is mounted with the permissions of the task role.";
    found.say(Said::new(
        "$.taskRoleArn",
        &Draft::opening(&draft.root),
        message,
        help,
    ));
}

fn arn(draft: &Draft, found: &mut Found) {
    for (path, files, _) in configurations(draft, S3_FILES) {
        for member in ["fileSystemArn", "accessPointArn"] {
            let Some(node) = files.get(member).filter(|node| node.is_set()) else {
                continue;
            };
            let wrong = |arn: &str| !arn.starts_with("arn:") && !is_placeholder(arn);
            if node.text().is_some_and(wrong) {
                let path = format!("{path}.{member}");
                let help = "An id alone does not say where it is.";
                found.say(Said::new(
                    path,
                    &node.range,
                    "Use the full S3 Files ARN",
                    help,
                ));
            }
        }
    }
}

fn root(draft: &Draft, found: &mut Found) {
    for (path, files, _) in configurations(draft, S3_FILES) {
        let Some(root) = files.get("rootDirectory") else {
            continue;
        };
        let legal = root
            .text()
            .is_none_or(|root| matches!(root, "" | "/") || is_placeholder(root));
        if legal || !files.get("accessPointArn").is_some_and(Node::is_set) {
            continue;
        }
        let message = "With an access point the root directory must be / or omitted";
        let help = "The access point has a directory of its own.";
        found.say(
            Said::new(format!("{path}.rootDirectory"), &root.range, message, help)
                .fix(remove_fix(files, "rootDirectory")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn s3_files_needs_a_role_and_arns() {
        let text = r#"{"volumes": [{"s3filesVolumeConfiguration":
            {"fileSystemArn": "fs-1", "accessPointArn": "arn:aws:x", "rootDirectory": "/a"}}]}"#;
        assert_eq!(says(&ROLE, text).len(), 1);
        assert_eq!(
            says(&ARN, text),
            [
                "error $.volumes[0].s3filesVolumeConfiguration.fileSystemArn at «\"fs-1\"»: Use \
              the full S3 Files ARN"
            ]
        );
        assert!(says(&ROOT, &fixed(&ROOT, text)).is_empty());
    }
}
