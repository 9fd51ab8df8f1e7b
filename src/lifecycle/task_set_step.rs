//! What happens to a task set, as the journal keeps it.

use crate::model::task_set::{Scale, Stability};
use std::fmt;

/// A step of a task set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskSetStep {
    /// It was created, with this share of the service.
    Created(Scale),
    /// Its share was changed.
    Scaled(Scale),
    /// It has the traffic now.
    Primary,
    /// It was deleted, and its tasks stop.
    Draining,
    /// It has settled, or has not any more.
    Stability(Stability),
    /// It is gone.
    Removed,
}

/// The end of a line of journal text.
impl fmt::Display for TaskSetStep {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TaskSetStep::Created(scale) => write!(out, "created with {scale}"),
            TaskSetStep::Scaled(scale) => write!(out, "scaled to {scale}"),
            TaskSetStep::Primary => write!(out, "PRIMARY"),
            TaskSetStep::Draining => write!(out, "DRAINING"),
            TaskSetStep::Stability(stability) => write!(out, "{}", stability.name()),
            TaskSetStep::Removed => write!(out, "removed"),
        }
    }
}
