//! A container without any memory.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::{name_of, on_instances, place};

/// TD-MEM-MISSING
pub static RULE: Rule = Rule::error(
    "TD-MEM-MISSING",
    Wording::Aws,
    "ECS API, ContainerDefinition, memory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    // On Fargate the missing task memory is what ECS names.
    if draft.root.get("memory").is_some() || draft.is_fargate() || !on_instances(draft) {
        return;
    }
    for (path, container) in draft.containers() {
        if has(container, "memory") || has(container, "memoryReservation") {
            continue;
        }
        let message = format!(
            "Invalid setting for container '{}'. At least one of 'memory' or \
             'memoryReservation' must be specified.",
            name_of(container)
        );
        let help = "Without task memory every container needs a hard limit (memory) or a soft \
                    one (memoryReservation); zero counts as absent.";
        found.say(
            Said::new(
                format!("{path}.memory"),
                &place(container, "memory"),
                message,
                help,
            )
            .fix(set_fix(draft, container, "memoryReservation", "256"))
            .fix(set_fix(draft, &draft.root, "memory", "\"512\"")),
        );
    }
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
    fn the_memory_of_the_task_is_enough() {
        let text = r#"{"memory": "512", "containerDefinitions": [{"name": "web"}]}"#;
        assert!(says(&RULE, text).is_empty());
    }
}
