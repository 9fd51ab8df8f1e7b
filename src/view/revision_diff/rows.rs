//! What changed, member by member: lists of named things are matched by name.

use serde_json::{Map, Value};

/// A value that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where: `containerDefinitions[web].environment[LEVEL]`.
    pub path: String,
    /// What was there: a text as it is, everything else as JSON; None if nothing was.
    pub before: Option<String>,
    /// What is there now.
    pub after: Option<String>,
}

/// Lists whose items have a name: the member that holds the list, and those that name an item.
const NAMED: &[(&str, &[&str])] = &[
    ("containerDefinitions", &["name"]),
    ("dependsOn", &["containerName"]),
    ("devices", &["hostPath"]),
    ("environment", &["name"]),
    ("environmentFiles", &["value"]),
    ("extraHosts", &["hostname"]),
    ("mountPoints", &["containerPath"]),
    ("placementConstraints", &["expression"]),
    (
        "portMappings",
        &["containerPort", "containerPortRange", "protocol"],
    ),
    ("properties", &["name"]),
    ("resourceRequirements", &["type"]),
    ("secretOptions", &["name"]),
    ("secrets", &["name"]),
    ("systemControls", &["namespace"]),
    ("tags", &["key"]),
    ("tmpfs", &["containerPath"]),
    ("ulimits", &["name"]),
    ("volumes", &["name"]),
    ("volumesFrom", &["sourceContainer"]),
];

/// What changed from one definition to another, in the order of the second; what is gone comes
/// after its neighbours.
pub fn rows(before: &Value, after: &Value) -> Vec<Row> {
    let mut found = Vec::new();
    compare("", "", Some(before), Some(after), &mut found);
    found
}

/// `list` is the member that holds the value.
fn compare(
    path: &str,
    list: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    found: &mut Vec<Row>,
) {
    if before == after {
        return;
    }
    match (before, after) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            members(path, old, new, found);
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) => {
            match (by_name(list, old), by_name(list, new)) {
                (Some(old), Some(new)) => items(path, &old, &new, found),
                (_, _) => row(path, before, after, found),
            }
        }
        (None, Some(Value::Array(new))) if !new.is_empty() => match by_name(list, new) {
            Some(new) => items(path, &Vec::new(), &new, found),
            None => row(path, before, after, found),
        },
        (Some(Value::Array(old)), None) if !old.is_empty() => match by_name(list, old) {
            Some(old) => items(path, &old, &Vec::new(), found),
            None => row(path, before, after, found),
        },
        (None, Some(Value::Object(new))) if list.is_empty() => {
            members(path, &Map::new(), new, found);
        }
        (_, _) => row(path, before, after, found),
    }
}

fn members(path: &str, old: &Map<String, Value>, new: &Map<String, Value>, found: &mut Vec<Row>) {
    let gone = old.keys().filter(|name| !new.contains_key(*name));
    for name in new.keys().chain(gone) {
        let inner = match path {
            "" => name.clone(),
            _ => format!("{path}.{name}"),
        };
        compare(&inner, name, old.get(name), new.get(name), found);
    }
}

type Named<'v> = Vec<(String, &'v Value)>;

fn named<'v>(list: &Named<'v>, name: &str) -> Option<&'v Value> {
    let mut named = list.iter().filter(|(other, _)| other == name);
    named.next().map(|(_, value)| *value)
}

fn items(path: &str, old: &Named, new: &Named, found: &mut Vec<Row>) {
    let gone = old.iter().filter(|(name, _)| named(new, name).is_none());
    for (name, _) in new.iter().chain(gone) {
        let inner = format!("{path}[{name}]");
        match (named(old, name), named(new, name)) {
            (Some(before), Some(after)) => pair(&inner, before, after, found),
            (before, after) if before.or(after).is_some_and(|one| second(one).is_some()) => {
                row(
                    &inner,
                    before.and_then(second),
                    after.and_then(second),
                    found,
                );
            }
            (before, after) => row(&inner, before, after, found),
        }
    }
    let kept = |list: &Named, other: &Named| {
        let names = list.iter().map(|(name, _)| name.as_str());
        let names: Vec<&str> = names.filter(|name| named(other, name).is_some()).collect();
        Value::from(names.join(", "))
    };
    let (before, after) = (kept(old, new), kept(new, old));
    if before != after {
        row(path, Some(&before), Some(&after), found);
    }
}

/// A named item that changed; of a pair of name and value only the value is of interest.
fn pair(path: &str, before: &Value, after: &Value, found: &mut Vec<Row>) {
    match (second(before), second(after)) {
        (Some(old), Some(new)) => compare(path, "", Some(old), Some(new), found),
        (_, _) => compare(path, "", Some(before), Some(after), found),
    }
}

/// What a pair of a name and a value has besides its name.
const VALUES: &[&str] = &["value", "valueFrom", "condition", "ipAddress"];

/// The value of a pair of name and value.
fn second(value: &Value) -> Option<&Value> {
    let members = value.as_object().filter(|members| members.len() == 2)?;
    VALUES.iter().find_map(|name| members.get(*name))
}

/// The items with their names; None if the list has none, or if two have the same.
fn by_name<'v>(list: &str, items: &'v [Value]) -> Option<Named<'v>> {
    let (_, keys) = NAMED.iter().find(|(name, _)| *name == list)?;
    let mut named: Named = Vec::with_capacity(items.len());
    for item in items {
        let parts = keys.iter().filter_map(|key| item.get(*key)).map(shown);
        let parts: Vec<String> = parts.collect();
        let name = parts.join("/");
        let is_new = !name.is_empty() && named.iter().all(|(other, _)| *other != name);
        named.push(is_new.then_some((name, item))?);
    }
    Some(named)
}

fn row(path: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Vec<Row>) {
    let empty = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
    let is_there = |value: Option<&Value>| value.is_some_and(|value| !empty(value));
    if is_there(before) || is_there(after) {
        found.push(Row {
            path: path.to_owned(),
            before: before.map(shown),
            after: after.map(shown),
        });
    }
}

/// Without the empty lists that ECS stores where nothing was said.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Object(members) => {
            let said = |value: &Value| value.as_array().is_none_or(|items| !items.is_empty());
            let said = members.iter().filter(|(_, value)| said(value));
            let said = said.map(|(name, value)| (name.clone(), value.clone()));
            Value::Object(said.collect()).to_string()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => value.to_string(),
    }
}
