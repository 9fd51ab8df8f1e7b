//! How long a container on Fargate may take to start.

use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-STARTTIMEOUT: public definitions go beyond, and no report says that ECS refuses them.
pub static RULE: Rule = Rule::warning(
    "TD-FARGATE-STARTTIMEOUT",
    Wording::Ours,
    "ECS API, ContainerDefinition, startTimeout",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, container) in draft.containers() {
        let Some(node) = container.get("startTimeout") else {
            continue;
        };
        let Some(seconds) = node
            .integer()
            .filter(|seconds| !(2..=120).contains(seconds))
        else {
            continue;
        };
        let better = seconds.clamp(2, 120).to_string();
        let said = Said::new(
            format!("{path}.startTimeout"),
            &node.range,
            "startTimeout on Fargate is 2–120 seconds",
            "It is how long those that depend on this container wait for it. A longer wait is not \
             supported there.",
        );
        found.say(said.fix(replace(format!("Use {better}"), node.range.clone(), better)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed, says};

    #[test]
    fn it_is_brought_into_its_bounds() {
        let of = |seconds: u32| container_on_fargate(&format!(r#""startTimeout": {seconds}"#));
        assert_eq!(fixed(&RULE, &of(1)), of(2));
        assert_eq!(fixed(&RULE, &of(600)), of(120));
        assert!(says(&RULE, &of(120)).is_empty());
    }
}
