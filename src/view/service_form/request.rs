//! What a form asks for: of a new service all that is shown, of one that is there what is not as it
//! was.

use super::field::{Field, shape_at, typed};
use super::seen::Seen;
use super::{GROUPS, all_fields, place};
use crate::shapes::{Kind, Shape, input};
use serde_json::{Map, Value, json};

/// The action of a form.
pub fn action(updates: bool) -> &'static str {
    match updates {
        true => "UpdateService",
        false => "CreateService",
    }
}

/// The request of a form.
pub fn request(seen: &Seen) -> Value {
    let now = whole(seen);
    let Some(was) = seen.was else {
        return now;
    };
    let was = whole(&Seen::new(seen.world, was, Some(was)));
    let mut body = Map::new();
    body.insert("cluster".to_owned(), now["cluster"].clone());
    body.insert("service".to_owned(), now["serviceName"].clone());
    let Some(shape) = input("UpdateService") else {
        return Value::Object(body);
    };
    for name in member_names() {
        let Some(member) = shape.member(name) else {
            continue;
        };
        let nested = name == "deploymentConfiguration";
        let change = match nested {
            true => changed_parts(seen, member.shape.get(), &now[name], &was[name]),
            false => change(
                seen,
                member.shape.get(),
                name,
                (now.get(name), was.get(name)),
            ),
        };
        if let Some(change) = change {
            body.insert(name.to_owned(), change);
        }
    }
    Value::Object(body)
}

/// Whether the request of an update asks for nothing.
pub fn is_idle(body: &Value) -> bool {
    let members = body.as_object().into_iter().flatten();
    let mut names = members.map(|(name, _)| name.as_str());
    names.all(|name| matches!(name, "cluster" | "service"))
}

/// The names of the members, in the order in which the form asks for them.
fn member_names() -> Vec<&'static str> {
    let mut names = Vec::new();
    for field in all_fields() {
        let name = field.path.split('.').next().unwrap_or(field.path);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The form without what is not shown, and with what the API cannot do without.
fn whole(seen: &Seen) -> Value {
    let mut shown = seen.form.clone();
    for group in GROUPS {
        hide(group.fields, seen, &mut shown);
    }
    let mut whole = Map::new();
    for name in ["cluster"].into_iter().chain(member_names()) {
        if let Some(value) = shown.get_mut(name) {
            let shape = ["CreateService", "UpdateService"].map(|one| {
                let member = input(one)?.member(name)?;
                Some(member.shape.get())
            });
            if let Some(shape) = shape.into_iter().flatten().next() {
                complete(shape, value);
            }
            whole.insert(name.to_owned(), value.take());
        }
    }
    Value::Object(whole)
}

/// Takes away what is not shown, from a request or a row.
fn hide(fields: &[Field], seen: &Seen, value: &mut Value) {
    for field in fields {
        let mut same = fields.iter().filter(|other| other.path == field.path);
        if !same.any(|other| other.shows(seen)) {
            place::put(value, field.path, None);
        } else if let Some(rows) = field.rows {
            for index in 0..place::count(value, field.path) {
                let at = format!("{}.{index}", field.path);
                let Some(row) = place::get(seen.row, &at) else {
                    continue;
                };
                let mut kept = row.clone();
                hide(rows.fields, &seen.at(row), &mut kept);
                place::put(value, &at, Some(kept));
            }
        }
    }
}

/// Adds the truths that a structure must have where it is given at all.
fn complete(shape: &Shape, value: &mut Value) {
    match (&shape.kind, value) {
        (Kind::Structure { members, .. }, Value::Object(given)) => {
            for member in *members {
                let inner = member.shape.get();
                match given.get_mut(member.name) {
                    Some(value) => complete(inner, value),
                    None if member.required && matches!(inner.kind, Kind::Truth) => {
                        given.insert(member.name.to_owned(), json!(false));
                    }
                    None => {}
                }
            }
        }
        (Kind::List { of, .. }, Value::Array(items)) => {
            items.iter_mut().for_each(|item| complete(of.get(), item));
        }
        (
            Kind::Structure { .. }
            | Kind::List { .. }
            | Kind::Map { .. }
            | Kind::Text { .. }
            | Kind::Integer { .. }
            | Kind::Long
            | Kind::Number { .. }
            | Kind::Truth
            | Kind::Time
            | Kind::Document,
            _,
        ) => {}
    }
}

/// What is asked of a member that changed; None where it is as it was, or cannot be taken away.
fn change(
    seen: &Seen,
    shape: &Shape,
    path: &str,
    (now, was): (Option<&Value>, Option<&Value>),
) -> Option<Value> {
    match (now, was) {
        (now, was) if now == was => None,
        (Some(now), _) => Some(now.clone()),
        (None, _) => off(seen, shape, path),
    }
}

/// UpdateService keeps the parts of this member that it does not name.
fn changed_parts(seen: &Seen, shape: &Shape, now: &Value, was: &Value) -> Option<Value> {
    let mut parts = Map::new();
    for member in shape.members() {
        let path = format!("deploymentConfiguration.{}", member.name);
        let both = (now.get(member.name), was.get(member.name));
        if let Some(part) = change(seen, member.shape.get(), &path, both) {
            parts.insert(member.name.to_owned(), part);
        }
    }
    (!parts.is_empty()).then_some(Value::Object(parts))
}

/// What switches a member off; None where nothing does.
pub fn off(seen: &Seen, shape: &Shape, path: &str) -> Option<Value> {
    match &shape.kind {
        Kind::List { .. } => Some(json!([])),
        Kind::Truth => Some(json!(false)),
        Kind::Structure { members, .. } => {
            let required = members.iter().filter(|member| member.required);
            let parts: Map<_, _> = required
                .filter_map(|member| {
                    let path = format!("{path}.{}", member.name);
                    Some((
                        member.name.to_owned(),
                        off(seen, member.shape.get(), &path)?,
                    ))
                })
                .collect();
            (!parts.is_empty()).then_some(Value::Object(parts))
        }
        Kind::Text { .. }
        | Kind::Integer { .. }
        | Kind::Long
        | Kind::Number { .. }
        | Kind::Map { .. }
        | Kind::Time
        | Kind::Document => {
            let mut fields = all_fields().filter(|field| field.path == path && field.shows(seen));
            let field = fields.find(|field| !field.default.is_empty())?;
            Some(typed(shape, field.default))
        }
    }
}

/// Whether a field may be emptied: of a new service always, else where something switches it off.
pub fn may_be_empty(seen: &Seen, field: &Field, path: &str) -> bool {
    let Some(was) = seen.was else {
        return true;
    };
    let shape = input("UpdateService").and_then(|shape| shape_at(shape, path));
    let switches = shape.is_some_and(|shape| off(seen, shape, path).is_some());
    !field.default.is_empty() || switches || place::get(was, path).is_none()
}
