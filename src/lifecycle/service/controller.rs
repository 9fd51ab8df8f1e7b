//! Somebody else replaces the tasks of a service from now on.
//!
//! Source: Developer Guide, "Updating Amazon ECS service parameters", "Deployment controller":
//! which changes there are, that a service which the scheduler has left still shows deployments,
//! and that its task set stays until somebody deletes it.

use super::wake;
use crate::lifecycle::Turn;
use crate::model::task_set::{Scale, TaskSet};
use crate::model::{Controller, Deployment, DeploymentStatus, RolloutState, Service, ServiceId};
use crate::sim::{SimTime, sort};
use serde_json::Value;
use std::sync::Arc;

/// The member in which a service keeps the registries of its deployments.
const REGISTRIES: &str = "serviceRegistries";

/// Gives a service another controller. What it runs stays: deployments become task sets, and task
/// sets older deployments, which the next one replaces.
pub fn change_controller(turn: &mut Turn, id: ServiceId, to: Controller) {
    let now = turn.now();
    let Some(service) = turn.sim.world.services.edit(id) else {
        return;
    };
    let from = std::mem::replace(&mut service.controller, to);
    match (from.has_task_sets(), to.has_task_sets()) {
        (false, true) => leave_scheduler(service, now),
        (true, false) => join_scheduler(service),
        (true, true) | (false, false) => {}
    }
    if from != to {
        service.steady_since = None;
        wake(turn, id);
    }
}

/// The newest deployment is the task set with the traffic; what is left of older ones goes.
fn leave_scheduler(service: &mut Service, now: SimTime) {
    service.was_scheduled = true;
    service.current = None;
    service.rebalancing = false;
    service.rebalances_since = None;
    let extras = service.extras.iter();
    let mut given = extras.filter(|(member, _)| &**member == REGISTRIES);
    let given = given
        .next()
        .and_then(|(_, text)| serde_json::from_str(text).ok());
    let registries = Arc::new(given.unwrap_or_else(|| Value::Array(Vec::new())));
    for row in &mut service.deployments {
        let scale = match row.status {
            DeploymentStatus::Primary => Scale::WHOLE,
            DeploymentStatus::Active | DeploymentStatus::Draining => {
                row.status = DeploymentStatus::Draining;
                row.desired_count = 0;
                Scale::default()
            }
        };
        row.task_set = Some(TaskSet::new(scale, registries.clone(), now));
    }
}

/// All task sets are older deployments, the one with the traffic first.
fn join_scheduler(service: &mut Service) {
    service.was_scheduled = false;
    let without_traffic = |row: &Deployment| row.status != DeploymentStatus::Primary;
    sort::by_key(&mut service.deployments, without_traffic);
    for row in &mut service.deployments {
        row.status = DeploymentStatus::Active;
        row.rollout_state = RolloutState::Completed;
        row.task_set = None;
    }
}
