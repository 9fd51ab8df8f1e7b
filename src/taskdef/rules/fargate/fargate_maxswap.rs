//! Fargate has no swap.

use super::{forbidden, linux_parameters};
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-MAXSWAP
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-MAXSWAP",
    Wording::Aws,
    "ECS API, LinuxParameters, maxSwap",
    check,
);

const MESSAGE: &str = "Fargate compatible task definitions do not support maxSwap";
const HELP: &str = "Tasks on Fargate do not swap; even 0 is refused.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, parameters) in linux_parameters(draft) {
        if let Some(said) = forbidden(path, parameters, "maxSwap", MESSAGE, HELP) {
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
        let text = container_on_fargate(r#""linuxParameters": {"maxSwap": 0}"#);
        let path = "$.containerDefinitions[0].linuxParameters.maxSwap";
        let expected = format!(r#"error {path} at «0»: {MESSAGE}"#);
        assert_eq!(says(&RULE, &text), [expected]);
        assert_eq!(
            fixed(&RULE, &text),
            container_on_fargate(r#""linuxParameters": {}"#)
        );
        assert!(says(&RULE, &container_on_fargate(r#""linuxParameters": {}"#)).is_empty());
    }
}
