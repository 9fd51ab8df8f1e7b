//! The service scheduler.

use super::Turn;
use crate::model::{ServiceId, Task, TaskStatus};

/// Compares what a service wants with what it has, and acts.
pub fn reconcile(_turn: &mut Turn, _id: ServiceId) {}

/// A task entered a state: its service, if it has one, may have something to do.
/// `before` is its row as it was.
pub fn task_changed(_turn: &mut Turn, _before: &Task, _to: TaskStatus) {}
