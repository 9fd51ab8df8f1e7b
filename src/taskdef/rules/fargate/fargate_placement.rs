//! Fargate places tasks itself.

use super::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-PLACEMENT
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-PLACEMENT",
    Wording::Aws,
    "ECS API, RegisterTaskDefinition, placementConstraints",
    check,
);

const MESSAGE: &str = "Fargate compatible task definitions do not support constraints";
const HELP: &str = "There are no instances to choose from; subnets decide where tasks run.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    if let Some(said) = forbidden("$", &draft.root, "placementConstraints", MESSAGE, HELP) {
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, on_fargate, says};

    #[test]
    fn it_is_refused_where_it_is_set() {
        let text = on_fargate(
            r#""family": "a", "placementConstraints": [
                {"type": "memberOf", "expression": "attribute:a == b"}]"#,
        );
        let path = "$.placementConstraints";
        let expected = format!(r#"error {path} at «"placementConstraints"»: {MESSAGE}"#);
        assert_eq!(says(&RULE, &text), [expected]);
        assert_eq!(fixed(&RULE, &text), on_fargate(r#""family": "a""#));
        assert!(
            says(
                &RULE,
                &on_fargate(r#""family": "a", "placementConstraints": []"#)
            )
            .is_empty()
        );
    }
}
