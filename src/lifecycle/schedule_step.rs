//! What happens to a schedule, as the journal keeps it.

use std::fmt;

/// A step of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScheduleStep {
    /// It was created.
    Created,
    /// It was deleted, by somebody or by itself.
    Deleted,
    /// A run started so many tasks.
    Ran(u32),
    /// The how-manieth retry of a run failed, 0 for the run itself; it is tried again.
    Failed(u32),
    /// The same, and it is not tried again.
    GaveUp(u32),
}

/// The end of a line of journal text.
impl fmt::Display for ScheduleStep {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ScheduleStep::Created => write!(out, "created"),
            ScheduleStep::Deleted => write!(out, "deleted"),
            ScheduleStep::Ran(tasks) => write!(out, "starts {tasks} tasks"),
            ScheduleStep::Failed(retry) => write!(out, "fails at retry {retry}"),
            ScheduleStep::GaveUp(retry) => write!(out, "gives up at retry {retry}"),
        }
    }
}
