//! A number of MiB so small that GB may be meant.

use super::written;
use crate::taskdef::rules::prelude::*;

/// TD-MEM-UNIT-SUSPECT
pub static RULE: Rule = Rule::warning(
    "TD-MEM-UNIT-SUSPECT",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, memory",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some((node, text)) = written(draft, "memory") else {
        return;
    };
    let Ok(mib) = text.parse::<u32>() else {
        return;
    };
    // 128, 192 and 256 MiB are usual for small tasks on instances.
    let usual = mib >= 128 && mib % 64 == 0;
    if !(1..=256).contains(&mib) || usual {
        return;
    }
    let better = quoted(&(mib * 1_024).to_string());
    let said = Said::new(
        "$.memory",
        &node.range,
        format!("memory \"{text}\" is {mib} MiB; did you mean {better}?"),
        "Without a unit the number counts MiB.",
    );
    found.say(said.fix(set_fix(draft, &draft.root, "memory", &better)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn two_are_meant_as_gb() {
        let text = r#"{"memory": "2"}"#;
        let message = r#"memory "2" is 2 MiB; did you mean "2048"?"#;
        assert_eq!(
            says(&RULE, text),
            [format!("warning $.memory at «\"2\"»: {message}")]
        );
        assert_eq!(fixed(&RULE, text), r#"{"memory": "2048"}"#);
        assert!(says(&RULE, r#"{"memory": "128"}"#).is_empty());
    }
}
