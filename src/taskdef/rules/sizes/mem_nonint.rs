//! The task's memory is a whole number of MiB.

use super::{guess, written};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::units::{UnitProblem, memory_mib};

/// TD-MEM-NONINT
pub static RULE: Rule = Rule::error(
    "TD-MEM-NONINT",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, memory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, text)) = written(draft, "memory") else {
        return;
    };
    if memory_mib(text) != Err(UnitProblem::NotWhole) {
        return;
    }
    let said = Said::new(
        "$.memory",
        &node.range,
        "Invalid 'memory' setting for task.",
        "A GB is 1024 MiB, and the MiB have to be a whole number. Decimals need the unit.",
    );
    let better = quoted(&guess::memory(draft, text).to_string());
    found.say(said.fix(set_fix(draft, &draft.root, "memory", &better)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::fixed;

    #[test]
    fn it_is_rounded_up() {
        assert_eq!(
            fixed(&RULE, r#"{"memory": "0.3 GB"}"#),
            r#"{"memory": "308"}"#
        );
        let text = r#"{"requiresCompatibilities": ["FARGATE"], "memory": "0.3 GB"}"#;
        assert_eq!(fixed(&RULE, text), text.replace("0.3 GB", "512"));
    }
}
