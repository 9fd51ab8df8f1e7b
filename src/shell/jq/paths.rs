//! Values with the paths to them, and what is done along paths.

use super::run::{Emit, Flow, Stop, error};
use super::value::{Object, Val, compare, equal, find, list, number, put, text};
use crate::sim::sort;
use std::rc::Rc;

/// More items than this no index makes.
const ITEMS_MOST: f64 = 1_000_000.0;

/// A value, and how it was reached where that is asked for.
#[derive(Clone)]
pub struct Item {
    pub value: Val,
    pub track: Track,
}

#[derive(Clone)]
pub enum Track {
    /// Nobody asks.
    Off,
    /// Along these keys.
    At(Option<Rc<Node>>),
    /// It was made on the way: no path leads to it.
    Lost,
}

pub struct Node {
    key: Val,
    before: Option<Rc<Node>>,
}

impl Item {
    pub fn plain(value: Val) -> Item {
        let track = Track::Off;
        Item { value, track }
    }

    /// The start of paths.
    pub fn root(value: Val) -> Item {
        let track = Track::At(None);
        Item { value, track }
    }

    /// A value that was made of this one.
    pub fn made(&self, value: Val) -> Item {
        let simple = !matches!(value, Val::Text(_) | Val::List(_) | Val::Object(_));
        let track = match &self.track {
            Track::Off => Track::Off,
            // jq does not tell a number from the same number.
            Track::At(path) if simple && equal(&value, &self.value) => Track::At(path.clone()),
            Track::At(_) | Track::Lost => Track::Lost,
        };
        Item { value, track }
    }

    fn step(&self, key: &Val, value: Val) -> Item {
        let track = match &self.track {
            Track::At(before) => Track::At(Some(Rc::new(Node {
                key: key.clone(),
                before: before.clone(),
            }))),
            Track::Off => Track::Off,
            Track::Lost => Track::Lost,
        };
        Item { value, track }
    }

    /// What stands at the end of more keys.
    pub fn along(&self, keys: &[Val], value: Val) -> Item {
        let end = keys
            .iter()
            .fold(self.clone(), |item, key| item.step(key, Val::Null));
        let track = end.track;
        Item { value, track }
    }

    /// The keys that lead to it.
    pub fn path(&self) -> Result<Val, Stop> {
        let Track::At(last) = &self.track else {
            let result = self.value.short();
            return error(format!("Invalid path expression with result {result}"));
        };
        let mut keys = Vec::new();
        let mut node = last;
        while let Some(here) = node {
            keys.push(here.key.clone());
            node = &here.before;
        }
        keys.reverse();
        Ok(list(keys))
    }

    fn must_be_reached(&self, what: &str) -> Flow {
        match self.track {
            Track::Lost => {
                let of = self.value.short();
                error(format!(
                    "Invalid path expression with near attempt to {what} {of}"
                ))
            }
            Track::Off | Track::At(_) => Ok(()),
        }
    }
}

pub fn index(of: Item, key: &Val) -> Result<Item, Stop> {
    let what = format!("access element {} of", key.short());
    of.must_be_reached(&what)?;
    Ok(of.step(key, get(&of.value, key)?))
}

/// All that is in a value.
pub fn each(of: Item, emit: Emit) -> Flow {
    of.must_be_reached("iterate through")?;
    match &of.value {
        Val::List(items) => {
            for (place, item) in items.iter().enumerate() {
                emit(of.step(&number(place), item.clone()))?;
            }
            Ok(())
        }
        Val::Object(members) => {
            for (name, value) in members.iter() {
                emit(of.step(&Val::Text(name.clone()), value.clone()))?;
            }
            Ok(())
        }
        other => error(format!("Cannot iterate over {}", other.shown())),
    }
}

/// `{"start": from, "end": to}`
pub fn slice_key(from: Val, to: Val) -> Val {
    Val::Object(Rc::new(vec![("start".into(), from), ("end".into(), to)]))
}

/// The bounds of a slice of so many items.
fn bounds(key: &Object, count: usize) -> Result<(usize, usize), Stop> {
    let bound = |name: &str, default: f64| match find(key, name) {
        Some(Val::Null) => Ok(default),
        Some(Val::Number(number)) => Ok(*number),
        None | Some(_) => error("Start and end indices of an array slice must be numbers"),
    };
    let count = count as f64;
    let (from, to) = (bound("start", 0.0)?, bound("end", count)?);
    let within = |place: f64| {
        let place = if place < 0.0 { place + count } else { place };
        place.clamp(0.0, count)
    };
    let (from, to) = (within(from).floor(), within(to).ceil());
    Ok((from as usize, to.max(from) as usize))
}

fn place_of(number: f64, count: usize) -> Option<usize> {
    let place = number.floor();
    let place = if place < 0.0 {
        place + count as f64
    } else {
        place
    };
    (place >= 0.0).then_some(place as usize)
}

