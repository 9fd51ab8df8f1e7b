//! From another tool's values to those of the API, beside its model.

use super::cloudformation::intrinsics::{Resolved, resolve, text_of};
use crate::shapes::place::Place;
use crate::shapes::{Kind, Shape, definition};
use crate::taskdef::rules::is_placeholder;
use crate::taskdef::rules::shape::{is_intrinsic, misspelt};
use serde_json::{Map, Value};

/// A conversion, and what there is to say of it.
#[derive(Default)]
pub struct Conversion {
    /// Whether scalars change their types as the tool changes them.
    pub coerce: bool,
    /// Whether the tool passes over members that it does not know.
    pub passes_over: bool,
    /// What could not be carried over.
    pub notes: Vec<String>,
}

impl Conversion {
    /// A request with names, placeholders and scalars as the API has them. What the model does not
    /// know stays as it is.
    pub fn request(&mut self, members: Map<String, Value>) -> Map<String, Value> {
        self.structure(members, definition(), &Place::Request)
    }

    fn value(&mut self, value: Value, shape: &Shape, place: &Place) -> Option<Value> {
        match resolve(&value) {
            Some(Resolved::Nothing) => None,
            Some(Resolved::Value(value)) => self.value(value, shape, place),
            Some(Resolved::Text(text)) => self.placeholder(text, shape, place),
            Some(Resolved::Branches(condition, yes, no)) => {
                self.branch(&value, condition, [yes, no], shape, place)
            }
            None => self.plain(value, shape, place),
        }
    }

    /// A value that is there now.
    fn plain(&mut self, value: Value, shape: &Shape, place: &Place) -> Option<Value> {
        Some(match (value, &shape.kind) {
            (Value::Null, _) => return None,
            (Value::Object(members), Kind::Structure { .. }) => {
                Value::Object(self.structure(members, shape, place))
            }
            (Value::Object(members), Kind::Map { value: of }) => {
                let pairs = members.into_iter().filter_map(|(name, value)| {
                    let value = self.value(value, of.get(), &Place::Member(place, &name))?;
                    Some((name, value))
                });
                Value::Object(pairs.collect())
            }
            (Value::Array(items), Kind::List { of, .. }) => {
                let items = items.into_iter().enumerate().filter_map(|(index, item)| {
                    self.value(item, of.get(), &Place::Item(place, index))
                });
                Value::Array(items.collect())
            }
            (
                Value::String(text),
                Kind::Structure { .. } | Kind::List { .. } | Kind::Map { .. },
            ) if is_placeholder(&text) => {
                return self.placeholder(text, shape, place);
            }
            (value, _) if self.coerce => coerced(value, shape),
            (value, _) => value,
        })
    }

    fn structure(
        &mut self,
        members: Map<String, Value>,
        shape: &Shape,
        place: &Place,
    ) -> Map<String, Value> {
        let mut converted = Map::new();
        for (name, value) in members {
            let known = shape.member(&name);
            let known = known.or_else(|| misspelt(&name, shape).map(|(_, member)| member));
            let inner = Place::Member(place, &name);
            match known {
                Some(member) => {
                    let value = self.value(value, member.shape.get(), &inner);
                    converted.extend(value.map(|value| (member.name.to_owned(), value)));
                }
                None if is_intrinsic(&name) => {
                    let note = "adds members when the template is deployed";
                    self.note(format!("{name} {note}: they are missing here."));
                }
                None if self.passes_over => {
                    let place = inner.of_client();
                    self.note(format!(
                        "{place} means nothing to Terraform there: left out."
                    ));
                }
                None => {
                    converted.insert(name, value);
                }
            }
        }
        converted
    }

    /// A value that is known later. Where an object has to be there can be no text; a container is
    /// there all the same, for the others may be of no use without it.
    fn placeholder(&mut self, text: String, shape: &Shape, place: &Place) -> Option<Value> {
        match shape.kind {
            Kind::List { of, .. } if matches!(of.get().kind, Kind::Text { .. }) => {
                Some(Value::from(vec![text]))
            }
            Kind::Structure { .. } if shape.name == "ContainerDefinition" => {
                let place = place.of_client();
                self.note(format!(
                    "{place} is filled in later, by {text}: it has variables here."
                ));
                let member = |name: &str| (name.to_owned(), format!("${{{place}.{name}}}").into());
                let members = ["name", "image", "memory"].map(member);
                Some(Value::Object(Map::from_iter(members)))
            }
            Kind::Structure { .. } | Kind::List { .. } | Kind::Map { .. } => {
                let place = place.of_client();
                self.note(format!(
                    "{place} is filled in later, by {text}: it is left out."
                ));
                None
            }
            Kind::Text { .. }
            | Kind::Integer { .. }
            | Kind::Long
            | Kind::Number { .. }
            | Kind::Time
            | Kind::Truth
            | Kind::Document => Some(Value::from(text)),
        }
    }

    /// One of two values. Of objects and lists one is taken, so that the rules have something to
    /// judge.
    fn branch(
        &mut self,
        whole: &Value,
        condition: &str,
        branches: [&Value; 2],
        shape: &Shape,
        place: &Place,
    ) -> Option<Value> {
        let is_scalar = !matches!(
            shape.kind,
            Kind::Structure { .. } | Kind::List { .. } | Kind::Map { .. }
        );
        if is_scalar {
            return Some(Value::from(text_of(whole)));
        }
        let [yes, no] = branches;
        let absent = matches!(resolve(yes), Some(Resolved::Nothing));
        let (taken, how) = if absent {
            (no, "does not hold")
        } else {
            (yes, "holds")
        };
        let place = (place, place.of_client());
        self.note(format!(
            "{} is as if the condition {condition} {how}.",
            place.1
        ));
        self.value(taken.clone(), shape, place.0)
    }

    fn note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// A scalar in the type of the API. Source: CloudFormation User Guide, "Template syntax": values
/// are converted between text, numbers and Booleans as the property needs it.
fn coerced(value: Value, shape: &Shape) -> Value {
    match (&shape.kind, &value) {
        (Kind::Text { .. }, Value::Number(number)) => Value::from(number.to_string()),
        (Kind::Text { .. }, Value::Bool(truth)) => Value::from(truth.to_string()),
        (Kind::Integer { .. } | Kind::Long, Value::String(text)) => {
            text.trim().parse::<i64>().map_or(value, Value::from)
        }
        (Kind::Truth, Value::String(text)) => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" => Value::Bool(true),
            "false" | "no" => Value::Bool(false),
            _ => value,
        },
        (_, _) => value,
    }
}
