//! The size of the task beside those of its containers.

use super::{sum, task_cpu, task_memory};
use crate::taskdef::rules::prelude::*;

/// TD-TASK-VS-CONTAINER-SIZE: of several containers, where there is something to add up.
pub static RULE: Rule = Rule::info(
    "TD-TASK-VS-CONTAINER-SIZE",
    "ECS API, RegisterTaskDefinition, cpu and memory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let containers = draft.container_list();
    // On Windows instances the size of the task does not count.
    if containers.len() < 2 || (draft.is_windows() && !draft.is_fargate()) {
        return;
    }
    let (Some(task_cpu), Some(task_memory)) = (task_cpu(draft), task_memory(draft)) else {
        return;
    };
    let cpu = sum(draft, "cpu");
    let reserved = containers.iter().filter_map(|one| {
        let reserved = one.integer_of("memoryReservation");
        reserved.or_else(|| one.integer_of("memory"))
    });
    let memory = reserved.fold(0, i64::saturating_add);
    let free_cpu = task_cpu.saturating_sub(cpu);
    let free_memory = task_memory.saturating_sub(memory);
    // More than there is, is said by other rules.
    if (cpu == 0 && memory == 0) || free_cpu < 0 || free_memory < 0 {
        return;
    }
    let message = format!(
        "Task {task_cpu}/{task_memory}; containers reserve {cpu}/{memory}; free \
         {free_cpu}/{free_memory}"
    );
    let help = "CPU units and MiB. The size is that of the whole task; what its containers leave \
                free, all of them may use.";
    found.say(Said::new("$", &Draft::opening(&draft.root), message, help));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::says;

    #[test]
    fn it_is_added_up() {
        let text = r#"{"cpu": ".5 vCPU", "memory": "1024", "containerDefinitions": [
            {"cpu": 128, "memoryReservation": 256, "memory": 512}, {"memory": 128}]}"#;
        assert_eq!(
            says(&RULE, text),
            ["info $ at «{»: Task 512/1024; containers reserve 128/384; free 384/640"]
        );
        for other in [
            ("1024", "256"),
            ("{\"memory\": 128}", ""),
            (".5 vCPU", "${cpu}"),
        ] {
            let text = text.replace(other.0, other.1);
            assert!(says(&RULE, &text).is_empty(), "{text}");
        }
        let plain = r#"{"cpu": "256", "memory": "512", "containerDefinitions": [{}, {}]}"#;
        assert!(says(&RULE, plain).is_empty());
    }
}
