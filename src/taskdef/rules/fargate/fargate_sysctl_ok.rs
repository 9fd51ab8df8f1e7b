//! System controls on Fargate are allowed.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::name_place;

/// TD-FARGATE-SYSCTL-OK
pub static RULE: Rule = Rule::info(
    "TD-FARGATE-SYSCTL-OK",
    "ECS API, ContainerDefinition, systemControls",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() || draft.is_windows() {
        return;
    }
    for (path, container) in draft.containers() {
        if !container.list("systemControls").is_empty() {
            found.say(Said::new(
                format!("{path}.systemControls"),
                &name_place(container, "systemControls"),
                "systemControls work on Fargate since 2023, on platform version 1.4.0 or later",
                "Older guides list them as not supported.",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, says};

    #[test]
    fn it_is_a_note() {
        let controls = r#""systemControls": [{"namespace": "net.core.somaxconn", "value": "9"}]"#;
        assert!(says(&RULE, &container_on_fargate(controls))[0].starts_with("info"));
        assert!(says(&RULE, &container_on_fargate(r#""systemControls": []"#)).is_empty());
    }
}
