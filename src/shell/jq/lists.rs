//! Functions of arrays and objects.

use super::operators::{self, plus};
use super::run::{Stop, error};
use super::value::{Object, Val, compare, equal, find, list, number, put, sorted_names, text};
use crate::sim::sort;
use std::cmp::Ordering;

type Made = Result<Val, Stop>;

pub fn length(value: &Val, _: &[Val]) -> Made {
    match value {
        Val::Null => Ok(number(0)),
        Val::Number(own) => Ok(Val::Number(own.abs())),
        Val::Text(text) => Ok(number(text.chars().count())),
        Val::List(items) => Ok(number(items.len())),
        Val::Object(members) => Ok(number(members.len())),
        Val::Truth(_) => error(format!("{} has no length", value.shown())),
    }
}

pub fn keys(value: &Val, sorted: bool) -> Made {
    match value {
        Val::List(items) => Ok(list((0..items.len()).map(number).collect())),
        Val::Object(members) if sorted => Ok(list(
            sorted_names(members).into_iter().map(Val::Text).collect(),
        )),
        Val::Object(members) => Ok(list(
            members
                .iter()
                .map(|(name, _)| Val::Text(name.clone()))
                .collect(),
        )),
        other => error(format!("{} has no keys", other.shown())),
    }
}

pub fn has(value: &Val, words: &[Val]) -> Made {
    match (value, &words[0]) {
        (Val::Object(members), Val::Text(name)) => Ok(Val::Truth(find(members, name).is_some())),
        (Val::List(items), Val::Number(at)) => {
            Ok(Val::Truth(*at >= 0.0 && *at < items.len() as f64))
        }
        (value, key) => error(format!(
            "Cannot check whether {} has a {} key",
            value.kind(),
            key.kind()
        )),
    }
}

pub fn contains(value: &Val, words: &[Val]) -> Made {
    contained(value, &words[0]).map(Val::Truth)
}

