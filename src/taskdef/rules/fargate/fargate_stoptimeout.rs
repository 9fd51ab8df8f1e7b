//! How long a container on Fargate may take to stop.

use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-STOPTIMEOUT
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-STOPTIMEOUT",
    Wording::Aws,
    "ECS API, ContainerDefinition, stopTimeout",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, container) in draft.containers() {
        let Some(node) = container.get("stopTimeout") else {
            continue;
        };
        if node.integer().is_none_or(|seconds| seconds <= 120) {
            continue;
        }
        let said = Said::new(
            format!("{path}.stopTimeout"),
            &node.range,
            "Tasks using the Fargate launch type must have a container stop timeout of less than \
             120 seconds.",
            "120 itself is accepted.",
        );
        found.say(said.fix(replace("Use 120", node.range.clone(), "120")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed, says};

    #[test]
    fn two_minutes_are_the_most() {
        let of = |seconds: u32| container_on_fargate(&format!(r#""stopTimeout": {seconds}"#));
        assert_eq!(fixed(&RULE, &of(121)), of(120));
        assert!(says(&RULE, &of(120)).is_empty());
    }
}
