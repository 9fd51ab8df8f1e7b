//! The containers of a task.

use crate::sim::SimTime;
use smallvec::SmallVec;
use std::sync::Arc;

/// The agent's ladder of container states; the API shows PENDING for all before RUNNING.
/// Source: amazon-ecs-agent, `ecs-agent/api/container/status/containerstatus.go`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContainerStatus {
    /// Nothing has happened, or it waits for another container.
    None,
    /// Its image is being pulled.
    Pulling,
    /// Its image is there; it is being created and started.
    Pulled,
    /// Its process runs.
    Running,
    /// It was asked to end (SIGTERM) and has not yet.
    Stopping,
    /// Its process has ended, or it will never start.
    Stopped,
}

impl ContainerStatus {
    /// The name that the API uses: PENDING, RUNNING or STOPPED.
    pub fn name(self) -> &'static str {
        match self {
            ContainerStatus::None | ContainerStatus::Pulling | ContainerStatus::Pulled => "PENDING",
            ContainerStatus::Running | ContainerStatus::Stopping => "RUNNING",
            ContainerStatus::Stopped => "STOPPED",
        }
    }
}

/// Source: ECS API, `HealthStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Checks pass.
    Healthy,
    /// Checks fail.
    Unhealthy,
    /// No check, or none has answered yet.
    Unknown,
}

impl Health {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            Health::Healthy => "HEALTHY",
            Health::Unhealthy => "UNHEALTHY",
            Health::Unknown => "UNKNOWN",
        }
    }
}

/// What probes of one thing find. Between two changes nothing needs to be sent or counted: when
/// probes will have decided follows from these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Probing {
    /// Whether a probe passes.
    pub passes: bool,
    /// Since when that has been so.
    pub since: SimTime,
}

/// The containers of a task. The first lies in the task itself: most have no other, and what lies
/// together is found together and is one piece of memory less.
pub type Containers = SmallVec<[Container; 1]>;

/// A container of a task.
#[derive(Clone, Debug, PartialEq)]
pub struct Container {
    /// Where the agent has got with it.
    pub status: ContainerStatus,
    /// When its present step began.
    pub since: SimTime,
    /// When its present step ends by itself: the pull, the start, the run, the stop grace.
    /// `SimTime::NEVER` where it does not.
    pub until: SimTime,
    /// When its process started.
    pub started_at: Option<SimTime>,
    /// The exit code of its process.
    pub exit_code: Option<u16>,
    /// Why it failed, in the agent's words.
    pub reason: Option<Arc<str>>,
    /// Its health as far as a health check tells.
    pub health: Health,
    /// When that last changed; its start if it has not.
    pub health_since: SimTime,
    /// What its health check finds.
    pub probing: Probing,
    /// Host ports it was given, one per port mapping; empty before it runs and with awsvpc.
    pub host_ports: Vec<u16>,
}
