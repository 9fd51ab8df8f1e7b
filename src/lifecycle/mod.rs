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
#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;
pub mod host;
pub mod invariants;
pub mod placement;
pub mod probes;
mod rollout_step;
pub mod scaling;
mod scaling_step;
mod schedule_step;
pub mod schedules;
pub mod service;
mod setting;
pub mod task;
mod task_set_step;
pub mod timing;
pub mod traffic;
pub mod turn;

pub use event::{Event, TaskEnd};
pub use rollout_step::RolloutStep;
pub use scaling_step::ScalingStep;
pub use schedule_step::ScheduleStep;
pub use setting::Setting;
pub use task_set_step::TaskSetStep;
pub use turn::{Answerer, Chronicle, Pace, Piece, Sim, Timer, Turn};
