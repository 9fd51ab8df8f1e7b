//! Schedules of EventBridge Scheduler whose target is RunTask.
//!
//! Source: Amazon EventBridge Scheduler API, CreateSchedule.

mod cron;
pub mod expression;
pub mod zone;

use super::ScheduleId;
use crate::sim::{Calendar, SimTime, Slot, Span};
use expression::Expression;
use std::collections::VecDeque;
use std::sync::Arc;
use zone::Zone;

/// How many runs a schedule remembers.
pub const MOST_RUNS: usize = 20;

/// A schedule.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// Its id.
    pub id: ScheduleId,
    /// Its name, unique in the account.
    pub name: Arc<str>,
    /// `scheduleExpression` as it was written.
    pub text: Arc<str>,
    /// The same, read.
    pub expression: Expression,
    /// `scheduleExpressionTimezone`.
    pub zone: Arc<str>,
    /// The clock of that zone.
    pub clock: Zone,
    /// `startDate` or the creation, in milliseconds since 1970.
    pub start: u64,
    /// `endDate`, in milliseconds since 1970.
    pub end: Option<u64>,
    /// `flexibleTimeWindow`: a run comes within this time after it is due.
    pub window: Span,
    /// `description`; empty where there is none.
    pub description: Arc<str>,
    /// `target` as it was asked for, its members with small first letters.
    pub target: Arc<serde_json::Value>,
    /// When it was created.
    pub created_at: SimTime,
    /// The request of RunTask.
    pub request: Arc<serde_json::Value>,
    /// `retryPolicy.maximumRetryAttempts`.
    pub most_retries: u32,
    /// `retryPolicy.maximumEventAgeInSeconds`.
    pub longest_retry: Span,
    /// Whether `state` is ENABLED.
    pub enabled: bool,
    /// Whether `actionAfterCompletion` is DELETE.
    pub deletes_itself: bool,
    /// How many runs have been due.
    pub due: u64,
    /// The next run; None if there is none any more.
    pub next: Option<Due>,
    /// Runs that failed and are tried again.
    pub retries: Vec<Retry>,
    /// The runs that were last, the newest last.
    pub runs: VecDeque<Run>,
    /// The timer that will look at it next.
    pub alarm: Option<Slot>,
}

/// A run to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// When the expression has it.
    pub due: SimTime,
    /// When it comes: later within the flexible window.
    pub at: SimTime,
}

/// A run that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// When it came for the first time.
    pub since: SimTime,
    /// How often it has been tried again.
    pub retries: u32,
    /// When it is tried the next time.
    pub at: SimTime,
}

/// A try of a run, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// When.
    pub at: SimTime,
    /// The how-manieth retry it was; 0 for the run itself.
    pub retry: u32,
    /// What came of it.
    pub outcome: Outcome,
}

/// What RunTask answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// So many tasks.
    Started(u32),
    /// No task, and why; it is tried again.
    Failed(Arc<str>),
    /// No task, and why; it is not tried again.
    GaveUp(Arc<str>),
}

impl Schedule {
    /// The first run that the expression has at this moment or later. None if there is none any
    /// more, or none before its end.
    pub fn from(&self, calendar: Calendar, from: SimTime) -> Option<SimTime> {
        let from = calendar.epoch_millis(from);
        let at = self.expression.next(&self.clock, self.start, from)?;
        let in_time = self.end.is_none_or(|end| at < end);
        in_time.then(|| calendar.moment(at))
    }
}
