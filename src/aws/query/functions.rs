//! The functions.

use super::arguments::{Argument, check, kind, refused};
use super::parser::Node;
use super::run::{equal, number, order, ordered, owned, unordered};
use crate::aws::python::dump::{COMPACT, dumps};
use crate::aws::python::repr::{Objects, text, type_name};
use crate::sim::sort;
use serde_json::{Map, Value};
use std::cmp::Ordering;

/// A function: its name, what its arguments may be, whether the last may be repeated, and itself.
struct Function {
    name: &'static str,
    takes: &'static [&'static [&'static str]],
    repeats: bool,
    run: fn(&mut [Argument]) -> Result<Value, String>,
}

const ANY: &[&str] = &[];
const NUMBER: &[&str] = &["number"];
const TEXT: &[&str] = &["string"];
const ARRAY: &[&str] = &["array"];
const OBJECT: &[&str] = &["object"];
const EXPREF: &[&str] = &["expref"];
const NUMBERS: &[&str] = &["array-number"];
const TEXTS: &[&str] = &["array-string"];
const EITHER: &[&str] = &["array-number", "array-string"];

const fn function(
    name: &'static str,
    takes: &'static [&'static [&'static str]],
    run: fn(&mut [Argument]) -> Result<Value, String>,
) -> Function {
    Function {
        name,
        takes,
        repeats: false,
        run,
    }
}

const FUNCTIONS: &[Function] = &[
    function("abs", &[NUMBER], |a| Ok(abs(a[0].take()))),
    function("avg", &[NUMBERS], |a| Ok(average(&a[0].items()))),
    Function {
        repeats: true,
        ..function("not_null", &[ANY], not_null)
    },
    function("to_array", &[ANY], |a| Ok(to_array(a[0].take()))),
    function("to_string", &[ANY], |a| Ok(to_string(a[0].take()))),
    function("to_number", &[ANY], |a| Ok(to_number(a[0].take()))),
    function("contains", &[&["array", "string"], ANY], contains),
    function("length", &[&["string", "array", "object"]], |a| {
        Ok(length(&a[0].take()))
    }),
    function("ends_with", &[TEXT, TEXT], |a| {
        Ok(Value::Bool(a[0].text().ends_with(&a[1].text())))
    }),
    function("starts_with", &[TEXT, TEXT], |a| {
        Ok(Value::Bool(a[0].text().starts_with(&a[1].text())))
    }),
    function("reverse", &[&["array", "string"]], |a| {
        Ok(reverse(a[0].take()))
    }),
    function("ceil", &[NUMBER], |a| Ok(whole(a[0].float().ceil()))),
    function("floor", &[NUMBER], |a| Ok(whole(a[0].float().floor()))),
    function("join", &[TEXT, TEXTS], join),
    function("map", &[EXPREF, ARRAY], map),
    function("max", &[EITHER], |a| {
        Ok(best(a[0].items(), Ordering::Greater))
    }),
    Function {
        repeats: true,
        ..function("merge", &[OBJECT], merge)
    },
    function("min", &[EITHER], |a| Ok(best(a[0].items(), Ordering::Less))),
    function("sort", &[&["array-string", "array-number"]], |a| {
        Ok(sorted(a[0].items()))
    }),
    function("sum", &[NUMBERS], |a| Ok(sum(&a[0].items()))),
    function("keys", &[OBJECT], |a| Ok(keys(a[0].take()))),
    function("values", &[OBJECT], |a| Ok(values(a[0].take()))),
    function("type", &[ANY], |a| Ok(a[0].kind().1.into())),
    function("sort_by", &[ARRAY, EXPREF], sort_by),
    function("min_by", &[ARRAY, EXPREF], |a| {
        best_by(a, "min_by", "<", Ordering::Less)
    }),
    function("max_by", &[ARRAY, EXPREF], |a| {
        best_by(a, "max_by", ">", Ordering::Greater)
    }),
];

/// Calls a function on what its arguments find in a value.
pub fn call(name: &str, arguments: &[Node], value: &Value) -> Result<Value, String> {
    let mut given = Vec::with_capacity(arguments.len());
    for node in arguments {
        given.push(match node {
            Node::Expref(node) => Argument::Expression(node),
            node => Argument::Value(owned(node, value)?),
        });
    }
    let function = FUNCTIONS.iter().find(|function| function.name == name);
    let function = function.ok_or_else(|| format!("Unknown function: {name}()"))?;
    check_count(function, given.len())?;
    for (argument, allowed) in given.iter().zip(function.takes) {
        check(function.name, argument, allowed)?;
    }
    (function.run)(&mut given)
}

fn check_count(function: &Function, given: usize) -> Result<(), String> {
    let wanted = function.takes.len();
    let least = if function.repeats { "at least " } else { "" };
    if given == wanted || function.repeats && given > wanted {
        return Ok(());
    }
    let plural = if wanted == 1 { "" } else { "s" };
    Err(format!(
        "Expected {least}{wanted} argument{plural} for function {}(), received {given}",
        function.name
    ))
}

fn abs(value: Value) -> Value {
    match value.as_i64() {
        Some(whole) => whole.unsigned_abs().into(),
        None if value.is_f64() => number(value.as_f64().unwrap_or(0.0).abs()),
        None => value,
    }
}

fn whole(value: f64) -> Value {
    (value as i64).into()
}

fn sum(items: &[Value]) -> Value {
    if items.iter().any(Value::is_f64) {
        return number(items.iter().filter_map(Value::as_f64).sum());
    }
    let sum: i64 = items
        .iter()
        .filter_map(Value::as_i64)
        .fold(0, i64::saturating_add);
    sum.into()
}

fn average(items: &[Value]) -> Value {
    if items.is_empty() {
        return Value::Null;
    }
    let sum: f64 = items.iter().filter_map(Value::as_f64).sum();
    number(sum / items.len() as f64)
}

fn not_null(arguments: &mut [Argument]) -> Result<Value, String> {
    let mut values = arguments.iter_mut().map(Argument::take);
    Ok(values.find(|value| !value.is_null()).unwrap_or(Value::Null))
}

fn to_array(value: Value) -> Value {
    if value.is_array() {
        value
    } else {
        Value::Array(vec![value])
    }
}

fn to_string(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text),
        other => Value::String(dumps(&other, COMPACT)),
    }
}

