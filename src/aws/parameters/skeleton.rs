//! Samples of requests and answers: `--generate-cli-skeleton`.
//! Source: botocore, `ArgumentGenerator`, by behaviour.

use crate::shapes::{Kind, Ref, Shape};
use serde_json::{Map, Value};

/// The moment that stands in samples.
pub const MOMENT: &str = "1970-01-01T00:00:00";
/// The same as Python's `str` has it.
pub const MOMENT_SPACED: &str = "1970-01-01 00:00:00";

/// A sample request: empty texts, the first of enums, zeros.
pub fn input(shape: &'static Shape) -> Value {
    Skeleton {
        names: false,
        stack: Vec::new(),
    }
    .of(shape, "")
}

/// A sample answer: texts are the names of their members.
pub fn output(shape: &'static Shape) -> Value {
    Skeleton {
        names: true,
        stack: Vec::new(),
    }
    .of(shape, "")
}

struct Skeleton {
    names: bool,
    stack: Vec<&'static str>,
}

impl Skeleton {
    fn of(&mut self, shape: &'static Shape, name: &str) -> Value {
        self.stack.push(shape.name);
        let value = self.inside(shape, name);
        self.stack.pop();
        value
    }

    fn inside(&mut self, shape: &'static Shape, name: &str) -> Value {
        match &shape.kind {
            Kind::Structure { members, .. } => {
                let mut all = Map::new();
                let own = self.stack.iter().filter(|other| **other == shape.name);
                if own.count() > 1 {
                    return Value::Object(all);
                }
                for member in *members {
                    let value = self.of(member.shape.get(), member.name);
                    all.insert(member.name.to_owned(), value);
                }
                Value::Object(all)
            }
            Kind::List { of, .. } => {
                let name = of.get().name;
                Value::Array(vec![self.of(of.get(), name)])
            }
            Kind::Map { value } => {
                let value = self.of(Ref::get(*value), "");
                Value::Object(Map::from_iter([("KeyName".to_owned(), value)]))
            }
            Kind::Text { .. } if self.names => name.into(),
            Kind::Text { one_of, .. } => one_of.first().copied().unwrap_or_default().into(),
            Kind::Integer { .. } | Kind::Long => 0.into(),
            Kind::Number { .. } => 0.0.into(),
            Kind::Truth => true.into(),
            Kind::Time => MOMENT.into(),
            Kind::Document => Value::Object(Map::new()),
        }
    }
}
