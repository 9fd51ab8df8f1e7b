//! Trees on values.

use super::functions;
use super::lexer::Kind;
use super::parser::Node;
use crate::aws::python::repr::{Objects, type_name};
use serde_json::{Map, Number, Value};
use std::borrow::Cow;
use std::cmp::Ordering;

static NULL: Value = Value::Null;

/// A result: a part of the value that was searched, or a value of its own.
pub type Found<'v> = Cow<'v, Value>;
/// Errors are functions' only.
pub type Outcome<'v> = Result<Found<'v>, String>;

const NONE: Found<'static> = Cow::Borrowed(&NULL);

/// What a tree finds in a value.
pub fn run<'v>(node: &Node, value: &'v Value) -> Outcome<'v> {
    on(node, Cow::Borrowed(value))
}

fn on<'v>(node: &Node, value: Found<'v>) -> Outcome<'v> {
    match node {
        Node::Identity => Ok(value),
        Node::Field(name) => Ok(field(value, name)),
        Node::Literal(literal) => Ok(Cow::Owned(literal.clone())),
        Node::Index(index) => Ok(item(value, *index)),
        Node::Slice(parts) => slice(&value, *parts).map(Cow::Owned),
        Node::Chain(steps) | Node::Indexed(steps) => {
            steps.iter().try_fold(value, |value, step| on(step, value))
        }
        Node::Projection(left, right) => match into_items(on(left, value)?) {
            Some(items) => each(right, items, |_| Ok(true)),
            None => Ok(NONE),
        },
        Node::Values(left, right) => match into_values(on(left, value)?) {
            Some(values) => each(right, values, |_| Ok(true)),
            None => Ok(NONE),
        },
        Node::Filter(left, right, condition) => match into_items(on(left, value)?) {
            Some(items) => each(right, items, |item| {
                on(condition, Cow::Borrowed(item)).map(|found| !is_false(&found))
            }),
            None => Ok(NONE),
        },
        Node::Flatten(inner) => Ok(flatten(on(inner, value)?)),
        Node::Or(..) | Node::And(..) | Node::Not(_) | Node::Compare(..) => logic(node, value),
        Node::Call(name, arguments) => functions::call(name, arguments, &value).map(Cow::Owned),
        Node::List(_) | Node::Hash(_) if value.is_null() => Ok(NONE),
        Node::List(nodes) => {
            let items = nodes.iter().map(|node| owned(node, &value));
            Ok(Cow::Owned(Value::Array(items.collect::<Result<_, _>>()?)))
        }
        Node::Hash(pairs) => {
            let mut members = Map::new();
            for (name, node) in pairs {
                members.insert(name.clone(), owned(node, &value)?);
            }
            Ok(Cow::Owned(Value::Object(members)))
        }
        Node::Expref(_) => Err("Circular reference detected".to_owned()),
    }
}

/// What a tree finds, as a value of its own.
pub fn owned(node: &Node, value: &Value) -> Result<Value, String> {
    Ok(run(node, value)?.into_owned())
}

fn logic<'v>(node: &Node, value: Found<'v>) -> Outcome<'v> {
    match node {
        Node::Or(left, right) => {
            let found = owned(left, &value)?;
            if is_false(&found) {
                on(right, value)
            } else {
                Ok(Cow::Owned(found))
            }
        }
        Node::And(left, right) => {
            let found = owned(left, &value)?;
            if is_false(&found) {
                Ok(Cow::Owned(found))
            } else {
                on(right, value)
            }
        }
        Node::Not(inner) => Ok(Cow::Owned(Value::Bool(is_false(&*on(inner, value)?)))),
        Node::Compare(kind, left, right) => {
            let (left, right) = (run(left, &value)?, run(right, &value)?);
            compare(*kind, &left, &right).map(Cow::Owned)
        }
        other => on(other, value),
    }
}

fn field<'v>(value: Found<'v>, name: &str) -> Found<'v> {
    match value {
        Cow::Borrowed(Value::Object(members)) => members.get(name).map_or(NONE, Cow::Borrowed),
        Cow::Owned(Value::Object(mut members)) => {
            members.swap_remove(name).map_or(NONE, Cow::Owned)
        }
        Cow::Borrowed(_) | Cow::Owned(_) => NONE,
    }
}

