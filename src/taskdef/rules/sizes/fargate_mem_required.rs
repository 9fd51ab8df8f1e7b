//! Fargate wants the task's memory.

use super::{guess, need, size_fix};
use crate::taskdef::rules::compatibility::place_of;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::sizes::smallest;

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
    let said = Said::new(
        "$.memory",
        &place_of(draft, "FARGATE"),
        "Fargate requires that 'memory' be defined at the task level.",
        "Fargate gives the task what its size says. The memory of a container does not count.",
    );
    let need = need(draft);
    let both = smallest(need, draft.is_windows()).filter(|_| draft.root.get("cpu").is_none());
    let fix = match both {
        Some(size) => size_fix(draft, size),
        None => {
            let memory = guess::supported_memory(draft, need.memory_mib).to_string();
            set_fix(draft, &draft.root, "memory", &quoted(&memory))
        }
    };
    found.say(said.fix(fix));
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
