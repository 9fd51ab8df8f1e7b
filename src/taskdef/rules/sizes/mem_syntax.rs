//! The task's memory is a number of MiB, or of GB.

use super::{guess, written};
use crate::taskdef::rules::prelude::*;
use crate::taskdef::units::{UnitProblem, memory_mib};

/// TD-MEM-SYNTAX
pub static RULE: Rule = Rule::error(
    "TD-MEM-SYNTAX",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, memory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, text)) = written(draft, "memory") else {
        return;
    };
    let better = match memory_mib(text) {
        Ok(mib) if has_another_unit(text) => mib,
        Err(UnitProblem::Syntax) => guess::memory(draft, text),
        Ok(_) | Err(UnitProblem::NotWhole) => return,
    };
    let said = Said::new(
        "$.memory",
        &node.range,
        "Invalid 'memory' setting for task.",
        "Write MiB such as \"512\", or GB such as \"0.5GB\". MB, MiB and GiB are not documented.",
    );
    let better = quoted(&better.to_string());
    found.say(said.fix(set_fix(draft, &draft.root, "memory", &better)));
}

/// Whether a unit is one that other tools read.
pub fn has_another_unit(text: &str) -> bool {
    let lower = text.trim().to_ascii_lowercase();
    ["mb", "mib", "gib"]
        .iter()
        .any(|unit| lower.ends_with(unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn other_units_are_converted() {
        for (text, mib) in [
            ("512MiB", "512"),
            ("1G", "1024"),
            ("2 GiB", "2048"),
            ("", "6"),
        ] {
            let of = |memory: &str| format!(r#"{{"memory": "{memory}"}}"#);
            assert!(says(&RULE, &of(text))[0].ends_with("Invalid 'memory' setting for task."));
            assert_eq!(fixed(&RULE, &of(text)), of(mib));
        }
        assert!(says(&RULE, r#"{"memory": "0.5 gb"}"#).is_empty());
    }
}
