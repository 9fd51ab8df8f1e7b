//! The task role besides the execution role.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-ROLE-SAME
pub static SAME: Rule = Rule::info(
    "TD-ROLE-SAME",
    "Developer Guide, Amazon ECS task execution IAM role",
    same,
);

/// TD-ROLE-TASK-NEEDED
pub static NEEDED: Rule = Rule::info(
    "TD-ROLE-TASK-NEEDED",
    "Developer Guide, Amazon ECS task IAM role",
    needed,
);

fn same(draft: &Draft, found: &mut Found) {
    let Some(role) = draft
        .root
        .text_of("taskRoleArn")
        .filter(|role| !role.is_empty())
    else {
        return;
    };
    if draft.root.text_of("executionRoleArn") != Some(role) {
        return;
    }
    let message = "Task role and execution role are the same; the application inherits image-pull \
                   and secret-read permissions";
    let help = "The execution role is for ECS, the task role for what runs in the containers.";
    let place = place(&draft.root, "taskRoleArn");
    found.say(Said::new("$.taskRoleArn", &place, message, help));
}

fn needed(draft: &Draft, found: &mut Found) {
    if draft.root.get("taskRoleArn").is_some_and(Node::is_set) {
        return;
    }
    let mut containers = draft.containers();
    if !containers.any(|(_, container)| calls_aws(container)) {
        return;
    }
    let message = "Containers call AWS but the task has no task role";
    let help = "A command of the AWS CLI needs credentials; a task gets them with a taskRoleArn.";
    let place = Draft::opening(&draft.root);
    found.say(Said::new("$.taskRoleArn", &place, message, help));
}

/// Whether a command runs the AWS CLI.
fn calls_aws(container: &Node) -> bool {
    let lists = ["entryPoint", "command"]
        .into_iter()
        .flat_map(|name| container.list(name));
    let mut words = lists.filter_map(Node::text);
    words.any(|word| word == "aws" || word.starts_with("aws ") || word.contains("; aws "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn two_roles_for_two_purposes() {
        let text = r#"{"taskRoleArn": "a", "executionRoleArn": "a"}"#;
        assert_eq!(says(&SAME, text).len(), 1);
        assert!(says(&SAME, &text.replacen("\"a\"", "\"b\"", 1)).is_empty());
    }

    #[test]
    fn who_calls_aws_needs_a_role() {
        let text = r#"{"containerDefinitions": [{"command": ["aws s3 sync s3://a /b"]}]}"#;
        assert_eq!(says(&NEEDED, text).len(), 1);
        assert!(says(&NEEDED, &text.replace("aws s3", "sync")).is_empty());
    }
}
