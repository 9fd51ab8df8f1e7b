//! What is shown, before it is text: a tree that borrows from the world. Its objects are lists of
//! pairs, as nobody looks a member up: a JSON value's would hash each name, and keep a copy of it.
//! Tasks are shown by the hundred, and most of the time of such an answer went there.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use std::borrow::Cow;

/// The members of an object, in the order in which they are shown.
pub type Object<'a> = Vec<(&'a str, Shown<'a>)>;

/// A part of an answer.
#[derive(Clone, Debug)]
pub enum Shown<'a> {
    /// `null`.
    Null,
    /// A text.
    Text(Cow<'a, str>),
    /// A truth value.
    Truth(bool),
    /// A whole number.
    Integer(i64),
    /// A list.
    List(Vec<Shown<'a>>),
    /// An object.
    Object(Object<'a>),
    /// What is kept as JSON.
    Kept(&'a Value),
    /// What was made as JSON.
    Made(Value),
}

impl Shown<'_> {
    /// An empty list.
    pub fn none() -> Shown<'static> {
        Shown::List(Vec::new())
    }

    /// The same as a JSON value, for who looks into it.
    pub fn value(self) -> Value {
        // Only a map with keys that are no texts could fail.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Its JSON text, of about so many bytes: a text that grows is copied again and again.
    pub fn text(&self, bytes: usize) -> String {
        let mut text = Vec::with_capacity(bytes);
        // Only a map with keys that are no texts could fail, and only texts are written.
        match serde_json::to_writer(&mut text, self) {
            Ok(()) => String::from_utf8(text).unwrap_or_default(),
            Err(_) => String::new(),
        }
    }
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Shown::Null => serializer.serialize_unit(),
            Shown::Text(text) => serializer.serialize_str(text),
            Shown::Truth(truth) => serializer.serialize_bool(*truth),
            Shown::Integer(number) => serializer.serialize_i64(*number),
            Shown::List(rows) => serializer.collect_seq(rows),
            Shown::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
            Shown::Kept(value) => value.serialize(serializer),
            Shown::Made(value) => value.serialize(serializer),
        }
    }
}

impl<'a> From<&'a str> for Shown<'a> {
    fn from(text: &'a str) -> Shown<'a> {
        Shown::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Shown<'_> {
    fn from(text: String) -> Self {
        Shown::Text(Cow::Owned(text))
    }
}

impl From<bool> for Shown<'_> {
    fn from(truth: bool) -> Self {
        Shown::Truth(truth)
    }
}

impl From<Value> for Shown<'_> {
    fn from(value: Value) -> Self {
        Shown::Made(value)
    }
}

impl<'a> From<Object<'a>> for Shown<'a> {
    fn from(members: Object<'a>) -> Shown<'a> {
        Shown::Object(members)
    }
}

impl<'a> From<Vec<Shown<'a>>> for Shown<'a> {
    fn from(rows: Vec<Shown<'a>>) -> Shown<'a> {
        Shown::List(rows)
    }
}

impl<'a> From<Vec<Object<'a>>> for Shown<'a> {
    fn from(rows: Vec<Object<'a>>) -> Shown<'a> {
        Shown::List(rows.into_iter().map(Shown::Object).collect())
    }
}

macro_rules! integers {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Shown<'_> {
            fn from(number: $kind) -> Self {
                Shown::Integer(i64::from(number))
            }
        }
    )*};
}
integers!(u16, u32, i32, i64);

/// The members of an object that is [`Shown`].
macro_rules! object {
    ({ $($name:literal: $value:expr),* $(,)? }) => {{
        // With room for those that not every object has.
        let least = [$($name),*].len();
        let mut object = $crate::api::render::shown::Object::with_capacity(least + least / 2);
        $(object.push(($name, $crate::api::render::shown::Shown::from($value)));)*
        object
    }};
}
pub(in crate::api) use object;
