//! A task has an essential container.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::is_essential;

/// TD-ESSENTIAL-NONE
pub static RULE: Rule = Rule::error(
    "TD-ESSENTIAL-NONE",
    Wording::Aws,
    "ECS API, ContainerDefinition, essential",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let containers = draft.container_list();
    if containers.is_empty() || containers.iter().any(is_essential) {
        return;
    }
    let mut said = Said::new(
        "$.containerDefinitions",
        &containers[0]
            .get("essential")
            .unwrap_or(&containers[0])
            .range,
        "Task definition doesn't have any essential container.",
        "When an essential container stops, the task stops. Make the application's essential.",
    );
    for container in containers {
        let (Some(name), Some(value)) = (container.text_of("name"), container.get("essential"))
        else {
            continue;
        };
        let title = format!("Make {name} essential");
        said = said.fix(replace(title, value.range.clone(), "true"));
    }
    found.say(said);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn one_container_has_to_be_essential() {
        let text = r#"{"containerDefinitions": [{"name": "a", "essential": false}]}"#;
        let message = "Task definition doesn't have any essential container.";
        assert_eq!(
            says(&RULE, text),
            [format!(
                "error $.containerDefinitions at «false»: {message}"
            )]
        );
        assert_eq!(
            fixed(&RULE, text),
            r#"{"containerDefinitions": [{"name": "a", "essential": true}]}"#
        );
    }

    #[test]
    fn without_a_word_it_is_essential() {
        assert!(says(&RULE, r#"{"containerDefinitions": [{"name": "a"}]}"#).is_empty());
        assert!(says(&RULE, r#"{"containerDefinitions": []}"#).is_empty());
    }
}
