//! Fargate and external instances have no network mode in common.

use super::{no_longer_require, place_of};
use crate::taskdef::rules::prelude::*;

/// TD-COMPAT-FG-EXTERNAL
pub static RULE: Rule = Rule::error(
    "TD-COMPAT-FG-EXTERNAL",
    Wording::Ours,
    "Developer Guide, Amazon ECS clusters for the external launch type",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.requires("FARGATE") || !draft.requires("EXTERNAL") {
        return;
    }
    let said = Said::new(
        "$.requiresCompatibilities",
        &place_of(draft, "EXTERNAL"),
        "FARGATE and EXTERNAL cannot both be satisfied (awsvpc)",
        "Fargate needs the awsvpc network mode, external instances cannot use it: register two \
         families.",
    );
    let said = said.fix(no_longer_require(draft, "EXTERNAL"));
    found.say(said.fix(no_longer_require(draft, "FARGATE")));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn one_of_them_goes() {
        let text = r#"{"requiresCompatibilities": ["EXTERNAL", "FARGATE"]}"#;
        assert_eq!(says(&RULE, text).len(), 1);
        assert_eq!(
            fixed(&RULE, text),
            r#"{"requiresCompatibilities": ["FARGATE"]}"#
        );
    }
}
