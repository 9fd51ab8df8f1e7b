//! The names of environment variables, and values that are missing.

use super::items;
use crate::taskdef::finding::{Edit, Fix};
use crate::taskdef::members::Sieve;
use crate::taskdef::rules::prelude::*;
use crate::taskdef::rules::scope::place;

/// TD-ENV-NAME-EMPTY
pub static EMPTY: Rule = Rule::error(
    "TD-ENV-NAME-EMPTY",
    Wording::Aws,
    "ECS API, KeyValuePair, name; text: answers of ECS, publicly reported",
    empty,
);

/// TD-ENV-NAME-EQUALS
pub static EQUALS: Rule = Rule::at_run_time(
    "TD-ENV-NAME-EQUALS",
    "ECS API, KeyValuePair, name; Docker Engine API, Env",
    equals,
);

/// TD-ENV-DUP
pub static TWICE: Rule = Rule::warning(
    "TD-ENV-DUP",
    Wording::Ours,
    "ECS API, ContainerDefinition, environment",
    twice,
);

/// TD-ENV-VALUE-MISSING
pub static VALUE: Rule = Rule::warning(
    "TD-ENV-VALUE-MISSING",
    Wording::Ours,
    "ECS API, KeyValuePair, value",
    value,
);

fn empty(draft: &Draft, found: &mut Found) {
    for item in items(draft, "environment") {
        if item.node.get("name").is_some_and(Node::is_set) {
            continue;
        }
        let message = "Environment variable name cannot be null or blank.";
        let place = place(item.node, "name");
        let help = "A variable has a name and a value.";
        found.say(
            Said::new(format!("{}.name", item.path), &place, message, help).fix(item.remove()),
        );
    }
}

fn equals(draft: &Draft, found: &mut Found) {
    for item in items(draft, "environment") {
        let Some(node) = item.node.get("name") else {
            continue;
        };
        let name = item.name();
        if !name.bytes().any(|byte| matches!(byte, b'=' | b'\0')) || is_placeholder(name) {
            continue;
        }
        let path = format!("{}.name", item.path);
        let help = "A name has no equals sign: what follows it is the value.";
        let mut said = Said::new(path, &node.range, "invalid environment variable", help);
        if let Some((name, value)) = name.split_once('=')
            && !item.node.get("value").is_some_and(Node::is_set)
            && !name.is_empty()
        {
            let (name, value) = (quoted(name), quoted(value));
            let split = format!(r#"{{"name": {name}, "value": {value}}}"#);
            let range = item.node.range.clone();
            said = said.fix(Fix {
                title: "Split it".to_owned(),
                edits: vec![Edit { range, text: split }],
            });
        }
        found.say(said);
    }
}

fn twice(draft: &Draft, found: &mut Found) {
    let mut seen = Sieve::default();
    for item in items(draft, "environment") {
        if item.index == 0 {
            seen = Sieve::default();
        }
        let name = item.name();
        let may_be_again = seen.add(name);
        if !may_be_again || name.is_empty() || !item.is_again() {
            continue;
        }
        let message = format!("\"{name}\" is set twice");
        let path = format!("{}.name", item.path);
        let help = "The last one wins.";
        found.say(Said::new(path, &place(item.node, "name"), message, help).fix(item.remove()));
    }
}

fn value(draft: &Draft, found: &mut Found) {
    for item in items(draft, "environment") {
        // Of a null, and of a secret, other rules speak.
        let is_there = |name| item.node.member(name).is_some();
        if is_there("value") || is_there("valueFrom") || item.name().contains('=') {
            continue;
        }
        let path = format!("{}.value", item.path);
        let help = "A variable has a name and a value. Mostly ECS takes none for an empty text.";
        found.say(
            Said::new(path, &place(item.node, "value"), "value is missing", help)
                .fix(set_fix(draft, item.node, "value", "\"\"")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::rules::fixtures::{fixed, says};

    fn with(items: &str) -> String {
        format!(r#"{{"containerDefinitions": [{{"environment": [{items}]}}]}}"#)
    }

    #[test]
    fn a_variable_has_a_name() {
        assert_eq!(says(&EMPTY, &with(r#"{"value": "1"}"#)).len(), 1);
        let text = with(r#"{"name": "A=1=2"}"#);
        assert_eq!(says(&EQUALS, &text).len(), 1);
        assert_eq!(
            fixed(&EQUALS, &text),
            with(r#"{"name": "A", "value": "1=2"}"#)
        );
    }

    #[test]
    fn a_variable_is_set_once() {
        let text = with(r#"{"name": "A"}, {"name": "A", "value": ""}"#);
        assert!(says(&TWICE, &text)[0].ends_with("\"A\" is set twice"));
        assert_eq!(fixed(&TWICE, &text), with(r#"{"name": "A"}"#));
        assert_eq!(says(&VALUE, &text).len(), 1);
    }
}
