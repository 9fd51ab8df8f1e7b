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
            said = said.fix(rename(draft, container, name, &better));
        }
        found.say(said);
    }
}

/// Another name for a container; what refers to it follows.
fn rename(draft: &Draft, container: &Node, name: &str, better: &str) -> Fix {
    let mut fix = set_fix(draft, container, "name", &quoted(better));
    for reference in references(draft) {
        // A link may have an alias: `name:alias`.
        let rest = reference.text().and_then(|text| text.strip_prefix(name));
        let Some(rest) = rest.filter(|rest| rest.is_empty() || rest.starts_with(':')) else {
            continue;
        };
        fix.edits.push(Edit {
            range: reference.range.clone(),
            text: quoted(&format!("{better}{rest}")),
        });
    }
    in_text_order(&mut fix.edits);
    fix
}

/// All texts that name a container, or may.
fn references<'d, 'a>(draft: &'d Draft<'a>) -> Vec<&'d Node<'a>> {
    let mut all = Vec::new();
    for (_, container) in draft.containers() {
        let named = |list: &str, member: &'static str| {
            let items = container.list(list).iter();
            items.filter_map(move |item| item.get(member))
        };
        all.extend(named("dependsOn", "containerName"));
        all.extend(named("volumesFrom", "sourceContainer"));
        all.extend(container.list("links"));
    }
    let proxy = draft.root.get("proxyConfiguration");
    all.extend(proxy.and_then(|proxy| proxy.get("containerName")));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    #[test]
    fn what_refers_to_a_container_follows_it() {
        let text = |name: &str| {
            format!(
                r#"{{"containerDefinitions": [{{"name": "{name}"}}, {{"name": "b",
                "links": ["{name}:alias", "{name}"], "volumesFrom": [{{"sourceContainer":
                "{name}"}}], "dependsOn": [{{"containerName": "{name}"}}]}}],
                "proxyConfiguration": {{"containerName": "{name}"}}}}"#
            )
        };
        assert_eq!(fixed(&RULE, &text("my web")), text("my-web"));
    }

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
