//! Names of containers that ECS adds to a task itself.

use crate::taskdef::rules::prelude::*;

/// TD-CONTAINER-NAME-RESERVED
pub static RULE: Rule = Rule::warning(
    "TD-CONTAINER-NAME-RESERVED",
    Wording::Ours,
    "amazon-ecs-agent, agent/api/task/task.go",
    check,
);

fn is_reserved(name: &str) -> bool {
    name.starts_with("~internal~")
        || name.starts_with("ecs-service-connect-")
        || name == "aws-fargate-supervisor"
        || name == "aws-guardduty-agent"
}

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let Some(node) = container.get("name") else {
            continue;
        };
        let name = node.text().unwrap_or_default();
        if is_reserved(name) {
            found.say(Said::new(
                format!("{path}.name"),
                &node.range,
                format!("\"{name}\" is a name ECS uses for its own containers"),
                "Choose another name: the two could meet in one task.",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn the_supervisor_has_its_name_for_itself() {
        let named = |name: &str| format!(r#"{{"containerDefinitions": [{{"name": "{name}"}}]}}"#);
        assert_eq!(says(&RULE, &named("aws-fargate-supervisor")).len(), 1);
        assert_eq!(says(&RULE, &named("supervisor")).len(), 0);
    }
}
