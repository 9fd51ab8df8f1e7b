//! Windows containers have no Linux parameters.

use super::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-WIN-LINUXPARAMS
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-WIN-LINUXPARAMS",
    Wording::Ours,
    "ECS API, ContainerDefinition, linuxParameters",
    check,
);

const MESSAGE: &str = "linuxParameters is not supported for Windows containers";
const HELP: &str = "They are settings of the Linux kernel.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        if let Some(said) = forbidden(path, container, "linuxParameters", MESSAGE, HELP) {
            found.say(said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_windows, fixed, says};

    #[test]
    fn it_is_refused_where_it_is_set() {
        let text =
            container_on_windows(r#""name": "a", "linuxParameters": {"initProcessEnabled": true}"#);
        let path = "$.containerDefinitions[0].linuxParameters";
        let expected = format!(r#"error {path} at «"linuxParameters"»: {MESSAGE}"#);
        assert_eq!(says(&RULE, &text), [expected]);
        assert_eq!(fixed(&RULE, &text), container_on_windows(r#""name": "a""#));
        assert!(
            says(
                &RULE,
                &container_on_windows(r#""name": "a", "linuxParameters": {}"#)
            )
            .is_empty()
        );
    }
}
