//! Places in a request: names and indices, parted by dots, as in `loadBalancers.0.containerName`.

use serde_json::{Map, Value};

/// What stands at a place.
pub fn get<'v>(value: &'v Value, place: &str) -> Option<&'v Value> {
    let mut parts = place.split('.').filter(|part| !part.is_empty());
    parts.try_fold(value, |value, part| match value {
        Value::Array(items) => items.get(part.parse::<usize>().ok()?),
        Value::Object(members) => members.get(part),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    })
}

/// What stands at a place as somebody types it; empty where nothing does.
pub fn text(value: &Value, place: &str) -> String {
    match get(value, place) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Bool(_) | Value::Number(_)) => value_text(get(value, place)),
        Some(Value::Array(_) | Value::Object(_) | Value::Null) | None => String::new(),
    }
}

fn value_text(value: Option<&Value>) -> String {
    value.map(Value::to_string).unwrap_or_default()
}

/// How many rows the list at a place has.
pub fn count(value: &Value, place: &str) -> usize {
    let list = get(value, place).and_then(Value::as_array);
    list.map_or(0, Vec::len)
}

/// Puts something at a place, or takes away what is there. What holds nothing any more goes with
/// it, but for rows of lists.
pub fn put(value: &mut Value, place: &str, new: Option<Value>) {
    match place.split_once('.') {
        None => put_here(value, place, new),
        Some((first, rest)) => {
            put_within(value, first, rest, new);
        }
    }
}

fn put_here(value: &mut Value, name: &str, new: Option<Value>) {
    match (value, new) {
        (Value::Array(items), Some(new)) => {
            let place = name.parse::<usize>().ok();
            if let Some(item) = place.and_then(|place| items.get_mut(place)) {
                *item = new;
            }
        }
        (Value::Object(members), Some(new)) => {
            members.insert(name.to_owned(), new);
        }
        (Value::Object(members), None) => {
            members.shift_remove(name);
        }
        (
            Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_),
            _,
        ) => {}
    }
}

fn put_within(value: &mut Value, first: &str, rest: &str, new: Option<Value>) {
    match value {
        Value::Array(items) => {
            let place = first.parse::<usize>().ok();
            if let Some(item) = place.and_then(|place| items.get_mut(place)) {
                put(item, rest, new);
            }
        }
        Value::Object(members) => {
            let missing = !members.contains_key(first);
            if missing && new.is_none() {
                return;
            }
            let inner = members
                .entry(first)
                .or_insert_with(|| Value::Object(Map::new()));
            put(inner, rest, new);
            if is_empty(inner) {
                members.shift_remove(first);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Null => true,
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Adds a row to the list at a place.
pub fn add_row(value: &mut Value, place: &str, row: Value) {
    let list = get(value, place).and_then(Value::as_array).cloned();
    let mut list = list.unwrap_or_default();
    list.push(row);
    put(value, place, Some(Value::Array(list)));
}

/// Removes a row of the list at a place; the list goes with its last row.
pub fn remove_row(value: &mut Value, place: &str, index: usize) {
    let list = get(value, place).and_then(Value::as_array).cloned();
    let mut list = list.unwrap_or_default();
    if index < list.len() {
        list.remove(index);
    }
    let left = (!list.is_empty()).then_some(Value::Array(list));
    put(value, place, left);
}

/// One place below another.
pub fn join(base: &str, place: &str) -> String {
    match base.is_empty() {
        true => place.to_owned(),
        false => format!("{base}.{place}"),
    }
}

/// The place that a finding names: `$.loadBalancers[0].containerName`.
pub fn of_finding(path: &str) -> String {
    let path = path.trim_start_matches('$').trim_start_matches('.');
    path.replace('[', ".").replace(']', "")
}

/// Whether a place is another one or lies in it.
pub fn is_within(place: &str, outer: &str) -> bool {
    let rest = place.strip_prefix(outer);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_holds_nothing_goes_but_rows_stay() {
        let mut value = json!({});
        put(&mut value, "a.b.c", Some(json!(1)));
        assert_eq!(value, json!({"a": {"b": {"c": 1}}}));
        add_row(&mut value, "a.rows", json!({"x": 1, "y": {"z": 2}}));
        put(&mut value, "a.b.c", None);
        put(&mut value, "a.rows.0.y.z", None);
        put(&mut value, "a.rows.0.x", None);
        assert_eq!(value, json!({"a": {"rows": [{}]}}));
        assert_eq!((count(&value, "a.rows"), count(&value, "a.b")), (1, 0));
        remove_row(&mut value, "a.rows", 0);
        assert_eq!(value, json!({}));
        put(&mut value, "never.there", None);
        assert_eq!(value, json!({}));
    }

    #[test]
    fn findings_name_places() {
        let place = of_finding("$.loadBalancers[1].containerPort");
        assert_eq!(place, "loadBalancers.1.containerPort");
        assert!(is_within(&place, "loadBalancers.1"));
        assert!(!is_within(&place, "load"));
        assert_eq!(of_finding("$"), "");
    }

    #[test]
    fn texts_are_as_typed() {
        let value = json!({"a": [{"port": 80, "on": true, "name": "x"}]});
        let texts = ["a.0.port", "a.0.on", "a.0.name", "a.1.name", "a"];
        let texts = texts.map(|place| text(&value, place));
        assert_eq!(texts, ["80", "true", "x", "", ""]);
    }
}