fn item(value: Found<'_>, index: i64) -> Found<'_> {
    let Some(count) = value.as_array().map(Vec::len) else {
        return NONE;
    };
    let Some(index) = place(index, count) else {
        return NONE;
    };
    match value {
        Cow::Borrowed(Value::Array(items)) => Cow::Borrowed(&items[index]),
        Cow::Owned(Value::Array(mut items)) => Cow::Owned(items.swap_remove(index)),
        Cow::Borrowed(_) | Cow::Owned(_) => NONE,
    }
}

/// A place counted from the start, or from the end if it is negative.
fn place(index: i64, count: usize) -> Option<usize> {
    let signed = if index < 0 {
        index.checked_add(count as i64)?
    } else {
        index
    };
    usize::try_from(signed).ok().filter(|place| *place < count)
}

fn slice(value: &Value, [start, stop, step]: [Option<i64>; 3]) -> Result<Value, String> {
    let Some(items) = value.as_array() else {
        return Ok(Value::Null);
    };
    let step = step.unwrap_or(1);
    if step == 0 {
        return Err("slice step cannot be zero".to_owned());
    }
    let count = items.len() as i64;
    let (least, most) = if step > 0 {
        (0, count)
    } else {
        (-1, count - 1)
    };
    let bound = |given: Option<i64>, otherwise: i64| match given {
        Some(given) if given < 0 => given.saturating_add(count).clamp(least, most),
        Some(given) => given.clamp(least, most),
        None => otherwise,
    };
    let (first, last) = if step > 0 {
        (0, count)
    } else {
        (count - 1, -1)
    };
    let (mut at, stop) = (bound(start, first), bound(stop, last));
    let mut taken = Vec::new();
    while if step > 0 { at < stop } else { at > stop } {
        taken.extend(
            usize::try_from(at)
                .ok()
                .and_then(|at| items.get(at))
                .cloned(),
        );
        at = at.saturating_add(step);
    }
    Ok(Value::Array(taken))
}

fn into_items(value: Found<'_>) -> Option<Vec<Found<'_>>> {
    match value {
        Cow::Borrowed(Value::Array(items)) => Some(items.iter().map(Cow::Borrowed).collect()),
        Cow::Owned(Value::Array(items)) => Some(items.into_iter().map(Cow::Owned).collect()),
        Cow::Borrowed(_) | Cow::Owned(_) => None,
    }
}

fn into_values(value: Found<'_>) -> Option<Vec<Found<'_>>> {
    match value {
        Cow::Borrowed(Value::Object(of)) => Some(of.values().map(Cow::Borrowed).collect()),
        Cow::Owned(Value::Object(of)) => Some(of.into_iter().map(|(_, v)| Cow::Owned(v)).collect()),
        Cow::Borrowed(_) | Cow::Owned(_) => None,
    }
}

/// A tree on each item that is chosen; what it does not find is left out.
fn each<'v>(
    node: &Node,
    items: Vec<Found<'v>>,
    chosen: impl Fn(&Value) -> Result<bool, String>,
) -> Outcome<'v> {
    let mut collected = Vec::new();
    for item in items {
        if chosen(&item)? {
            let found = on(node, item)?;
            if !found.is_null() {
                collected.push(found.into_owned());
            }
        }
    }
    Ok(Cow::Owned(Value::Array(collected)))
}

fn flatten(value: Found<'_>) -> Found<'_> {
    let Value::Array(items) = value.into_owned() else {
        return NONE;
    };
    let mut merged = Vec::new();
    for item in items {
        match item {
            Value::Array(inner) => merged.extend(inner),
            other => merged.push(other),
        }
    }
    Cow::Owned(Value::Array(merged))
}

/// What counts as false: nothing, false, and what is empty.
pub fn is_false(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Bool(true) | Value::Number(_) => false,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
    }
}

/// Whether two values are the same; of numbers only the value counts.
pub fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => order(left, right) == Ordering::Equal,
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(l, r)| equal(l, r))
        }
        (Value::Object(left), Value::Object(right)) => {
            let same = |(name, value)| right.get(name).is_some_and(|other| equal(value, other));
            left.len() == right.len() && left.iter().all(same)
        }
        (left, right) => left == right,
    }
}

/// Numbers by their value.
pub fn order(left: &Number, right: &Number) -> Ordering {
    if let (Some(left), Some(right)) = (left.as_i64(), right.as_i64()) {
        return left.cmp(&right);
    }
    let (left, right) = (left.as_f64().unwrap_or(0.0), right.as_f64().unwrap_or(0.0));
    left.partial_cmp(&right).unwrap_or(Ordering::Equal)
}

/// The order of two numbers or two strings.
pub fn ordered(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => Some(order(left, right)),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

fn compare(kind: Kind, left: &Value, right: &Value) -> Result<Value, String> {
    if matches!(kind, Kind::Equal | Kind::NotEqual) {
        return Ok(Value::Bool(equal(left, right) == (kind == Kind::Equal)));
    }
    let can = |value: &Value| value.is_number() || value.is_string();
    if !can(left) || !can(right) {
        return Ok(Value::Null);
    }
    let (sign, holds): (&str, fn(Ordering) -> bool) = match kind {
        Kind::Greater => (">", Ordering::is_gt),
        Kind::GreaterEqual => (">=", Ordering::is_ge),
        Kind::Less => ("<", Ordering::is_lt),
        _ => ("<=", Ordering::is_le),
    };
    match ordered(left, right) {
        Some(order) => Ok(Value::Bool(holds(order))),
        None => Err(unordered(sign, left, right)),
    }
}

/// What Python says of values without an order.
pub fn unordered(sign: &str, left: &Value, right: &Value) -> String {
    let name = |value| type_name(value, Objects::Plain);
    let (left, right) = (name(left), name(right));
    format!("'{sign}' not supported between instances of '{left}' and '{right}'")
}

/// A number of a float; what is none, such as the sum of too much, is nothing.
pub fn number(value: f64) -> Value {
    Number::from_f64(value).map_or(Value::Null, Value::Number)
}
