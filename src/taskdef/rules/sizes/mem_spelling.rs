//! Spellings of the task's memory that no page of AWS has.

use super::mem_syntax::has_another_unit;
use super::written;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::units::{documented_spelling, memory_mib};

/// TD-MEM-SPELLING
pub static RULE: Rule = Rule::warning(
    "TD-MEM-SPELLING",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, memory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, text)) = written(draft, "memory") else {
        return;
    };
    let Ok(mib) = memory_mib(text) else {
        return;
    };
    if documented_spelling(text) || has_another_unit(text) {
        return;
    }
    let better = quoted(&mib.to_string());
    let said = Said::new(
        "$.memory",
        &node.range,
        format!("send {better} (MiB) instead"),
        "ECS documents `512`, `1GB` and `1 GB`; whether it reads this spelling is not known.",
    );
    found.say(said.fix(set_fix(draft, &draft.root, "memory", &better)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn mib_come_instead() {
        assert_eq!(
            fixed(&RULE, r#"{"memory": "2.0 GB"}"#),
            r#"{"memory": "2048"}"#
        );
        assert_eq!(
            fixed(&RULE, r#"{"memory": "2  GB"}"#),
            r#"{"memory": "2048"}"#
        );
        assert!(says(&RULE, r#"{"memory": "2GB"}"#).is_empty());
    }
}
