//! How roles are written.

use super::{is_placeholder, is_role_arn, is_role_name};
use crate::taskdef::rules::prelude::{Draft, Found, Rule, Said, Wording};

/// TD-TASKROLE-FORMAT
pub static TASK: Rule = Rule::error(
    "TD-TASKROLE-FORMAT",
    Wording::Aws,
    "ECS API, RegisterTaskDefinition, taskRoleArn",
    task,
);

/// TD-EXECROLE-FORMAT: a name alone is taken too, ECS fills in the account. Source: a developer of
/// ECS in aws-actions/amazon-ecs-render-task-definition, issue 19.
pub static EXECUTION: Rule = Rule::error(
    "TD-EXECROLE-FORMAT",
    Wording::Aws,
    "ECS API, RegisterTaskDefinition, executionRoleArn",
    execution,
);

const HELP: &str = "A role is arn:aws:iam::ACCOUNT:role/NAME or its name alone: not a policy, an \
                    instance profile or a user.";

fn task(draft: &Draft, found: &mut Found) {
    // An empty one is none: tools send it where there is no role. ECS refused it on one day of
    // August 2024, as their users reported then.
    if let Some(node) = draft.root.get("taskRoleArn").filter(|node| node.is_set())
        && let Some(role) = node.text()
        && !is_role_arn(role)
        && !is_role_name(role)
        && !is_placeholder(role)
    {
        found.say(Said::new(
            "$.taskRoleArn",
            &node.range,
            "Role is not valid",
            HELP,
        ));
    }
}

fn execution(draft: &Draft, found: &mut Found) {
    if let Some(node) = draft
        .root
        .get("executionRoleArn")
        .filter(|node| node.is_set())
        && let Some(role) = node.text()
        && !is_role_arn(role)
        && !is_role_name(role)
        && !is_placeholder(role)
    {
        let path = "$.executionRoleArn";
        found.say(Said::new(path, &node.range, "Role is not valid", HELP));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn a_role_is_a_role() {
        let profile = "arn:aws:iam::111122223333:instance-profile/web";
        let text = format!(r#"{{"taskRoleArn": "{profile}", "executionRoleArn": "{profile}"}}"#);
        assert_eq!(
            says(&TASK, &text),
            [format!(
                "error $.taskRoleArn at «\"{profile}\"»: Role is not valid"
            )]
        );
        assert_eq!(
            says(&EXECUTION, &text),
            [format!(
                "error $.executionRoleArn at «\"{profile}\"»: Role is not valid"
            )]
        );
        assert!(says(&EXECUTION, r#"{"executionRoleArn": "pull"}"#).is_empty());
        let role = text.replace("instance-profile", "role");
        assert!(says(&TASK, &role).is_empty());
        assert!(says(&TASK, r#"{"taskRoleArn": "web"}"#).is_empty());
        assert!(says(&TASK, r#"{"taskRoleArn": ""}"#).is_empty());
    }
}
