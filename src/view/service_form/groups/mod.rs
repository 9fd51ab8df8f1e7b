//! The groups of the form: one file each.

pub mod balancing;
pub mod connect;
pub mod deployment;
pub mod discovery;
pub mod failure;
pub mod first;
pub mod lattice;
pub mod more;
pub mod networking;
pub mod placement;
pub mod tags;
pub mod volumes;

use super::seen::Seen;
use crate::view::format::count;

/// What every file of a group uses.
mod prelude {
    pub use super::counted;
    pub use crate::view::service_form::field::{Field, field, rows};
    pub use crate::view::service_form::seen::Seen;
    pub use crate::view::service_form::{Advice, Group, offers, place, start};
    pub use serde_json::{Value, json};
}

/// `none`, `1 tag`, or `3 tags`: how many rows a list has.
pub fn counted(seen: &Seen, list: &str, one: &str) -> String {
    match (seen.list(list).len(), one.strip_suffix('y')) {
        (0, _) => "none".to_owned(),
        (1, _) | (_, None) => count(seen.list(list).len() as u64, one),
        (many, Some(start)) => count(many as u64, &format!("{start}ie")),
    }
}
