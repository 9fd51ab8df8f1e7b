//! A container that may use more memory than its task has.

use super::task_memory;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_of;

/// TD-MEM-GT-TASK
pub static RULE: Rule = Rule::error(
    "TD-MEM-GT-TASK",
    Wording::Aws,
    "ECS API, ContainerDefinition, memory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some(task) = task_memory(draft) else {
        return;
    };
    for (path, container) in draft.containers() {
        let Some(node) = container.get("memory") else {
            continue;
        };
        if node.integer().is_none_or(|memory| memory <= task) {
            continue;
        }
        let message = format!(
            "The 'memory' setting for container '{}' is greater than for the task.",
            name_of(container)
        );
        let help = format!("The task has {task} MiB for all its containers.");
        found.say(
            Said::new(format!("{path}.memory"), &node.range, message, help).fix(replace(
                format!("Use {task}"),
                node.range.clone(),
                task.to_string(),
            )),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_container_has_no_more_than_the_task() {
        let text =
            r#"{"memory": "1GB", "containerDefinitions": [{"name": "worker", "memory": 2048}]}"#;
        assert_eq!(
            says(&RULE, text),
            [
                "error $.containerDefinitions[0].memory at «2048»: The 'memory' setting for \
              container 'worker' is greater than for the task."
            ]
        );
        assert!(says(&RULE, &fixed(&RULE, text)).is_empty());
    }
}
