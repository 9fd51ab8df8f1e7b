//! The deployment circuit breaker: counts the failures of the newest deployment.
//!
//! Source: Developer Guide, "How the Amazon ECS deployment circuit breaker detects failures": as
//! long as no task has been RUNNING, each one that does not get there, or cannot be launched; from
//! then on each one that is replaced for its health. ECS API, `DeploymentCircuitBreaker`.

use super::{healthy_at, record};
use crate::lifecycle::Turn;
use crate::lifecycle::timing::PLACEMENT_FAILS_AGAIN;
use crate::model::{
    DeploymentId, RolloutState, Service, ServiceDeployment, ServiceId, Task, World,
};
use crate::sim::SimTime;

/// A task of a deployment did not get to RUNNING, or could not be launched.
pub(super) fn start_failed(turn: &mut Turn, id: ServiceId, deployment: DeploymentId) {
    let service = turn.world().services.get(id);
    if service.is_some_and(|service| has_run(service) == Some(false)) {
        count(turn, id, deployment);
    }
}

/// A task of a deployment found no place; that counts once in a while.
pub(super) fn place_failed(turn: &mut Turn, id: ServiceId, deployment: DeploymentId) {
    let now = turn.now();
    let service = turn.world().services.get(id);
    let record = service.and_then(|service| turn.world().current_record(service));
    let again = |record: &ServiceDeployment| now >= record.failed_at + PLACEMENT_FAILS_AGAIN;
    if record.is_some_and(|record| failures(record) == 0 || again(record)) {
        start_failed(turn, id, deployment);
    }
}

/// A task of a deployment is replaced because a health check failed.
pub(super) fn task_unhealthy(turn: &mut Turn, id: ServiceId, deployment: DeploymentId) {
    let service = turn.world().services.get(id);
    if service.is_some_and(|service| has_run(service) == Some(true)) {
        count(turn, id, deployment);
    }
}

/// Whether a task of the newest deployment has been RUNNING.
fn has_run(service: &Service) -> Option<bool> {
    service.primary().map(|row| row.has_run)
}

fn count(turn: &mut Turn, id: ServiceId, deployment: DeploymentId) {
    let now = turn.now();
    let Some(service) = turn.world().services.get(id).cloned() else {
        return;
    };
    if !service.is_primary(deployment) || !is_on(&service) {
        return;
    }
    if healed(turn.world(), &service, now) {
        forget(turn, id);
    }
    let most = service.configuration.threshold(service.desired_count);
    record::edit_current(turn, id, |record| {
        let failures = failures_of(record);
        *failures = (*failures + 1).min(most);
        record.failed_at = now;
    });
}

/// Whether it watches the service now.
fn is_on(service: &Service) -> bool {
    let primary = service.primary();
    let in_progress = primary.is_some_and(|row| row.rollout_state == RolloutState::InProgress);
    in_progress && service.configuration.breaker_on().is_some()
}

/// The count of what is being rolled out: the target, or what was rolled back to.
fn failures_of(record: &mut ServiceDeployment) -> &mut u32 {
    match &mut record.rollback {
        Some(rollback) => &mut rollback.failures,
        None => &mut record.failures,
    }
}

/// How many failures of what is being rolled out are counted.
pub fn failures(record: &ServiceDeployment) -> u32 {
    let rollback = record.rollback.as_ref();
    rollback.map_or(record.failures, |rollback| rollback.failures)
}

/// How many failures end the deployment of a record: what the service says now, as long as it is
/// under way.
pub fn threshold(world: &World, record: &ServiceDeployment) -> u32 {
    let service = world.services.get(record.service);
    let desired = service.map_or(0, |service| service.desired_count);
    let under_way = service.filter(|_| !record.status.is_over());
    let configuration = under_way.map_or(&record.configuration, |service| &service.configuration);
    configuration.threshold(desired)
}

/// Whether a task has become healthy since the last failure, which sets the count back.
pub(super) fn healed(world: &World, service: &Service, now: SimTime) -> bool {
    let Some(breaker) = service.configuration.breaker_on() else {
        return false;
    };
    let Some(record) = world.current_record(service) else {
        return false;
    };
    if !breaker.reset_on_healthy_task.unwrap_or(true) || failures(record) == 0 {
        return false;
    }
    let tasks = service.primary().into_iter();
    let tasks = tasks.flat_map(|row| row.live_tasks.iter());
    let mut tasks = tasks.filter_map(|id| world.tasks.get(id));
    tasks.any(|task| (record.failed_at..=now).contains(&healthy_at(task)))
}

/// A task's health has changed: one that is healthy now sets the count back.
pub(super) fn task_changed(turn: &mut Turn, task: &Task) {
    let (Some((id, deployment)), now) = (task.launch.service, turn.now()) else {
        return;
    };
    let Some(service) = turn.world().services.get(id) else {
        return;
    };
    let resets = service.configuration.breaker_on();
    let resets = resets.is_some_and(|row| row.reset_on_healthy_task.unwrap_or(true));
    let counted = turn
        .world()
        .current_record(service)
        .map_or(0, |row| failures(row));
    let newest = service.is_primary(deployment);
    let tripped = tripped(turn.world(), service);
    if resets && counted > 0 && newest && !tripped && healthy_at(task) <= now {
        forget(turn, id);
    }
}

/// Sets the count back.
pub(super) fn forget(turn: &mut Turn, id: ServiceId) {
    record::edit_current(turn, id, |record| *failures_of(record) = 0);
}

/// Whether there were too many failures. The threshold follows the desired count.
pub(super) fn tripped(world: &World, service: &Service) -> bool {
    let failures = world.current_record(service).map_or(0, |row| failures(row));
    is_on(service) && failures >= service.configuration.threshold(service.desired_count)
}
