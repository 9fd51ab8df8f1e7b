//! Answers as the CLI sees them: members that the model knows, in its order; times in words.
//! Source: botocore, `parsers.py`, by behaviour.

use super::ServiceError;
use crate::aws::outside::Answer;
use crate::aws::times;
use crate::shapes::{Kind, Shape};
use crate::sim::time::parse_iso8601;
use serde_json::{Map, Value, json};

/// The JSON of an answer; what is none is a message.
pub fn json(body: &str) -> Value {
    if body.is_empty() {
        return Value::Object(Map::new());
    }
    serde_json::from_str(body).unwrap_or_else(|_| json!({"message": body}))
}

/// What the answer is, with only what the model knows. Members without a value are left out.
pub fn parsed(shape: &Shape, value: Value, wire_times: bool) -> Value {
    match (&shape.kind, value) {
        (Kind::Structure { union: true, .. }, Value::Object(given))
            if given
                .keys()
                .next()
                .is_some_and(|name| shape.member(name).is_none()) =>
        {
            let name = given.into_iter().next().map(|(name, _)| name);
            json!({"SDK_UNKNOWN_MEMBER": {"name": name}})
        }
        (Kind::Structure { members, .. }, Value::Object(mut given)) => {
            let mut known = Map::new();
            for member in *members {
                let value = given.get_mut(member.name).map_or(Value::Null, Value::take);
                if !value.is_null() {
                    let value = parsed(member.shape.get(), value, wire_times);
                    known.insert(member.name.to_owned(), value);
                }
            }
            Value::Object(known)
        }
        (Kind::List { of, .. }, Value::Array(items)) => items
            .into_iter()
            .map(|item| parsed(of.get(), item, wire_times))
            .collect(),
        (Kind::Map { value: of }, Value::Object(given)) => {
            let each = given.into_iter();
            let each = each.map(|(name, value)| (name, parsed(of.get(), value, wire_times)));
            Value::Object(each.collect())
        }
        (Kind::Time, value) if !wire_times => time(value),
        (_, value) => value,
    }
}

fn time(value: Value) -> Value {
    let seconds = match &value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => match parse_iso8601(text) {
            Some(millis) => Some(millis as f64 / 1e3),
            None => text.parse().ok(),
        },
        _ => None,
    };
    seconds.map_or(value, |seconds| times::shown(seconds).into())
}

/// What a refusal says.
pub fn error(answer: &Answer) -> ServiceError {
    let body = json(&answer.body);
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let message = text("message")
        .or_else(|| text("Message"))
        .unwrap_or_default();
    let code = text("__type").map_or_else(|| answer.status.to_string(), str::to_owned);
    let code = code.rsplit('#').next().unwrap_or(&code).to_owned();
    ServiceError {
        code,
        message: message.to_owned(),
        retries: None,
    }
}
