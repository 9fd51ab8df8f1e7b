//! Time, the agenda, chance and the journal: a discrete-event kernel.
//!
//! Absent here: any ECS word. Nothing in this folder knows what a task is.

pub mod agenda;
pub mod chance;
pub mod journal;
pub mod limits;
#[cfg(any(test, target_arch = "wasm32"))]
mod pool;
pub mod room;
pub mod sort;
pub mod table;
pub mod time;

pub use agenda::{Agenda, Slot};
pub use chance::{Chance, Purpose};
pub use journal::{Entry, Journal};
pub use table::{Id, Table};
pub use time::{Calendar, SimTime, Span};
