//! ECS stores plain numbers.

use super::{task_cpu, task_memory, written};
use crate::sim::sort;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::units::documented_spelling;

/// TD-UNIT-NORMALISED
pub static RULE: Rule = Rule::info(
    "TD-UNIT-NORMALISED",
    "ECS API, RegisterTaskDefinition, cpu and memory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let has_unit = |name| {
        let text = written(draft, name).map_or("", |(_, text)| text);
        documented_spelling(text) && text.contains(|one: char| one.is_ascii_alphabetic())
    };
    if !has_unit("cpu") && !has_unit("memory") {
        return;
    }
    let mut edits = Vec::new();
    let mut stored = Vec::new();
    let sizes = [("cpu", task_cpu(draft)), ("memory", task_memory(draft))];
    for (name, amount) in sizes {
        let Some((node, amount)) = amount else {
            continue;
        };
        let plain = quoted(&amount.to_string());
        stored.push(format!("{name} {plain}"));
        if has_unit(name) {
            let range = node.range.clone();
            edits.push((name, Edit { range, text: plain }));
        }
    }
    sort::by_key(&mut edits, |(_, edit)| edit.range.start);
    let Some((name, first)) = edits.first() else {
        return;
    };
    let said = Said::new(
        format!("$.{name}"),
        &first.range,
        format!("Will be stored as {}", stored.join(", ")),
        "ECS stores and returns plain numbers, so tools that compare see a difference for ever.",
    );
    let fix = Fix {
        title: "Write plain numbers".to_owned(),
        edits: edits.into_iter().map(|(_, edit)| edit).collect(),
    };
    found.say(said.fix(fix));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn units_become_numbers() {
        let text = r#"{"memory": "0.5 GB", "cpu": ".25 vCPU"}"#;
        let message = r#"Will be stored as cpu "256", memory "512""#;
        assert_eq!(
            says(&RULE, text),
            [format!("info $.memory at «\"0.5 GB\"»: {message}")]
        );
        assert_eq!(fixed(&RULE, text), r#"{"memory": "512", "cpu": "256"}"#);
        assert!(says(&RULE, r#"{"memory": "512", "cpu": "256"}"#).is_empty());
    }
}
