//! A number of CPU units so small that vCPU may be meant.

use super::written;
use crate::taskdef::rules::prelude::*;

/// TD-CPU-UNIT-SUSPECT
pub static RULE: Rule = Rule::warning(
    "TD-CPU-UNIT-SUSPECT",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, cpu",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, text)) = written(draft, "cpu") else {
        return;
    };
    let Ok(units) = text.parse::<u32>() else {
        return;
    };
    if !(1..=64).contains(&units) {
        return;
    }
    let thousandths = (units * 1_000 + 512) / 1_024;
    let better = quoted(&(units * 1_024).to_string());
    let said = Said::new(
        "$.cpu",
        &node.range,
        format!(
            "cpu \"{text}\" is {units} CPU units (0.{thousandths:03} vCPU); did you mean {better}?"
        ),
        "Without a unit the number counts CPU units, of which a vCPU has 1024.",
    );
    found.say(said.fix(set_fix(draft, &draft.root, "cpu", &better)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn two_are_meant_as_vcpu() {
        let text = r#"{"cpu": "2"}"#;
        let message = r#"cpu "2" is 2 CPU units (0.002 vCPU); did you mean "2048"?"#;
        assert_eq!(
            says(&RULE, text),
            [format!("warning $.cpu at «\"2\"»: {message}")]
        );
        assert_eq!(fixed(&RULE, text), r#"{"cpu": "2048"}"#);
        assert!(says(&RULE, r#"{"cpu": "128"}"#).is_empty());
    }
}