pub fn get(of: &Val, key: &Val) -> Result<Val, Stop> {
    match (of, key) {
        (Val::Object(members), Val::Text(name)) => {
            Ok(find(members, name).cloned().unwrap_or(Val::Null))
        }
        (Val::List(_), Val::Number(number)) if number.fract() != 0.0 => Ok(Val::Null),
        (Val::List(items), Val::Number(number)) => {
            let item = place_of(*number, items.len()).and_then(|place| items.get(place));
            Ok(item.cloned().unwrap_or(Val::Null))
        }
        (Val::List(items), Val::Object(key)) => {
            let (from, to) = bounds(key, items.len())?;
            Ok(list(items[from..to].to_vec()))
        }
        (Val::Text(whole), Val::Object(key)) => {
            let letters: Vec<char> = whole.chars().collect();
            let (from, to) = bounds(key, letters.len())?;
            Ok(text(&letters[from..to].iter().collect::<String>()))
        }
        (Val::List(items), Val::List(wanted)) => Ok(places(items, wanted)),
        (Val::Null, Val::Text(_) | Val::Number(_) | Val::Null) => Ok(Val::Null),
        (Val::Null, Val::Object(_)) => Ok(Val::Null),
        _ => wrong(of, key),
    }
}

fn wrong<T>(of: &Val, key: &Val) -> Result<T, Stop> {
    let key = match key {
        Val::Text(name) => format!("string \"{name}\""),
        other => other.kind().to_string(),
    };
    error(format!("Cannot index {} with {key}", of.kind()))
}

/// Where some items stand in others.
pub fn places(items: &[Val], wanted: &[Val]) -> Val {
    if wanted.is_empty() {
        return Val::Null;
    }
    let windows = items.windows(wanted.len()).enumerate();
    let fits = windows.filter(|(_, window)| {
        let mut pairs = window.iter().zip(wanted);
        pairs.all(|(left, right)| equal(left, right))
    });
    list(fits.map(|(place, _)| number(place)).collect())
}

pub fn get_path(of: &Val, path: &[Val]) -> Result<Val, Stop> {
    let mut value = of.clone();
    for key in path {
        if matches!(value, Val::Null) {
            return Ok(Val::Null);
        }
        value = get(&value, key)?;
    }
    Ok(value)
}

/// A value with another one at the end of a path. What is not shared is changed in its place.
pub fn set_path(of: Val, path: &[Val], to: Val) -> Result<Val, Stop> {
    let Some((key, rest)) = path.split_first() else {
        return Ok(to);
    };
    let inner = get(&of, key)?;
    let inner = set_path(inner, rest, to)?;
    put_at(of, key, inner)
}

fn put_at(of: Val, key: &Val, value: Val) -> Result<Val, Stop> {
    match (of, key) {
        (Val::Null, Val::Text(name)) => Ok(Val::Object(Rc::new(vec![(name.clone(), value)]))),
        (Val::Object(mut members), Val::Text(name)) => {
            put(Rc::make_mut(&mut members), name.clone(), value);
            Ok(Val::Object(members))
        }
        (Val::Null, Val::Number(_)) => put_at(list(Vec::new()), key, value),
        (Val::List(mut items), Val::Number(at)) => {
            let Some(place) = place_of(*at, items.len()) else {
                return error("Out of bounds negative array index");
            };
            if *at > ITEMS_MOST {
                return error("Array index too large");
            }
            let all = Rc::make_mut(&mut items);
            if place >= all.len() {
                all.resize(place + 1, Val::Null);
            }
            all[place] = value;
            Ok(Val::List(items))
        }
        (Val::Null, Val::Object(_)) => put_at(list(Vec::new()), key, value),
        (Val::List(mut items), Val::Object(bounds_key)) => {
            let Val::List(given) = value else {
                return error("A slice of an array can only be assigned another array");
            };
            let (from, to) = bounds(bounds_key, items.len())?;
            Rc::make_mut(&mut items).splice(from..to, given.iter().cloned());
            Ok(Val::List(items))
        }
        (of, key) => wrong(&of, key),
    }
}

/// A value without what these paths lead to: the last is taken away first.
pub fn delete_paths(of: Val, paths: &[Val]) -> Result<Val, Stop> {
    let mut paths = paths.to_vec();
    sort::by(&mut paths, compare);
    paths.iter().rev().try_fold(of, |of, path| match path {
        Val::List(keys) => delete(of, keys),
        _ => error("Path must be specified as an array"),
    })
}

fn delete(of: Val, path: &[Val]) -> Result<Val, Stop> {
    match (path, &of) {
        ([], _) | (_, Val::Null) => Ok(Val::Null),
        ([key], _) => take_away(of, key),
        ([key, rest @ ..], _) => match get(&of, key)? {
            Val::Null => Ok(of),
            inner => {
                let inner = delete(inner, rest)?;
                put_at(of, key, inner)
            }
        },
    }
}

fn take_away(of: Val, key: &Val) -> Result<Val, Stop> {
    match (of, key) {
        (Val::Object(mut members), Val::Text(name)) => {
            Rc::make_mut(&mut members).retain(|(own, _)| own != name);
            Ok(Val::Object(members))
        }
        (Val::List(mut items), Val::Number(at)) => {
            if let Some(place) = place_of(*at, items.len()).filter(|place| *place < items.len()) {
                Rc::make_mut(&mut items).remove(place);
            }
            Ok(Val::List(items))
        }
        (Val::List(mut items), Val::Object(key)) => {
            let (from, to) = bounds(key, items.len())?;
            Rc::make_mut(&mut items).drain(from..to);
            Ok(Val::List(items))
        }
        (Val::Object(_), _) => error("Cannot delete field at array index of object"),
        (Val::List(_), _) => error("Cannot delete field at object index of array"),
        (other, _) => error(format!("Cannot delete fields from {}", other.kind())),
    }
}
