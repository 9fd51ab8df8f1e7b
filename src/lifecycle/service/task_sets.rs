//! Task sets are created, scaled, given the traffic, deleted: what the API asks of the scheduler,
//! and what the scheduler notes of them.
//!
//! Source: ECS API, CreateTaskSet, UpdateTaskSet, UpdateServicePrimaryTaskSet, DeleteTaskSet.

use super::apply::edit_deployment;
use super::change::{launch_of, new_deployment};
use super::{messages, throttle, wake};
use crate::lifecycle::{Event, TaskSetStep, Turn};
use crate::model::service::{Revision, ServiceMessage};
use crate::model::task_set::{Scale, Stability, TaskSet};
use crate::model::{DeploymentId, DeploymentStatus, RolloutState, ServiceId};
use std::sync::Arc;

/// Adds a task set to a service; None if the service is gone. Its tasks start at the scheduler's
/// next tick.
pub fn add_task_set(
    turn: &mut Turn,
    id: ServiceId,
    revision: Arc<Revision>,
    status: DeploymentStatus,
    set: TaskSet,
) -> Option<DeploymentId> {
    let now = turn.now();
    let made = DeploymentId(turn.world().deployments_made);
    let launch = launch_of(turn.world(), id, made, &revision)?;
    let mut row = new_deployment(made, revision, launch, now);
    let scale = set.scale;
    row.status = status;
    row.rollout_state = RolloutState::Completed;
    row.task_set = Some(set);
    let service = turn.sim.world.services.edit(id)?;
    service.deployments.insert(0, row);
    service.steady_since = None;
    turn.sim.world.deployments_made += 1;
    turn.say(Event::TaskSet(id, made, TaskSetStep::Created(scale)));
    throttle::clear(turn, id);
    wake(turn, id);
    Some(made)
}

/// Changes the share of a task set.
pub fn scale_task_set(turn: &mut Turn, id: ServiceId, of: DeploymentId, scale: Scale) {
    edit_set(turn, id, of, |set| set.scale = scale);
    turn.say(Event::TaskSet(id, of, TaskSetStep::Scaled(scale)));
    wake(turn, id);
}

/// Makes a task set the one that has the traffic; the one before is ACTIVE again.
pub fn make_primary(turn: &mut Turn, id: ServiceId, of: DeploymentId) {
    let now = turn.now();
    let Some(service) = turn.sim.world.services.edit(id) else {
        return;
    };
    for row in &mut service.deployments {
        let status = match (row.id == of, row.status) {
            (true, _) => DeploymentStatus::Primary,
            (false, DeploymentStatus::Primary) => DeploymentStatus::Active,
            (false, same) => same,
        };
        if status != row.status {
            row.status = status;
            row.updated_at = now;
        }
    }
    turn.say(Event::TaskSet(id, of, TaskSetStep::Primary));
    wake(turn, id);
}

/// Deletes a task set: it is DRAINING until its tasks are gone.
pub fn delete_task_set(turn: &mut Turn, id: ServiceId, of: DeploymentId) {
    edit_set(turn, id, of, |_| {});
    edit_deployment(turn, id, of, |row| {
        row.status = DeploymentStatus::Draining;
        row.desired_count = 0;
    });
    turn.say(Event::TaskSet(id, of, TaskSetStep::Draining));
    wake(turn, id);
}

/// Changes a task set, which has to settle again.
fn edit_set(turn: &mut Turn, id: ServiceId, of: DeploymentId, change: impl FnOnce(&mut TaskSet)) {
    let now = turn.now();
    edit_deployment(turn, id, of, |row| {
        if let Some(set) = &mut row.task_set {
            change(set);
            set.stability = Stability::Stabilizing;
            set.stability_at = now;
        }
    });
    if let Some(service) = turn.sim.world.services.edit(id) {
        service.steady_since = None;
    }
}

/// The scheduler has worked out how many tasks a task set runs.
/// Source of the message: events of services with the controller EXTERNAL, publicly reported.
pub(super) fn compute(turn: &mut Turn, id: ServiceId, of: DeploymentId, count: u32) {
    edit_deployment(turn, id, of, |row| row.desired_count = count);
    messages::say(turn, id, ServiceMessage::ComputedDesiredCount(of, count));
}

/// A task set has settled, or has not any more.
pub(super) fn set_stability(
    turn: &mut Turn,
    id: ServiceId,
    of: DeploymentId,
    stability: Stability,
) {
    let now = turn.now();
    edit_deployment(turn, id, of, |row| {
        if let Some(set) = &mut row.task_set {
            set.stability = stability;
            set.stability_at = now;
        }
    });
    turn.say(Event::TaskSet(id, of, TaskSetStep::Stability(stability)));
}
