//! A container without any memory.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_of, on_instances, place};
use crate::taskdef::rules::sizes::task_memory_fix;

/// TD-MEM-MISSING
pub static RULE: Rule = Rule::error(
    "TD-MEM-MISSING",
    Wording::Aws,
    "ECS API, ContainerDefinition, memory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if draft.root.get("memory").is_some() || !(draft.is_fargate() || on_instances(draft)) {
        return;
    }
    for (path, container) in draft.containers() {
        if !lacks_memory(container) {
            continue;
        }
        let message = format!(
            "Invalid setting for container '{}'. At least one of 'memory' or \
             'memoryReservation' must be specified.",
            name_of(container)
        );
        let place = place(container, "memory");
        let path = format!("{path}.memory");
        if draft.is_fargate() {
            // One for all of them: the memory of the task puts it right. Source of the order:
            // badmintoncryer/cdk-preflight, pf-ecs-container-memory-required.
            let help = "On Fargate the task has the memory: set memory beside cpu at the task \
                        level. A container then needs none of its own.";
            let said = Said::new(path, &place, message, help);
            found.say(said.fix(task_memory_fix(draft)));
            return;
        }
        let help = "Without task memory every container needs a hard limit (memory) or a soft \
                    one (memoryReservation); zero counts as absent.";
        found.say(
            Said::new(path, &place, message, help)
                .fix(set_fix(draft, container, "memoryReservation", "256"))
                .fix(set_fix(draft, &draft.root, "memory", "\"512\"")),
        );
    }
}

/// Whether a container has neither a hard nor a soft limit.
pub fn lacks_memory(container: &Node) -> bool {
    !has(container, "memory") && !has(container, "memoryReservation")
}

/// Whether something other than zero is written.
fn has(container: &Node, member: &str) -> bool {
    container
        .get(member)
        .is_some_and(|value| value.integer() != Some(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_container_needs_a_limit_where_the_task_has_none() {
        let text = r#"{"containerDefinitions": [{"name": "web", "memory": 0}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[0].memory at «0»: Invalid setting for container \
              'web'. At least one of 'memory' or 'memoryReservation' must be specified."
            ]
        );
        assert_eq!(
            fixed(&RULE, r#"{"containerDefinitions": [{"name": "web"}]}"#),
            r#"{"containerDefinitions": [{"name": "web", "memoryReservation": 256}]}"#
        );
    }

    #[test]
    fn on_fargate_the_task_gets_it() {
        let text = r#"{"requiresCompatibilities": ["FARGATE"],
            "containerDefinitions": [{"name": "web"}, {"name": "log"}]}"#;
        assert_eq!(says(&RULE, text).len(), 1);
        let fixed = fixed(&RULE, text);
        assert!(fixed.contains(r#""memory": "512""#), "{fixed}");
        assert!(says(&RULE, &fixed).is_empty());
    }

    #[test]
    fn the_memory_of_the_task_is_enough() {
        let text = r#"{"memory": "512", "containerDefinitions": [{"name": "web"}]}"#;
        assert!(says(&RULE, text).is_empty());
    }
}
