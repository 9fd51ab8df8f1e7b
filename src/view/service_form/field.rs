//! Fields as data: which member of the request each of them asks for, and how. What kind of value
//! a member has is the API's model to say, so that no field repeats it.

use super::Choices;
use super::seen::Seen;
use crate::model::World;
use crate::shapes::{Kind, Shape, definition, input};
use serde_json::{Map, Value, json};

/// A field of a form.
pub struct Field {
    /// The member: a place in the request, or in the row of a list.
    pub path: &'static str,
    /// What the field is called.
    pub label: &'static str,
    /// What ECS takes where nothing is given, which is therefore never sent; empty if it has no
    /// such value.
    pub default: &'static str,
    /// What an empty field shows.
    pub example: &'static str,
    /// What the choice of nothing is called.
    pub none: &'static str,
    /// What values are called.
    pub names: &'static [(&'static str, &'static str)],
    /// The values that the world has for it.
    pub offers: Option<fn(&Seen) -> Choices>,
    /// Where it makes sense; None for everywhere. Elsewhere it is neither shown nor sent.
    pub when: Option<fn(&Seen) -> bool>,
    /// What the rows of a list have.
    pub rows: Option<Rows>,
    /// What else of the request changes with it.
    pub then: Option<fn(&mut Value, &World)>,
    /// Whether its choices are few and short, and stand side by side.
    pub side_by_side: bool,
    /// Whether it takes the whole width.
    pub wide: bool,
    /// Whether few ask for it, so that it is folded away in its group or row.
    pub rare: bool,
}

/// The rows of a list.
#[derive(Clone, Copy)]
pub struct Rows {
    /// What one row is called.
    pub one: &'static str,
    /// Its fields, with places in the row.
    pub fields: &'static [Field],
    /// What a new row begins with.
    pub fresh: fn(&Seen) -> Value,
}

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A text.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    Truth,
    /// One of a list; `free` if another text may be meant.
    One {
        /// Whether a text that is not in the list is fine.
        free: bool,
    },
    /// Some of a list.
    Several,
    /// Texts, parted by commas or blanks.
    Words,
    /// Names with values, a line for each.
    Lines,
    /// Any JSON.
    Json,
    /// Rows with fields of their own.
    Rows,
}

/// A field for a member.
pub const fn field(path: &'static str, label: &'static str) -> Field {
    Field {
        path,
        label,
        default: "",
        example: "",
        none: "none",
        names: &[],
        offers: None,
        when: None,
        rows: None,
        then: None,
        side_by_side: false,
        wide: false,
        rare: false,
    }
}

/// Rows for a list.
pub const fn rows(
    path: &'static str,
    label: &'static str,
    one: &'static str,
    fresh: fn(&Seen) -> Value,
    fields: &'static [Field],
) -> Field {
    let rows = Rows { one, fields, fresh };
    Field {
        rows: Some(rows),
        wide: true,
        ..field(path, label)
    }
}

impl Field {
    /// With the value that ECS takes by itself.
    pub const fn default(self, default: &'static str) -> Field {
        Field { default, ..self }
    }

    /// With what an empty field shows.
    pub const fn example(self, example: &'static str) -> Field {
        Field { example, ..self }
    }

    /// With another name for the choice of nothing.
    pub const fn none(self, none: &'static str) -> Field {
        Field { none, ..self }
    }

    /// With names for its values.
    pub const fn names(self, names: &'static [(&'static str, &'static str)]) -> Field {
        Field { names, ..self }
    }

    /// With values that the world has.
    pub const fn offers(self, offers: fn(&Seen) -> Choices) -> Field {
        Field {
            offers: Some(offers),
            ..self
        }
    }

    /// Only where this holds.
    pub const fn when(self, when: fn(&Seen) -> bool) -> Field {
        Field {
            when: Some(when),
            ..self
        }
    }

    /// With what changes after it.
    pub const fn then(self, then: fn(&mut Value, &World)) -> Field {
        Field {
            then: Some(then),
            ..self
        }
    }

    /// With its choices side by side.
    pub const fn side_by_side(self) -> Field {
        Field {
            side_by_side: true,
            wide: true,
            ..self
        }
    }

    /// Over the whole width.
    pub const fn wide(self) -> Field {
        Field { wide: true, ..self }
    }

    /// Folded away.
    pub const fn rare(self) -> Field {
        Field { rare: true, ..self }
    }

    /// Whether it makes sense now.
    pub fn shows(&self, seen: &Seen) -> bool {
        self.when.is_none_or(|when| when(seen))
    }