fn contained(whole: &Val, part: &Val) -> Result<bool, Stop> {
    match (whole, part) {
        (Val::Object(members), Val::Object(wanted)) => {
            for (name, value) in wanted.iter() {
                match find(members, name) {
                    Some(own) if contained(own, value)? => {}
                    _ => return Ok(false),
                }
            }
            Ok(true)
        }
        (Val::List(items), Val::List(wanted)) => {
            for value in wanted.iter() {
                let mut some = false;
                for item in items.iter() {
                    some = some || item.kind() == value.kind() && contained(item, value)?;
                }
                if !some {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        (Val::Text(whole), Val::Text(part)) => Ok(whole.contains(&**part)),
        _ if whole.kind() == part.kind() => Ok(equal(whole, part)),
        _ => error(format!(
            "{} and {} cannot have their containment checked",
            whole.shown(),
            part.shown()
        )),
    }
}

pub fn add(value: &Val, _: &[Val]) -> Made {
    let mut sum = Val::Null;
    match value {
        Val::List(items) => {
            for item in items.iter() {
                sum = plus(&sum, item)?;
            }
        }
        Val::Object(members) => {
            for (_, item) in members.iter() {
                sum = plus(&sum, item)?;
            }
        }
        other => return error(format!("Cannot iterate over {}", other.shown())),
    }
    Ok(sum)
}

pub fn join(value: &Val, words: &[Val]) -> Made {
    let Val::List(items) = value else {
        return error(format!("Cannot iterate over {}", value.shown()));
    };
    if items.is_empty() {
        return Ok(text(""));
    }
    let mut whole = Val::Null;
    for item in items.iter() {
        whole = match &whole {
            Val::Null => text(""),
            before => plus(before, &words[0])?,
        };
        let item = match item {
            Val::Truth(_) | Val::Number(_) => text(&super::write::compact(item)),
            Val::Null => text(""),
            other => other.clone(),
        };
        whole = plus(&whole, &item)?;
    }
    Ok(whole)
}

/// An object of `{"key": …, "value": …}`, and of their other names.
pub fn from_entries(value: &Val, _: &[Val]) -> Made {
    let Val::List(items) = value else {
        return error(format!("Cannot iterate over {}", value.shown()));
    };
    let mut members = Object::new();
    for item in items.iter() {
        if !matches!(item, Val::Object(_)) {
            return error(format!("Cannot index {} with string \"key\"", item.kind()));
        }
        let names = ["key", "k", "name", "Name", "K", "Key"];
        let mut keys = names.iter().map(|name| item.member(name));
        let key = keys.find(Val::is_true).unwrap_or(Val::Null);
        let Val::Text(name) = key else {
            return error(format!("Cannot use {} as object key", key.shown()));
        };
        let values = ["value", "v", "Value", "V"].into_iter();
        let mut values = values.map(|name| item.member(name));
        let own = values.find(|value| !matches!(value, Val::Null));
        put(&mut members, name, own.unwrap_or(Val::Null));
    }
    Ok(Val::Object(members.into()))
}

/// Rows as columns; what is missing is null.
pub fn transpose(value: &Val, _: &[Val]) -> Made {
    let Val::List(rows) = value else {
        return error(format!("Cannot iterate over {}", value.shown()));
    };
    let mut width = 0;
    for row in rows.iter() {
        match row {
            Val::List(items) => width = width.max(items.len()),
            other => return error(format!("Cannot index {} with number", other.kind())),
        }
    }
    let cell = |row: &Val, at: usize| match row {
        Val::List(items) => items.get(at).cloned().unwrap_or(Val::Null),
        _ => Val::Null,
    };
    let columns = (0..width).map(|at| list(rows.iter().map(|row| cell(row, at)).collect()));
    Ok(list(columns.collect()))
}

pub fn reverse(value: &Val, _: &[Val]) -> Made {
    match value {
        Val::List(items) => Ok(list(items.iter().rev().cloned().collect())),
        Val::Null => Ok(list(Vec::new())),
        Val::Text(whole) if whole.is_empty() => Ok(list(Vec::new())),
        other => error(format!("Cannot index {} with number", other.kind())),
    }
}

pub fn flatten(value: &Val, words: &[Val]) -> Made {
    let Val::Number(depth) = words[0] else {
        return error("flatten depth must not be negative");
    };
    if depth < 0.0 {
        return error("flatten depth must not be negative");
    }
    let mut flat = Vec::new();
    flatten_into(value, depth, &mut flat)?;
    Ok(list(flat))
}

fn flatten_into(value: &Val, depth: f64, flat: &mut Vec<Val>) -> Result<(), Stop> {
    let items: Vec<Val> = match value {
        Val::List(items) => items.to_vec(),
        Val::Object(members) => members.iter().map(|(_, value)| value.clone()).collect(),
        other => return error(format!("Cannot iterate over {}", other.shown())),
    };
    for item in items {
        match item {
            Val::List(_) if depth > 0.0 => flatten_into(&item, depth - 1.0, flat)?,
            item => flat.push(item),
        }
    }
    Ok(())
}

/// Items with what they are sorted by, in that order.
fn sorted(value: &Val, keys: &Val) -> Result<Vec<(Val, Val)>, Stop> {
    let (Val::List(items), Val::List(keys)) = (value, keys) else {
        return error(format!(
            "{} cannot be sorted, as it is not an array",
            value.shown()
        ));
    };
    let mut rows: Vec<(Val, Val)> = keys.iter().cloned().zip(items.iter().cloned()).collect();
    sort::by(&mut rows, |left, right| compare(&left.0, &right.0));
    Ok(rows)
}

pub fn sort(value: &Val) -> Made {
    sort_by(value, std::slice::from_ref(value))
}

pub fn sort_by(value: &Val, words: &[Val]) -> Made {
    let rows = sorted(value, &words[0])?;
    Ok(list(rows.into_iter().map(|(_, item)| item).collect()))
}

fn groups(value: &Val, keys: &Val) -> Result<Vec<Vec<Val>>, Stop> {
    let mut groups: Vec<(Val, Vec<Val>)> = Vec::new();
    for (key, item) in sorted(value, keys)? {
        match groups.last_mut() {
            Some((last, items)) if equal(last, &key) => items.push(item),
            _ => groups.push((key, vec![item])),
        }
    }
    Ok(groups.into_iter().map(|(_, items)| items).collect())
}

pub fn group_by(value: &Val, words: &[Val]) -> Made {
    let groups = groups(value, &words[0])?;
    Ok(list(groups.into_iter().map(list).collect()))
}

pub fn unique_by(value: &Val, words: &[Val]) -> Made {
    let groups = groups(value, &words[0])?;
    Ok(list(
        groups
            .into_iter()
            .filter_map(|items| items.into_iter().next())
            .collect(),
    ))
}

pub fn min_by(value: &Val, words: &[Val]) -> Made {
    best(value, &words[0], |order| order == Ordering::Less)
}

/// The last of those that are equal.
pub fn max_by(value: &Val, words: &[Val]) -> Made {
    best(value, &words[0], |order| order != Ordering::Less)
}

fn best(value: &Val, keys: &Val, better: fn(Ordering) -> bool) -> Made {
    let (Val::List(items), Val::List(keys)) = (value, keys) else {
        let (value, keys) = (value.shown(), keys.shown());
        return error(format!("{value} and {keys} cannot be iterated over"));
    };
    let mut rows = keys.iter().zip(items.iter());
    let Some(mut best) = rows.next() else {
        return Ok(Val::Null);
    };
    for row in rows {
        if better(compare(row.0, best.0)) {
            best = row;
        }
    }
    Ok(best.1.clone())
}

/// What `/` gives of two texts, for `split`.
pub fn split(whole: &Val, between: &Val) -> Made {
    match (whole, between) {
        (Val::Text(whole), Val::Text(between)) => Ok(operators::split(whole, between)),
        _ => error("split input and separator must be strings"),
    }
}
