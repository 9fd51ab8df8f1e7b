//! A container has a name.

use super::{repository_name, slug};
use crate::taskdef::rules::prelude::*;

/// TD-CONTAINER-NAME-REQUIRED
pub static RULE: Rule = Rule::error(
    "TD-CONTAINER-NAME-REQUIRED",
    Wording::Aws,
    "ECS API, ContainerDefinition, name",
    check,
);

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let range = match container.get("name") {
            Some(name) if name.text() != Some("") => continue,
            Some(name) => name.range.clone(),
            None => Draft::opening(container),
        };
        let said = Said::new(
            format!("{path}.name"),
            &range,
            "Container.name should not be null or empty.",
            "Containers of a task are told apart by their names.",
        );
        let image = container.text_of("image").unwrap_or_default();
        let mut name = slug(repository_name(image));
        if name.is_empty() || is_placeholder(image) {
            "app".clone_into(&mut name);
        }
        let name = free(draft, name);
        found.say(said.fix(set_fix(draft, container, "name", &quoted(&name))));
    }
}

/// The name, or with a number where it is taken: `web-2`.
fn free(draft: &Draft, name: String) -> String {
    let taken = |name: &str| {
        let mut containers = draft.container_list().iter();
        containers.any(|one| one.text_of("name") == Some(name))
    };
    let mut numbered = (2_u32..).map(|number| format!("{name}-{number}"));
    match taken(&name) {
        true => numbered.find(|name| !taken(name)).unwrap_or(name),
        false => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn the_image_lends_its_name() {
        let text = r#"{"containerDefinitions": [{"image": "quay.io/acme/api:2"}]}"#;
        let at = "error $.containerDefinitions[0].name at «{»";
        let message = "Container.name should not be null or empty.";
        assert_eq!(says(&RULE, text), [format!("{at}: {message}")]);
        assert_eq!(
            fixed(&RULE, text),
            r#"{"containerDefinitions": [{"image": "quay.io/acme/api:2", "name": "api"}]}"#
        );
        let two = r#"{"containerDefinitions": [{"name": "api"}, {"image": "api"}]}"#;
        assert!(fixed(&RULE, two).ends_with(r#"{"image": "api", "name": "api-2"}]}"#));
    }
}
