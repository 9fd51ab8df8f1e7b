//! What the world does by itself: tasks, containers, services, placement, capacity, faults.
//!
//! A timer mostly means "look again". Its handler asks a pure function what to do and applies the
//! answer through the [`Turn`], the only writer.
//!
//! Absent here: the wire (request and response texts) and the browser.

pub mod capacity;
pub mod chances;
pub mod container;
pub mod definition;
pub mod demand;
pub mod event;
pub mod faults;
#[cfg(test)]
pub mod fixtures;
pub mod host;
pub mod invariants;
pub mod placement;
pub mod probes;
mod rollout_step;
pub mod scaling;
pub mod service;
mod setting;
pub mod task;
pub mod timing;
pub mod traffic;
pub mod turn;

pub use event::{Event, TaskEnd};
pub use rollout_step::RolloutStep;
pub use setting::Setting;
pub use turn::{Chronicle, Pace, Sim, Timer, Turn};
