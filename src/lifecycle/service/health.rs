//! When a task counts as healthy for its service.

use crate::lifecycle::timing::HEALTHY_AFTER;
use crate::model::task::Health;
use crate::model::{Task, TaskStatus};
use crate::sim::SimTime;

/// Since when, or from when on, a task counts as healthy; `NEVER` as far as nobody can tell yet.
/// Source: ECS API, `DeploymentConfiguration.minimumHealthyPercent`: RUNNING and healthy by its
/// essential containers' health checks; without any, 40 s after it started.
pub fn healthy_at(task: &Task) -> SimTime {
    if task.last_status != TaskStatus::Running || !task.is_wanted() {
        return SimTime::NEVER;
    }
    let mut definitions = task.container_definitions().iter();
    let checked = definitions.any(|row| row.essential && row.health_check.is_some());
    let started = task.started_at.unwrap_or(SimTime::NEVER);
    match (checked, task.health()) {
        (false, _) => started + HEALTHY_AFTER,
        (true, Health::Healthy) => started,
        (true, Health::Unhealthy | Health::Unknown) => SimTime::NEVER,
    }
}
