//! Values of jq: JSON with numbers of 64 bits of floating point, shared instead of copied.

use crate::sim::sort;
use std::cmp::Ordering;
use std::rc::Rc;

/// A value.
#[derive(Clone, Debug)]
pub enum Val {
    Null,
    Truth(bool),
    Number(f64),
    Text(Rc<str>),
    List(Rc<Vec<Val>>),
    Object(Rc<Object>),
}

/// Members in the order in which they came.
pub type Object = Vec<(Rc<str>, Val)>;

/// Bytes of a value that messages show. Source: jq 1.6, by behaviour.
const SHOWN: usize = 11;
/// Bytes up to which they show all of it.
const WHOLE: usize = 14;

pub fn text(text: &str) -> Val {
    Val::Text(text.into())
}

pub fn list(items: Vec<Val>) -> Val {
    Val::List(Rc::new(items))
}

/// A whole number as a value.
pub fn number(count: usize) -> Val {
    Val::Number(count as f64)
}

impl Val {
    /// `number`, `string`, …
    pub fn kind(&self) -> &'static str {
        match self {
            Val::Null => "null",
            Val::Truth(_) => "boolean",
            Val::Number(_) => "number",
            Val::Text(_) => "string",
            Val::List(_) => "array",
            Val::Object(_) => "object",
        }
    }

    /// Null and false are not true.
    pub fn is_true(&self) -> bool {
        !matches!(self, Val::Null | Val::Truth(false))
    }

    /// A member of an object; null where there is none.
    pub fn member(&self, name: &str) -> Val {
        match self {
            Val::Object(members) => find(members, name).cloned().unwrap_or(Val::Null),
            _ => Val::Null,
        }
    }

    /// `string ("abc")`, shortened.
    pub fn shown(&self) -> String {
        format!("{} ({})", self.kind(), self.short())
    }

    /// The value as JSON, shortened.
    pub fn short(&self) -> String {
        let whole = super::write::compact(self);
        if whole.len() <= WHOLE {
            return whole;
        }
        let bytes = &whole.as_bytes()[..SHOWN];
        format!("{}...", String::from_utf8_lossy(bytes))
    }

    fn rank(&self) -> u8 {
        match self {
            Val::Null => 0,
            Val::Truth(false) => 1,
            Val::Truth(true) => 2,
            Val::Number(_) => 3,
            Val::Text(_) => 4,
            Val::List(_) => 5,
            Val::Object(_) => 6,
        }
    }
}

/// A member by its name.
pub fn find<'o>(members: &'o Object, name: &str) -> Option<&'o Val> {
    let mut members = members.iter();
    members
        .find(|(own, _)| **own == *name)
        .map(|(_, value)| value)
}

/// Sets a member; null removes nothing.
pub fn put(members: &mut Object, name: Rc<str>, value: Val) {
    match members.iter_mut().find(|(own, _)| *own == name) {
        Some((_, before)) => *before = value,
        None => members.push((name, value)),
    }
}

/// The names of an object, sorted.
pub fn sorted_names(members: &Object) -> Vec<Rc<str>> {
    let mut names: Vec<Rc<str>> = members.iter().map(|(name, _)| name.clone()).collect();
    sort::sort(&mut names);
    names
}

/// The order of all values: by kind, then within it. What is no number is less than any.
pub fn compare(left: &Val, right: &Val) -> Ordering {
    match (left, right) {
        (Val::Number(left), Val::Number(right)) => match left.partial_cmp(right) {
            Some(order) => order,
            None if left.is_nan() => Ordering::Less,
            None => Ordering::Greater,
        },
        (Val::Text(left), Val::Text(right)) => left.cmp(right),
        (Val::List(left), Val::List(right)) => lists(left, right),
        (Val::Object(left), Val::Object(right)) => objects(left, right),
        (left, right) => left.rank().cmp(&right.rank()),
    }
}

fn lists(left: &[Val], right: &[Val]) -> Ordering {
    for (left, right) in left.iter().zip(right) {
        let order = compare(left, right);
        if order != Ordering::Equal {
            return order;
        }
    }
    left.len().cmp(&right.len())
}

/// By their sorted names, then by their values in the order of those.
fn objects(left: &Object, right: &Object) -> Ordering {
    let names = sorted_names(left);
    let order = names.cmp(&sorted_names(right));
    if order != Ordering::Equal {
        return order;
    }
    for name in names {
        let null = Val::Null;
        let of = |members| find(members, &name).unwrap_or(&null);
        let order = compare(of(left), of(right));
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}

pub fn equal(left: &Val, right: &Val) -> bool {
    compare(left, right) == Ordering::Equal
}
