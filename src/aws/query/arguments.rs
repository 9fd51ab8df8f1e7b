//! Arguments of functions: what they are, and what they may be.

use super::parser::Node;
use super::run::owned;
use crate::aws::python::repr::{Objects, quoted_list, text, type_name};
use serde_json::Value;

/// An argument: a value, or an expression.
pub enum Argument<'n> {
    Value(Value),
    Expression(&'n Node),
}

impl Argument<'_> {
    pub fn take(&mut self) -> Value {
        match self {
            Argument::Value(value) => value.take(),
            Argument::Expression(_) => Value::Null,
        }
    }

    pub fn items(&mut self) -> Vec<Value> {
        match self.take() {
            Value::Array(items) => items,
            _ => Vec::new(),
        }
    }

    pub fn text(&mut self) -> String {
        match self.take() {
            Value::String(text) => text,
            _ => String::new(),
        }
    }

    pub fn float(&mut self) -> f64 {
        self.take().as_f64().unwrap_or(0.0)
    }

    pub fn on(&self, value: &Value) -> Result<Value, String> {
        match self {
            Argument::Expression(node) => owned(node, value),
            Argument::Value(_) => Ok(Value::Null),
        }
    }

    /// Its type as Python names it, and as the language does.
    pub fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Argument::Value(value) => (type_name(value, Objects::Plain), kind(value)),
            Argument::Expression(_) => ("_Expression", "expref"),
        }
    }
}

/// The name of a value's type.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Whether an argument may be what it is; `allowed` may be empty, which allows all.
pub fn check(name: &str, argument: &Argument, allowed: &[&str]) -> Result<(), String> {
    if allowed.is_empty() {
        return Ok(());
    }
    let (_, own) = argument.kind();
    let base = |allowed: &&str| allowed.split('-').next().is_some_and(|base| base == own);
    if !allowed.iter().any(base) {
        let shown = match argument {
            Argument::Value(value) => text(value, Objects::Plain),
            Argument::Expression(_) => "an expression".to_owned(),
        };
        return Err(refused(name, &shown, own, allowed));
    }
    let items: Vec<&str> = allowed
        .iter()
        .filter_map(|one| one.strip_prefix("array-"))
        .collect();
    match argument {
        Argument::Value(Value::Array(found)) if !items.is_empty() => {
            check_items(name, found, &items, allowed)
        }
        Argument::Value(_) | Argument::Expression(_) => Ok(()),
    }
}

/// All items are of one of the kinds, and of that of the first.
fn check_items(name: &str, found: &[Value], of: &[&str], allowed: &[&str]) -> Result<(), String> {
    let wanted = match (of, found.first()) {
        ([only], _) => *only,
        (_, Some(first)) => of
            .iter()
            .find(|one| **one == kind(first))
            .copied()
            .unwrap_or(""),
        (_, None) => return Ok(()),
    };
    match found.iter().find(|item| kind(item) != wanted) {
        Some(other) => {
            let shown = text(other, Objects::Plain);
            Err(refused(
                name,
                &shown,
                type_name(other, Objects::Plain),
                allowed,
            ))
        }
        None => Ok(()),
    }
}

/// What is said of a value of another type.
pub fn refused(function: &str, value: &str, is: &str, allowed: &[&str]) -> String {
    let allowed = quoted_list(allowed);
    format!(
        "In function {function}(), invalid type for value: {value}, \
         expected one of: {allowed}, received: \"{is}\""
    )
}