fn to_number(value: Value) -> Value {
    match value {
        Value::Number(_) => value,
        Value::String(text) => {
            let text = text.trim();
            let float = || text.parse::<f64>().map_or(Value::Null, number);
            text.parse::<i64>().map_or_else(|_| float(), Value::from)
        }
        _ => Value::Null,
    }
}

fn contains(arguments: &mut [Argument]) -> Result<Value, String> {
    let wanted = arguments[1].take();
    match (arguments[0].take(), wanted) {
        (Value::String(text), Value::String(part)) => Ok(Value::Bool(text.contains(&part))),
        (Value::String(_), other) => {
            let name = type_name(&other, Objects::Plain);
            Err(format!(
                "'in <string>' requires string as left operand, not {name}"
            ))
        }
        (Value::Array(items), wanted) => {
            Ok(Value::Bool(items.iter().any(|item| equal(item, &wanted))))
        }
        _ => Ok(Value::Bool(false)),
    }
}

fn length(value: &Value) -> Value {
    match value {
        Value::String(text) => text.chars().count().into(),
        Value::Array(items) => items.len().into(),
        Value::Object(members) => members.len().into(),
        _ => Value::Null,
    }
}

fn reverse(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.chars().rev().collect()),
        Value::Array(mut items) => {
            items.reverse();
            Value::Array(items)
        }
        other => other,
    }
}

fn join(arguments: &mut [Argument]) -> Result<Value, String> {
    let separator = arguments[0].text();
    let items = arguments[1].items();
    let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
    Ok(Value::String(texts.join(&separator)))
}

fn map(arguments: &mut [Argument]) -> Result<Value, String> {
    let items = arguments[1].items();
    let found = items.iter().map(|item| arguments[0].on(item));
    Ok(Value::Array(found.collect::<Result<_, _>>()?))
}

fn merge(arguments: &mut [Argument]) -> Result<Value, String> {
    let mut merged = Map::new();
    for argument in arguments {
        if let Value::Object(members) = argument.take() {
            merged.extend(members);
        }
    }
    Ok(Value::Object(merged))
}

fn compare(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => order(left, right),
        (left, right) => ordered(left, right).unwrap_or(Ordering::Equal),
    }
}

/// The first item that is `side` of all others.
fn best(items: Vec<Value>, side: Ordering) -> Value {
    let better = |best: Value, item: Value| {
        if compare(&item, &best) == side {
            item
        } else {
            best
        }
    };
    items.into_iter().reduce(better).unwrap_or(Value::Null)
}

fn sorted(mut items: Vec<Value>) -> Value {
    sort::by(&mut items, compare);
    Value::Array(items)
}

fn keys(value: Value) -> Value {
    match value {
        Value::Object(members) => members.into_iter().map(|(name, _)| name).collect(),
        _ => Value::Null,
    }
}

fn values(value: Value) -> Value {
    match value {
        Value::Object(members) => members.into_iter().map(|(_, value)| value).collect(),
        _ => Value::Null,
    }
}

fn sort_by(arguments: &mut [Argument]) -> Result<Value, String> {
    let items = arguments[0].items();
    let Some(first) = items.first() else {
        return Ok(Value::Array(items));
    };
    let wanted = kind(&arguments[1].on(first)?);
    if !matches!(wanted, "number" | "string") {
        let shown = text(first, Objects::Plain);
        return Err(refused("sort_by", &shown, wanted, &["string", "number"]));
    }
    let mut keyed = Vec::with_capacity(items.len());
    for item in items {
        let key = key(&arguments[1], &item, "sort_by", &[wanted])?;
        keyed.push((key, item));
    }
    sort::by(&mut keyed, |left, right| compare(&left.0, &right.0));
    Ok(keyed.into_iter().map(|(_, item)| item).collect())
}

fn key(by: &Argument, item: &Value, name: &str, allowed: &[&str]) -> Result<Value, String> {
    let key = by.on(item)?;
    if allowed.contains(&kind(&key)) {
        return Ok(key);
    }
    Err(refused(
        name,
        &text(&key, Objects::Plain),
        kind(&key),
        allowed,
    ))
}

fn best_by(a: &mut [Argument], name: &str, sign: &str, side: Ordering) -> Result<Value, String> {
    let mut best: Option<(Value, Value)> = None;
    for item in a[0].items() {
        let key = key(&a[1], &item, name, &["number", "string"])?;
        let is_better = match &best {
            Some((other, _)) => {
                let order = ordered(&key, other);
                order.ok_or_else(|| unordered(sign, &key, other))? == side
            }
            None => true,
        };
        if is_better {
            best = Some((key, item));
        }
    }
    Ok(best.map_or(Value::Null, |(_, item)| item))
}
