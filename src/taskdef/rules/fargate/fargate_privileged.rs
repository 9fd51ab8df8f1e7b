//! Fargate has no privileged containers.

use crate::taskdef::rules::prelude::*;

/// TD-FARGATE-PRIVILEGED
pub static RULE: Rule = Rule::error(
    "TD-FARGATE-PRIVILEGED",
    Wording::Aws,
    "ECS API, ContainerDefinition, privileged",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    if !draft.is_fargate() {
        return;
    }
    for (path, container) in draft.containers() {
        let Some(node) = container.get("privileged").filter(|node| node.is_set()) else {
            continue;
        };
        let said = Said::new(
            format!("{path}.privileged"),
            &node.range,
            "Fargate requires that the ‘privileged’ setting be ‘false’ at the container level.",
            "A privileged container has its host to itself; on Fargate the host is not yours.",
        );
        found.say(said.fix(remove_fix(container, "privileged")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{container_on_fargate, fixed, says};

    #[test]
    fn only_true_is_refused() {
        let of = container_on_fargate;
        let text = of(r#""name": "a", "privileged": true"#);
        let message =
            "Fargate requires that the ‘privileged’ setting be ‘false’ at the container level.";
        assert_eq!(
            says(&RULE, &text),
            [format!(
                "error $.containerDefinitions[0].privileged at «true»: {message}"
            )]
        );
        assert_eq!(fixed(&RULE, &text), of(r#""name": "a""#));
        assert!(says(&RULE, &of(r#""privileged": false"#)).is_empty());
    }
}
