//! A family is named without a revision.

use super::without_revision;
use crate::taskdef::rules::prelude::*;

/// TD-FAMILY-REVISION
pub static RULE: Rule = Rule::warning(
    "TD-FAMILY-REVISION",
    Wording::Ours,
    "ECS API, RegisterTaskDefinition, family",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some(node) = draft.root.get("family") else {
        return;
    };
    let family = node.text().unwrap_or_default();
    let Some(bare) = without_revision(family).filter(|_| !is_placeholder(family)) else {
        return;
    };
    let said = Said::new(
        "$.family",
        &node.range,
        "family must not carry a revision; ECS assigns it",
        "Each registration of a family gets the next revision number.",
    );
    found.say(said.fix(set_fix(draft, &draft.root, "family", &quoted(bare))));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_revision_or_an_arn_is_taken_off() {
        for family in [
            "web:12",
            "arn:aws:ecs:eu-west-1:111122223333:task-definition/web:12",
        ] {
            let text = format!(r#"{{"family": "{family}"}}"#);
            assert_eq!(fixed(&RULE, &text), r#"{"family": "web"}"#);
        }
        assert!(says(&RULE, r#"{"family": "web:latest"}"#).is_empty());
    }
}
