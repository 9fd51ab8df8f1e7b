//! Spellings of the task's CPU that no page of AWS has.

use super::written;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::units::{cpu_units, documented_spelling};

/// TD-CPU-SPELLING
pub static RULE: Rule = Rule::warning(
    "TD-CPU-SPELLING",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, cpu",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, text)) = written(draft, "cpu") else {
        return;
    };
    let Ok(units) = cpu_units(text) else {
        return;
    };
    if documented_spelling(text) {
        return;
    }
    let better = quoted(&units.to_string());
    let said = Said::new(
        "$.cpu",
        &node.range,
        format!("ECS documents only `1024`, `1 vCPU`, `1 vcpu`, `.25 vCPU`; send {better} instead"),
        "Whether ECS reads this spelling is not known.",
    );
    found.say(said.fix(set_fix(draft, &draft.root, "cpu", &better)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn units_come_instead() {
        for text in ["2 vCPUs", " 2048", "2.0 vCPU"] {
            let text = format!(r#"{{"cpu": "{text}"}}"#);
            assert_eq!(fixed(&RULE, &text), r#"{"cpu": "2048"}"#);
        }
        assert!(says(&RULE, r#"{"cpu": "0.25vcpu"}"#).is_empty());
    }
}
