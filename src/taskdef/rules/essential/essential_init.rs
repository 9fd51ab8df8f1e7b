//! Containers that run to their end and still are essential.

use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::is_essential;

/// TD-ESSENTIAL-INIT
pub static RULE: Rule = Rule::warning(
    "TD-ESSENTIAL-INIT",
    Wording::AtRunTime,
    "ECS API, ContainerDefinition, essential; ContainerDependency, condition",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    let containers = draft.container_list();
    if containers.len() < 2 {
        return;
    }
    for (path, container) in draft.containers() {
        let name = container.text_of("name").unwrap_or_default();
        if !is_essential(container) || !(sounds_short(name) || is_awaited(containers, name)) {
            continue;
        }
        let place = container.get("essential").or_else(|| container.get("name"));
        let range = place.map_or(Draft::opening(container), |place| place.range.clone());
        let said = Said::new(
            format!("{path}.essential"),
            &range,
            "Essential container in task exited",
            format!("\"{name}\" seems to run to its end; as it is essential, that ends the task."),
        );
        found.say(said.fix(set_fix(draft, container, "essential", "false")));
    }
}

/// Whether a name is one that people give to such helpers.
fn sounds_short(name: &str) -> bool {
    let mut words = name.split(['-', '_']);
    words.any(|word| ["init", "migrate", "migration", "migrations", "setup"].contains(&word))
}

/// Whether another container waits for its end.
fn is_awaited(containers: &[Node], name: &str) -> bool {
    let mut dependencies = containers
        .iter()
        .flat_map(|container| container.list("dependsOn"));
    dependencies.any(|dependency| {
        let condition = dependency.text_of("condition");
        let ends = matches!(condition, Some("SUCCESS" | "COMPLETE"));
        ends && dependency.text_of("containerName") == Some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_container_that_another_waits_for_is_not_essential() {
        let text = r#"{"containerDefinitions": [
  {"name": "web", "dependsOn": [{"containerName": "warm", "condition": "SUCCESS"}]},
  {"name": "warm"}
]}"#;
        assert_eq!(
            says(&RULE, text),
            [concat!(
                "warning $.containerDefinitions[1].essential at «\"warm\"»: ",
                "Essential container in task exited"
            )]
        );
        assert!(fixed(&RULE, text).contains(r#"{"name": "warm", "essential": false}"#));
    }

    #[test]
    fn a_name_gives_it_away() {
        let text = r#"{"containerDefinitions": [{"name": "web"}, {"name": "db-migrate"}]}"#;
        assert_eq!(says(&RULE, text).len(), 1);
        let text = r#"{"containerDefinitions": [{"name": "web"}, {"name": "initech"}]}"#;
        assert!(says(&RULE, text).is_empty());
    }
}
