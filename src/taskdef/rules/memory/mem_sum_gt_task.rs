//! Containers that together want more memory than their task has.

use super::{sum, task_memory};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-MEMRES-SUM-GT-TASK
pub static RESERVATIONS: Rule = Rule::error(
    "TD-MEMRES-SUM-GT-TASK",
    Wording::Ours,
    "ECS API, ContainerDefinition, memoryReservation",
    reservations,
);

/// TD-MEM-SUM-GT-TASK
pub static LIMITS: Rule = Rule::warning(
    "TD-MEM-SUM-GT-TASK",
    Wording::AtRunTime,
    "ECS API, ContainerDefinition, memory",
    limits,
);

fn reservations(draft: &Draft, found: &mut Found) {
    let total = sum(draft, "memoryReservation");
    let Some(task) = task_memory(draft).filter(|task| total > *task) else {
        return;
    };
    let message = format!("The containers reserve {total} MiB, the task has {task} MiB");
    let help = "What is reserved for the containers comes out of the memory of the task.";
    found.say(on_list(draft, message, help, total));
}

fn limits(draft: &Draft, found: &mut Found) {
    let total = sum(draft, "memory");
    let Some(task) = task_memory(draft).filter(|task| total > *task) else {
        return;
    };
    // A single container above the task is refused, by another rule.
    let mut containers = draft.containers();
    if containers.any(|(_, one)| one.integer_of("memory").is_some_and(|mib| mib > task)) {
        return;
    }
    let help = format!(
        "The limits add up to {total} MiB, the task has {task} MiB: a container can be killed \
         while it is still below its own limit."
    );
    let message = "OutOfMemoryError: Container killed due to memory usage";
    found.say(on_list(draft, message, help, total));
}

/// The finding, with a fix where the memory of a task can be any number.
fn on_list(draft: &Draft, message: impl Into<String>, help: impl Into<String>, total: i64) -> Said {
    let place = name_place(&draft.root, "containerDefinitions");
    let said = Said::new("$.containerDefinitions", &place, message, help);
    if draft.is_fargate() {
        return said;
    }
    said.fix(set_fix(
        draft,
        &draft.root,
        "memory",
        &quoted(&total.to_string()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn reservations_fit_into_the_task() {
        let text = r#"{"memory": "512", "containerDefinitions": [
            {"memoryReservation": 256}, {"memoryReservation": 300}]}"#;
        assert_eq!(
            says(&RESERVATIONS, text),
            [
                "error $.containerDefinitions at «\"containerDefinitions\"»: The containers \
              reserve 556 MiB, the task has 512 MiB"
            ]
        );
        assert!(fixed(&RESERVATIONS, text).starts_with(r#"{"memory": "556""#));
    }

    #[test]
    fn limits_may_add_up_to_more_but_that_is_worth_a_warning() {
        let text = r#"{"memory": "512", "containerDefinitions": [
            {"memory": 256}, {"memory": 300}]}"#;
        assert!(says(&LIMITS, text)[0].starts_with("warning $.containerDefinitions"));
        assert!(says(&LIMITS, &text.replace("300", "256")).is_empty());
        assert!(says(&LIMITS, &text.replace("300", "600")).is_empty());
    }
}
