//! What every member of a task definition is for: the sentences that the editor shows, and a value
//! to start from. Kinds, enums and required members come from the API model (`shapes`).

mod container;
mod life;
mod linux;
mod logging;
mod networking;
mod storage;
mod task;

pub use linux::CAPABILITIES;

use super::caret::Step;
use crate::shapes::{self, Kind, Member, Shape};

/// A member of the input of RegisterTaskDefinition.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Where it stands: `containerDefinitions[].portMappings[].hostPort`.
    pub path: &'static str,
    /// A value to start from, as JSON.
    pub example: &'static str,
    /// What it is for: units, defaults, launch types.
    pub says: &'static str,
    /// Values to choose from where the API model has no enum.
    pub values: &'static [&'static str],
}

const fn field(path: &'static str, example: &'static str, says: &'static str) -> Field {
    Field {
        path,
        example,
        says,
        values: &[],
    }
}

impl Field {
    const fn values(self, values: &'static [&'static str]) -> Field {
        Field { values, ..self }
    }
}

/// All fields, by area; sorted by path within each.
pub fn all() -> impl Iterator<Item = &'static Field> {
    let areas = [
        task::FIELDS,
        container::FIELDS,
        life::FIELDS,
        networking::FIELDS,
        storage::FIELDS,
        logging::FIELDS,
        linux::FIELDS,
    ];
    areas.into_iter().flatten()
}

/// The field at a path such as `containerDefinitions[].cpu`.
pub fn field_at(path: &str) -> Option<&'static Field> {
    all().find(|field| field.path == path)
}

/// What a value at the end of some steps is.
pub fn shape_at(steps: &[Step]) -> Option<&'static Shape> {
    let mut shape = shapes::definition();
    for step in steps {
        shape = match (step, &shape.kind) {
            (Step::Item(_), Kind::List { of, .. }) => of.get(),
            (Step::Member(_), Kind::Map { value }) => value.get(),
            (Step::Member(name), _) => shape.member(name)?.shape.get(),
            (Step::Item(_), _) => return None,
        };
    }
    Some(shape)
}

/// The members that an object may have.
pub fn members_at(steps: &[Step]) -> &'static [Member] {
    shape_at(steps).map_or(&[], Shape::members)
}

/// The kind of a value in a word: text, integer, truth, list, object, map.
pub fn kind(shape: &Shape) -> &'static str {
    match shape.kind {
        Kind::Structure { .. } => "object",
        Kind::List { .. } => "list",
        Kind::Map { .. } => "map",
        Kind::Text { .. } => "text",
        Kind::Integer { .. } | Kind::Long => "integer",
        Kind::Number { .. } => "number",
        Kind::Time => "time",
        Kind::Truth => "truth",
        Kind::Document => "any",
    }
}

#[cfg(test)]
mod tests;
