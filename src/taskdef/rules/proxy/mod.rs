//! Rules of the App Mesh proxy.

mod proxy_container;
mod proxy_eol;
mod proxy_place;
mod proxy_props;
mod proxy_uid;

use super::prelude::*;

/// The rules in order.
pub const RULES: &[&Rule] = &[
    &proxy_place::EXTERNAL,
    &proxy_place::MODE,
    &proxy_container::RULE,
    &proxy_props::RULE,
    &proxy_uid::RULE,
    &proxy_eol::RULE,
];

/// The member of the definition.
const PROXY: &str = "proxyConfiguration";

/// Where findings about the list of its properties go.
const PROPERTIES: &str = "$.proxyConfiguration.properties";

/// The configuration of the proxy, if it says something.
fn proxy<'d, 'a>(draft: &'d Draft<'a>) -> Option<&'d Node<'a>> {
    draft.root.get(PROXY).filter(|proxy| proxy.is_set())
}

/// A property of the proxy; none where one's name is filled in later, which may be that.
fn property<'d, 'a>(proxy: &'d Node<'a>, name: &str) -> Option<&'d Node<'a>> {
    let is_it = |text: &str| text == name || is_placeholder(text);
    let mut properties = proxy.list("properties").iter();
    properties.find(|one| one.text_of("name").is_some_and(is_it))
}

/// A fix that puts properties of these names and values into the list.
fn add(draft: &Draft, proxy: &Node, properties: &[(&str, &str)]) -> Fix {
    let json = |(name, value): &(&str, &str)| {
        let value = quoted(value);
        format!(r#"{{"name": "{name}", "value": {value}}}"#)
    };
    let names: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    let title = format!("Add {}", names.join(", "));
    let Some(list) = proxy.get("properties").filter(|list| list.is_set()) else {
        let list = properties.iter().map(json).collect::<Vec<_>>().join(", ");
        let fix = set_fix(draft, proxy, "properties", &format!("[{list}]"));
        return Fix { title, ..fix };
    };
    let mut items = properties
        .iter()
        .map(|one| insert_item(draft, list, &json(one)));
    let edit = items.next().map(|mut first| {
        first.text.extend(items.map(|item| item.text));
        first
    });
    Fix {
        title,
        edits: edit.into_iter().collect(),
    }
}
