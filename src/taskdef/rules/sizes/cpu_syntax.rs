//! The task's CPU is a number of units, or of vCPU.

use super::{guess, written};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::units::{UnitProblem, cpu_units};

/// TD-CPU-SYNTAX
pub static RULE: Rule = Rule::error(
    "TD-CPU-SYNTAX",
    Wording::Aws,
    "Developer Guide, Troubleshoot Amazon ECS task definition invalid CPU or memory errors",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, text)) = written(draft, "cpu") else {
        return;
    };
    if cpu_units(text) != Err(UnitProblem::Syntax) {
        return;
    }
    let said = Said::new(
        "$.cpu",
        &node.range,
        "Invalid 'cpu' setting for task.",
        "Write CPU units such as \"256\", or vCPU such as \".25 vCPU\".",
    );
    let better = quoted(&guess::cpu(draft, text).to_string());
    found.say(said.fix(set_fix(draft, &draft.root, "cpu", &better)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_supported_value_comes_instead() {
        let text = r#"{"requiresCompatibilities": ["FARGATE"], "cpu": "500m"}"#;
        assert_eq!(
            says(&RULE, text),
            [r#"error $.cpu at «"500m"»: Invalid 'cpu' setting for task."#]
        );
        assert_eq!(fixed(&RULE, text), text.replace("500m", "512"));
        for text in [
            r#"{"cpu": "${cpu}"}"#,
            r#"{"cpu": "1 vcpu"}"#,
            r#"{"cpu": "0.25"}"#,
        ] {
            assert!(says(&RULE, text).is_empty());
        }
    }
}
