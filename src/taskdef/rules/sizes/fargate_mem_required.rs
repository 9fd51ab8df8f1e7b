//! Fargate wants the task's memory.

use super::task_memory_fix;
use crate::taskdef::rules::compatibility::place_of;
use crate::taskdef::rules::memory::lacks_memory;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-MEM-REQUIRED
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-MEM-REQUIRED",
    Wording::Aws,
    "ECS API, RegisterTaskDefinition, memory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() || draft.root.get("memory").is_some() {
        return;
    }
    // Of a container without memory ECS speaks first, and the same puts both right.
    if draft.container_list().iter().any(lacks_memory) {
        return;
    }
    let said = Said::new(
        "$.memory",
        &place_of(draft, "FARGATE"),
        "Fargate requires that 'memory' be defined at the task level.",
        "Fargate gives the task what its size says. The memory of a container does not count.",
    );
    found.say(said.fix(task_memory_fix(draft)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn the_least_that_fits_the_cpu_comes() {
        let text = r#"{"requiresCompatibilities": ["FARGATE"], "cpu": "1024"}"#;
        let message = "Fargate requires that 'memory' be defined at the task level.";
        assert_eq!(
            says(&RULE, text),
            [format!("error $.memory at «\"FARGATE\"»: {message}")]
        );
        assert!(fixed(&RULE, text).ends_with(r#""cpu": "1024", "memory": "2048"}"#));
    }
}