    /// How it is filled in, for the structure that its place begins in.
    pub fn entry(&self, of: &Shape) -> Entry {
        let named = !self.names.is_empty();
        let Some(shape) = shape_at(of, self.path) else {
            return Entry::Text;
        };
        match &shape.kind {
            Kind::Text { one_of, .. } if !one_of.is_empty() || named => Entry::One { free: false },
            Kind::Text { .. } | Kind::Integer { .. } | Kind::Long if self.offers.is_some() => {
                Entry::One { free: true }
            }
            Kind::Text { .. } | Kind::Time | Kind::Structure { .. } => Entry::Text,
            Kind::Integer { .. } | Kind::Long | Kind::Number { .. } => Entry::Number,
            Kind::Truth => Entry::Truth,
            Kind::List { .. } if self.rows.is_some() => Entry::Rows,
            Kind::List { .. } if self.offers.is_some() || named => Entry::Several,
            Kind::List { .. } => Entry::Words,
            Kind::Map { .. } => Entry::Lines,
            Kind::Document => Entry::Json,
        }
    }

    /// The value that a typed text stands for; None for nothing, and for what ECS takes by itself.
    pub fn typed(&self, of: &Shape, text: &str) -> Option<Value> {
        let trimmed = text.trim();
        if trimmed.is_empty() || trimmed == self.default {
            return None;
        }
        let value = typed(shape_at(of, self.path)?, trimmed);
        (value != Value::Bool(false)).then_some(value)
    }

    /// What a value is called.
    pub fn called(&self, value: &str) -> String {
        let known = self.names.iter().find(|(name, _)| *name == value);
        known.map_or_else(|| value.to_owned(), |(_, called)| (*called).to_owned())
    }
}

/// The structure that a field outside of rows begins in: what CreateService is given, or
/// UpdateService.
pub fn root(field: &Field) -> &'static Shape {
    let create = input("CreateService").filter(|shape| shape_at(shape, field.path).is_some());
    create
        .or_else(|| input("UpdateService"))
        .unwrap_or_else(definition)
}

/// The values of an enum at a place in a structure.
pub fn values(of: &Shape, place: &str) -> Choices {
    let one_of = shape_at(of, place).map_or(&[][..], |shape| shape.choices());
    let pairs = one_of
        .iter()
        .map(|value| ((*value).to_owned(), (*value).to_owned()));
    pairs.collect()
}

/// The shape at a place in a structure; the items of a list are at its own place.
pub fn shape_at(of: &Shape, place: &str) -> Option<&'static Shape> {
    let (first, rest) = place.split_once('.').unwrap_or((place, ""));
    let shape = of.member(first)?.shape.get();
    match rest.is_empty() {
        true => Some(shape),
        false => shape_at(shape, rest),
    }
}

/// What one row of the list at a place is.
pub fn row_shape(of: &Shape, place: &str) -> Option<&'static Shape> {
    shape_at(of, place)?.item()
}

/// A text as a value of a shape. What is none goes as text, so that ECS can say what is wrong.
pub fn typed(shape: &Shape, text: &str) -> Value {
    match &shape.kind {
        Kind::Integer { .. } | Kind::Long | Kind::Number { .. } => {
            let whole = text.parse::<i64>().map(Value::from);
            let broken = || text.parse::<f64>().map(Value::from);
            whole.or_else(|_| broken()).unwrap_or_else(|_| json!(text))
        }
        Kind::Truth => json!(text == "true"),
        Kind::List { .. } => {
            let words = text.split([',', ' ', '\n']);
            words.filter(|word| !word.is_empty()).collect()
        }
        Kind::Map { .. } => {
            let lines = text.lines().filter(|line| !line.trim().is_empty());
            let pair = |line: &str| {
                let (name, value) = line.split_once('=').unwrap_or((line, ""));
                (name.trim().to_owned(), json!(value.trim()))
            };
            Value::Object(lines.map(pair).collect::<Map<_, _>>())
        }
        Kind::Document => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
        Kind::Text { .. } | Kind::Time | Kind::Structure { .. } => json!(text),
    }
}

/// A value as it is typed.
pub fn untyped(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) => {
            let items = items.iter().map(|item| untyped(Some(item)));
            items.collect::<Vec<_>>().join(", ")
        }
        Some(Value::Object(members)) => {
            let lines = members.iter();
            let lines = lines.map(|(name, value)| format!("{name}={}", untyped(Some(value))));
            lines.collect::<Vec<_>>().join("\n")
        }
        Some(value @ (Value::Bool(_) | Value::Number(_))) => value.to_string(),
    }
}
