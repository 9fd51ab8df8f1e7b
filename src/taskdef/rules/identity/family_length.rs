//! The length of a family.

use crate::taskdef::rules::prelude::*;

/// TD-FAMILY-LENGTH
pub static RULE: Rule = Rule::error(
    "TD-FAMILY-LENGTH",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, family",
    check,
);

/// How long a family may be.
const MOST: usize = 255;

fn check(draft: &Draft, found: &mut Found) {
    let Some(node) = draft.root.get("family") else {
        return;
    };
    let family = node.text().unwrap_or_default();
    let length = family.chars().count();
    if length <= MOST || is_placeholder(family) {
        return;
    }
    let shorter: String = family.chars().take(MOST).collect();
    let said = Said::new(
        "$.family",
        &node.range,
        format!("Family is {length} characters; at most {MOST} are allowed"),
        "Choose a shorter name.",
    );
    let cut = replace(
        format!("Cut it to {MOST} characters"),
        node.range.clone(),
        quoted(&shorter),
    );
    found.say(said.fix(cut));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_family_has_255_characters_at_most() {
        let family = |length| format!(r#"{{"family": "{}"}}"#, "f".repeat(length));
        assert!(says(&RULE, &family(255)).is_empty());
        assert!(says(&RULE, &family(256))[0].ends_with("256 characters; at most 255 are allowed"));
        assert_eq!(fixed(&RULE, &family(256)), family(255));
    }
}
