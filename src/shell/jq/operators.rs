//! The operators between two values. Source: the manual of jq 1.6; the messages by behaviour.

use super::run::{Stop, error};
use super::value::{Object, Val, compare, equal, find, list, put, text};
use std::cmp::Ordering;
use std::rc::Rc;

type Made = Result<Val, Stop>;

/// More bytes than this no text is repeated to.
const TEXT_MOST: f64 = 10_000_000.0;

pub fn negated(value: &Val) -> Made {
    match value {
        Val::Number(number) => Ok(Val::Number(-number)),
        other => error(format!("{} cannot be negated", other.shown())),
    }
}

pub fn binary(sign: &str, left: &Val, right: &Val) -> Made {
    let order = || compare(left, right);
    Ok(Val::Truth(match sign {
        "+" => return plus(left, right),
        "-" => return minus(left, right),
        "*" => return times(left, right),
        "/" => return divided(left, right),
        "%" => return rest(left, right),
        "==" => equal(left, right),
        "!=" => !equal(left, right),
        "<" => order() == Ordering::Less,
        "<=" => order() != Ordering::Greater,
        ">" => order() == Ordering::Greater,
        _ => order() != Ordering::Less,
    }))
}

fn cannot(left: &Val, right: &Val, what: &str) -> Made {
    error(format!(
        "{} and {} cannot be {what}",
        left.shown(),
        right.shown()
    ))
}

pub fn plus(left: &Val, right: &Val) -> Made {
    match (left, right) {
        (Val::Null, other) | (other, Val::Null) => Ok(other.clone()),
        (Val::Number(left), Val::Number(right)) => Ok(Val::Number(left + right)),
        (Val::Text(left), Val::Text(right)) => Ok(text(&format!("{left}{right}"))),
        (Val::List(left), Val::List(right)) => Ok(list([&left[..], &right[..]].concat())),
        (Val::Object(left), Val::Object(right)) => {
            let mut members = (**left).clone();
            for (name, value) in right.iter() {
                put(&mut members, name.clone(), value.clone());
            }
            Ok(Val::Object(Rc::new(members)))
        }
        _ => cannot(left, right, "added"),
    }
}

fn minus(left: &Val, right: &Val) -> Made {
    match (left, right) {
        (Val::Number(left), Val::Number(right)) => Ok(Val::Number(left - right)),
        (Val::List(left), Val::List(right)) => {
            let stays = |item: &&Val| !right.iter().any(|other| equal(item, other));
            Ok(list(left.iter().filter(stays).cloned().collect()))
        }
        _ => cannot(left, right, "subtracted"),
    }
}

fn times(left: &Val, right: &Val) -> Made {
    match (left, right) {
        (Val::Number(left), Val::Number(right)) => Ok(Val::Number(left * right)),
        (Val::Text(part), Val::Number(count)) | (Val::Number(count), Val::Text(part)) => {
            if count.is_nan() || *count <= 0.0 {
                return Ok(Val::Null);
            }
            if count * part.len() as f64 > TEXT_MOST {
                return error("Repeat string result too long");
            }
            Ok(text(&part.repeat((count.ceil() as usize).max(1))))
        }
        (Val::Object(left), Val::Object(right)) => Ok(Val::Object(Rc::new(merged(left, right)))),
        _ => cannot(left, right, "multiplied"),
    }
}

/// Objects inside of objects are merged too.
fn merged(left: &Object, right: &Object) -> Object {
    let mut members = left.clone();
    for (name, value) in right {
        let value = match (find(&members, name), value) {
            (Some(Val::Object(before)), Val::Object(after)) => {
                Val::Object(Rc::new(merged(before, after)))
            }
            _ => value.clone(),
        };
        put(&mut members, name.clone(), value);
    }
    members
}

fn divided(left: &Val, right: &Val) -> Made {
    match (left, right) {
        (Val::Number(_), Val::Number(0.0)) => {
            cannot(left, right, "divided because the divisor is zero")
        }
        (Val::Number(left), Val::Number(right)) => Ok(Val::Number(left / right)),
        (Val::Text(whole), Val::Text(between)) => Ok(split(whole, between)),
        _ => cannot(left, right, "divided"),
    }
}

/// The parts of a text; its letters where nothing stands between them.
pub fn split(whole: &str, between: &str) -> Val {
    let parts: Vec<Val> = if whole.is_empty() {
        Vec::new()
    } else if between.is_empty() {
        whole
            .chars()
            .map(|letter| text(&letter.to_string()))
            .collect()
    } else {
        whole.split(between).map(text).collect()
    };
    list(parts)
}

/// Of whole numbers, whose signs are those of the left ones.
fn rest(left: &Val, right: &Val) -> Made {
    match (left, right) {
        (Val::Number(from), Val::Number(by)) => {
            let whole = |number: f64| number as i64;
            match whole(*by).unsigned_abs() {
                0 => cannot(
                    left,
                    right,
                    "divided (remainder) because the divisor is zero",
                ),
                by => {
                    let size = (whole(*from).unsigned_abs() % by) as f64;
                    Ok(Val::Number(if *from < 0.0 { -size } else { size }))
                }
            }
        }
        _ => cannot(left, right, "divided"),
    }
}
