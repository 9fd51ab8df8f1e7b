//! Requests that come to a service, and what was measured of the service.

use super::demand::Course;
use super::scaling::Scaling;
use super::{TargetGroupId, TaskId};
use crate::sim::{SimTime, Slot};
use std::collections::VecDeque;
use std::sync::Arc;

/// How a target group spreads requests over its targets. Source: Elastic Load Balancing API, target
/// group attribute `load_balancing.algorithm.type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Routing {
    /// To each in turn.
    RoundRobin,
    /// To those with the fewest requests under way.
    LeastOutstanding,
}

impl Routing {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            Routing::RoundRobin => "round_robin",
            Routing::LeastOutstanding => "least_outstanding_requests",
        }
    }
}

/// The requests that come to a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traffic {
    /// How many per minute.
    pub per_minute: Course,
    /// How they are spread.
    pub routing: Routing,
    /// Since when.
    pub since: SimTime,
}

/// The requests of one target in an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The task.
    pub task: TaskId,
    /// The target group; None where clients find the task by themselves.
    pub group: Option<TargetGroupId>,
    /// The place of its container in the definition.
    pub container: u16,
    /// Requests that come to it.
    pub arrivals: u32,
    /// Requests that it had not answered when the interval began.
    pub outstanding: u32,
}

/// An interval: who gets how many requests in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// When it begins.
    pub since: SimTime,
    /// The targets.
    pub flows: Arc<[Flow]>,
    /// Requests for which there is no target.
    pub unserved: u32,
}

/// What was measured in one minute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Datapoint {
    /// When the minute was over.
    pub at: SimTime,
    /// Requests that came.
    pub requests: u32,
    /// Requests that failed.
    pub failed: u32,
    /// How long an answer took on average, in milliseconds; None where none was given.
    pub latency_ms: Option<u32>,
    /// Requests for each healthy target; None without requests to count.
    pub per_target: Option<u32>,
    /// CPU in use, in thousandths of what is reserved; None where nothing runs.
    /// Source: Developer Guide, "Amazon ECS service utilization metrics".
    pub cpu_permille: Option<u32>,
    /// Memory in use, in thousandths of what is reserved.
    pub memory_permille: Option<u32>,
    /// `desiredCount`.
    pub desired: u32,
    /// Tasks RUNNING.
    pub running: u32,
    /// Tasks before that.
    pub pending: u32,
}

/// Sums of the minute that is under way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Requests that came.
    pub requests: u64,
    /// Requests that failed.
    pub failed: u64,
    /// Requests that were answered.
    pub answered: u64,
    /// How long all answers took together, in milliseconds.
    pub latency_ms: u64,
    /// CPU in use, in thousandths, of all looks.
    pub cpu_permille: u64,
    /// Memory in use, in thousandths, of all looks.
    pub memory_permille: u64,
    /// How often tasks were looked at.
    pub looks: u64,
    /// Healthy targets of all looks.
    pub healthy: u64,
    /// How often targets were counted.
    pub counts: u64,
}

/// A service that is measured: because requests come to it, because it is scaled or because an
/// alarm looks at it. Others are not, and cost nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    /// The requests that come to it.
    pub traffic: Option<Traffic>,
    /// How its desired count follows what is measured.
    pub scaling: Option<Scaling>,
    /// Parts of requests left over from the last interval, in intervals of a minute.
    pub carry: u32,
    /// Intervals, the newest last.
    pub intervals: VecDeque<Interval>,
    /// The minute under way.
    pub sums: Sums,
    /// Minutes, the newest last.
    pub points: VecDeque<Datapoint>,
    /// The timer that will look at it next.
    pub alarm: Option<Slot>,
}

impl Measured {
    /// The requests of a task at a moment: its container and how many it works on in an interval.
    pub fn flow_at(&self, task: TaskId, container: u16, at: SimTime) -> Option<&Flow> {
        let mut newest_first = self.intervals.iter().rev();
        let interval = newest_first.find(|interval| interval.since <= at)?;
        let mut flows = interval.flows.iter();
        flows.find(|flow| flow.task == task && flow.container == container)
    }
}
