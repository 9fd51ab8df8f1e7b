//! The task's CPU is a whole number of units.

use super::{guess, written};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::units::{UnitProblem, cpu_units};

/// TD-CPU-NONINT
pub static RULE: Rule = Rule::error(
    "TD-CPU-NONINT",
    Wording::AwsRoughly,
    "Developer Guide, Troubleshoot Amazon ECS task definition invalid CPU or memory errors",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, text)) = written(draft, "cpu") else {
        return;
    };
    if cpu_units(text) != Err(UnitProblem::NotWhole) {
        return;
    }
    let said = Said::new(
        "$.cpu",
        &node.range,
        "Invalid 'cpu' setting for task.",
        "A vCPU is 1024 units, and the units have to be a whole number. Decimals need the unit.",
    );
    let better = quoted(&guess::cpu(draft, text).to_string());
    found.say(said.fix(set_fix(draft, &draft.root, "cpu", &better)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_decimal_without_unit_was_meant_as_vcpu() {
        let text = r#"{"cpu": "0.25"}"#;
        let message = "Invalid 'cpu' setting for task.";
        assert_eq!(
            says(&RULE, text),
            [format!("error $.cpu at «\"0.25\"»: {message}")]
        );
        assert_eq!(fixed(&RULE, text), r#"{"cpu": "256"}"#);
        assert_eq!(fixed(&RULE, r#"{"cpu": "0.3 vCPU"}"#), r#"{"cpu": "308"}"#);
    }
}
