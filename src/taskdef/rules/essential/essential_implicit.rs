//! Containers that are essential because nothing else is said.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::is_essential;

/// TD-ESSENTIAL-IMPLICIT
pub static RULE: Rule = Rule::info(
    "TD-ESSENTIAL-IMPLICIT",
    "ECS API, ContainerDefinition, essential",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let containers = draft.container_list();
    if containers.len() < 2 {
        return;
    }
    let essential = containers.iter().filter(|one| is_essential(one)).count();
    for (path, container) in draft.containers() {
        if container.get("essential").is_some() {
            continue;
        }
        let Some(name) = container.get("name") else {
            continue;
        };
        let said = Said::new(
            format!("{path}.essential"),
            &name.range,
            format!(
                "\"{}\" is essential by default",
                name.text().unwrap_or_default()
            ),
            "When it stops, for whatever reason, the task stops with all its containers.",
        );
        let fix = |truth| set_fix(draft, container, "essential", truth);
        let said = said.fix(fix("true"));
        // A task needs one that is essential.
        found.say(if essential > 1 {
            said.fix(fix("false"))
        } else {
            said
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn it_is_told_where_there_is_a_choice() {
        let text = r#"{"containerDefinitions": [{"name": "a", "essential": true}, {"name": "b"}]}"#;
        assert_eq!(
            says(&RULE, text),
            [r#"info $.containerDefinitions[1].essential at «"b"»: "b" is essential by default"#]
        );
        assert!(fixed(&RULE, text).ends_with(r#"{"name": "b", "essential": true}]}"#));
        assert!(says(&RULE, r#"{"containerDefinitions": [{"name": "a"}]}"#).is_empty());
    }
}
