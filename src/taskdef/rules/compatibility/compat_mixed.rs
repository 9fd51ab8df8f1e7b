//! A definition for instances and Fargate keeps the rules of both.

use super::{no_longer_require, place_of};
use crate::taskdef::rules::prelude::*;

/// TD-COMPAT-MIXED
pub static RULE: Rule = Rule::info(
    "TD-COMPAT-MIXED",
    "ECS API, RegisterTaskDefinition, requiresCompatibilities",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.requires("FARGATE") || !draft.requires("EC2") {
        return;
    }
    let said = Said::new(
        "$.requiresCompatibilities",
        &place_of(draft, "FARGATE"),
        "FARGATE is listed, so the Fargate size table applies even when you only run on EC2",
        "All rules of Fargate hold for the whole definition, whatever runs it in the end.",
    );
    found.say(said.fix(no_longer_require(draft, "FARGATE")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::fixed;

    #[test]
    fn fargate_can_go() {
        let text = r#"{"requiresCompatibilities": ["EC2", "FARGATE"]}"#;
        assert_eq!(
            fixed(&RULE, text),
            r#"{"requiresCompatibilities": ["EC2"]}"#
        );
    }
}
