//! The characters and the length of a container's name.

use super::{is_name_char, slug};
use crate::taskdef::rules::prelude::*;

/// TD-CONTAINER-NAME-CHARS
pub static RULE: Rule = Rule::error(
    "TD-CONTAINER-NAME-CHARS",
    Wording::Ours,
    "ECS API, ContainerDefinition, name",
    check,
);

/// How long a name may be.
const MOST: usize = 255;

fn check(draft: &Draft, found: &mut Found) {
    for (path, container) in draft.containers() {
        let Some(node) = container.get("name") else {
            continue;
        };
        let name = node.text().unwrap_or_default();
        if is_placeholder(name) {
            continue;
        }
        let message = if !name.chars().all(is_name_char) {
            "Container.name contains invalid characters."
        } else if name.len() > MOST {
            "Container.name is longer than 255 characters"
        } else {
            continue;
        };
        let mut said = Said::new(
            format!("{path}.name"),
            &node.range,
            message,
            "A name has at most 255 letters of A to Z, digits, hyphens and underscores.",
        );
        let better = slug(name);
        if !better.is_empty() {
            said = said.fix(set_fix(draft, container, "name", &quoted(&better)));
        }
        found.say(said);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn a_name_has_no_dots_and_255_letters_at_most() {
        let named = |name: &str| format!(r#"{{"containerDefinitions": [{{"name": "{name}"}}]}}"#);
        assert!(says(&RULE, &named("web_1-a")).is_empty());
        assert_eq!(
            says(&RULE, &named("my web")),
            [concat!(
                "error $.containerDefinitions[0].name at «\"my web\"»: ",
                "Container.name contains invalid characters."
            )]
        );
        assert_eq!(fixed(&RULE, &named("my web")), named("my-web"));
        assert_eq!(
            fixed(&RULE, &named(&"w".repeat(300))),
            named(&"w".repeat(255))
        );
    }
}
