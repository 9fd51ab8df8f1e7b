//! An EFS volume that asks for a role the task does not have.

use super::{efs, uses_iam};
use crate::taskdef::rules::prelude::*;

/// TD-VOL-EFS-IAM-ROLE
pub static RULE: Rule = Rule::warning(
    "TD-VOL-EFS-IAM-ROLE",
    Wording::AtRunTime,
    "ECS API, EFSAuthorizationConfig, iam",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let has_role = draft.root.get("taskRoleArn").is_some_and(Node::is_set);
    if has_role || !efs(draft).into_iter().any(|(_, efs, _)| uses_iam(efs)) {
        return;
    }
    let message = "mount.nfs4: access denied by server";
    let help = "With iam ENABLED the volume is mounted with the permissions of the task role: add \
                a taskRoleArn that allows elasticfilesystem:ClientMount and ClientWrite.";
    found.say(Said::new(
        "$.taskRoleArn",
        &Draft::opening(&draft.root),
        message,
        help,
    ));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn iam_needs_a_task_role() {
        let text = r#"{"volumes": [
            {"efsVolumeConfiguration": {"authorizationConfig": {"iam": "ENABLED"}}}]}"#;
        assert_eq!(
            says(&RULE, text),
            ["warning $.taskRoleArn at «{»: mount.nfs4: access denied by server"]
        );
        let with_role = text.replacen('{', r#"{"taskRoleArn": "shop", "#, 1);
        assert!(says(&RULE, &with_role).is_empty());
    }
}
