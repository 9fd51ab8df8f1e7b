//! Windows containers have no ulimits.

use super::forbidden;
use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-WIN-ULIMITS
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-WIN-ULIMITS",
    Wording::Ours,
    "ECS API, ContainerDefinition, ulimits",
    check,
);

const MESSAGE: &str = "ulimits are not supported for Windows containers";
const HELP: &str = "They are limits of the Linux kernel.";

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        if let Some(said) = forbidden(path, container, "ulimits", MESSAGE, HELP) {
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
        let text = container_on_windows(
            r#""name": "a", "ulimits": [{"name": "nofile", "softLimit": 1, "hardLimit": 1}]"#,
        );
        let path = "$.containerDefinitions[0].ulimits";
        let expected = format!(r#"error {path} at «"ulimits"»: {MESSAGE}"#);
        assert_eq!(says(&RULE, &text), [expected]);
        assert_eq!(fixed(&RULE, &text), container_on_windows(r#""name": "a""#));
        assert!(
            says(
                &RULE,
                &container_on_windows(r#""name": "a", "ulimits": []"#)
            )
            .is_empty()
        );
    }
}
