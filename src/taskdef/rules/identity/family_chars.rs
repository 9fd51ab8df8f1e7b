//! The characters of a family.

use super::{is_name_char, slug, without_revision};
use crate::taskdef::rules::prelude::*;

/// TD-FAMILY-CHARS
pub static RULE: Rule = Rule::error(
    "TD-FAMILY-CHARS",
    Wording::Aws,
    "ECS API, RegisterTaskDefinition, family",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let Some(node) = draft.root.get("family") else {
        return;
    };
    let Some(family) = node.text().filter(|family| !is_placeholder(family)) else {
        return;
    };
    if family.chars().all(is_name_char) {
        return;
    }
    let mut said = Said::new(
        "$.family",
        &node.range,
        "Family contains invalid characters.",
        "A family has letters of A to Z, digits, hyphens and underscores.",
    );
    let better = slug(without_revision(family).unwrap_or(family));
    if !better.is_empty() {
        said = said.fix(set_fix(draft, &draft.root, "family", &quoted(&better)));
    }
    found.say(said);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_family_with_a_dot_is_refused() {
        assert_eq!(
            says(&RULE, r#"{"family": "shop.web"}"#),
            [r#"error $.family at «"shop.web"»: Family contains invalid characters."#]
        );
        assert_eq!(
            fixed(&RULE, r#"{"family": "shop.web"}"#),
            r#"{"family": "shop-web"}"#
        );
        assert_eq!(
            fixed(&RULE, r#"{"family": "web:12"}"#),
            r#"{"family": "web"}"#
        );
    }

    #[test]
    fn a_variable_is_not_judged() {
        assert!(says(&RULE, r#"{"family": "${name}"}"#).is_empty());
    }
}
