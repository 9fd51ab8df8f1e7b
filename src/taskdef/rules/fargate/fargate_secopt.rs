//! Fargate has no Docker security options.

use super::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-SECOPT
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-SECOPT",
    Wording::Aws,
    "ECS API, ContainerDefinition, dockerSecurityOptions",
    check,
);

const MESSAGE: &str = "Fargate compatible task definitions do not support dockerSecurityOptions";
const HELP: &str = "For gMSA on Linux there is credentialSpecs.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, container) in draft.containers() {
        if let Some(said) = forbidden(path, container, "dockerSecurityOptions", MESSAGE, HELP) {
            found.say(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed, says};

    #[test]
    fn it_is_refused_where_it_is_set() {
        let text =
            container_on_fargate(r#""name": "a", "dockerSecurityOptions": ["label:disable"]"#);
        let path = "$.containerDefinitions[0].dockerSecurityOptions";
        let expected = format!(r#"error {path} at «"dockerSecurityOptions"»: {MESSAGE}"#);
        assert_eq!(says(&RULE, &text), [expected]);
        assert_eq!(fixed(&RULE, &text), container_on_fargate(r#""name": "a""#));
        assert!(
            says(
                &RULE,
                &container_on_fargate(r#""name": "a", "dockerSecurityOptions": []"#)
            )
            .is_empty()
        );
    }
}
