//! `--output text`: values between tabs, in the order of their names; what is inside of what, the
//! first word of a line says. Source: AWS CLI user guide, "Text output format"; awscli 2.9.

use crate::aws::python::repr::{self, Objects, type_name};
use crate::sim::sort;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Writes a value. The error is what Python says of a list whose items do not fit together; what
/// was written before it stays.
pub fn write(value: &Value, out: &mut String) -> Result<(), String> {
    any(value, out, None, None)
}

fn shown(value: &Value) -> String {
    repr::text(value, Objects::Plain)
}

fn is_scalar(value: &Value) -> bool {
    !value.is_array() && !value.is_object()
}

fn any(
    value: &Value,
    out: &mut String,
    name: Option<&str>,
    keys: Option<&[String]>,
) -> Result<(), String> {
    match value {
        Value::Object(members) => object(members, out, name, keys),
        Value::Array(items) => list(items, out, name),
        scalar => {
            *out = std::mem::take(out) + &shown(scalar) + "\n";
            Ok(())
        }
    }
}

fn list(items: &[Value], out: &mut String, name: Option<&str>) -> Result<(), String> {
    if items.iter().any(Value::is_object) {
        let mut keys = BTreeSet::new();
        for item in items {
            let Some(members) = item.as_object() else {
                let is = type_name(item, Objects::Plain);
                return Err(format!("'{is}' object has no attribute 'items'"));
            };
            let scalars = members.iter().filter(|(_, value)| is_scalar(value));
            keys.extend(scalars.map(|(name, _)| name.clone()));
        }
        let keys: Vec<String> = keys.into_iter().collect();
        return items
            .iter()
            .try_for_each(|item| any(item, out, name, Some(&keys)));
    }
    if items.iter().any(Value::is_array) {
        let (scalars, lists): (Vec<&Value>, Vec<&Value>) =
            items.iter().partition(|item| is_scalar(item));
        scalar_list(&scalars, out, name);
        return lists
            .into_iter()
            .try_for_each(|item| any(item, out, name, None));
    }
    scalar_list(&items.iter().collect::<Vec<_>>(), out, name);
    Ok(())
}

fn scalar_list(items: &[&Value], out: &mut String, name: Option<&str>) {
    if items.is_empty() {
        return;
    }
    let shown = items.iter().map(|item| shown(item));
    match name {
        Some(name) => {
            let name = name.to_uppercase();
            shown.for_each(|item| out.push_str(&format!("{name}\t{item}\n")));
        }
        None => {
            out.push_str(&shown.collect::<Vec<String>>().join("\t"));
            out.push('\n');
        }
    }
}

fn object(
    members: &Map<String, Value>,
    out: &mut String,
    name: Option<&str>,
    keys: Option<&[String]>,
) -> Result<(), String> {
    let mut names: Vec<&String> = members.keys().collect();
    sort::sort(&mut names);
    let (mut scalars, mut others) = (Vec::new(), Vec::new());
    match keys {
        None => {
            for name in names {
                match &members[name] {
                    value if is_scalar(value) => scalars.push(shown(value)),
                    _ => others.push(name),
                }
            }
        }
        Some(keys) => {
            for key in keys {
                scalars.push(members.get(key).map_or_else(String::new, shown));
            }
            others.extend(names.into_iter().filter(|name| !keys.contains(name)));
        }
    }
    if !scalars.is_empty() {
        scalars.splice(0..0, name.map(str::to_uppercase));
        out.push_str(&scalars.join("\t"));
        out.push('\n');
    }
    others
        .into_iter()
        .try_for_each(|name| any(&members[name], out, Some(name), None))
}
