//! What a service does about the health of its tasks, carried out: registrations, deregistrations,
//! stops of unhealthy tasks.

use super::messages::{self, TASKS_PER_MESSAGE};
use super::{breaker, calls};
use crate::lifecycle::{Turn, faults, task};
use crate::model::arn::Arns;
use crate::model::service::ServiceMessage;
use crate::model::service_message::{BalancerCall, UnhealthyTarget};
use crate::model::surroundings::target_group::TargetType;
use crate::model::target::{Target, TargetState};
use crate::model::task::Health;
use crate::model::{DeploymentId, ServiceId, StopCode, TargetGroupId, Task, TaskId, World};
use crate::sim::SimTime;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Targets by deployment and target group.
type Counts = BTreeMap<(DeploymentId, TargetGroupId), u32>;

fn deployment_of(world: &World, task: TaskId) -> DeploymentId {
    let row = world.tasks.get(task);
    let service = row.and_then(|row| row.launch.service);
    service.map_or(DeploymentId(0), |(_, deployment)| deployment)
}

/// Only task sets are told apart: a deployment of the scheduler has no message of its own.
fn of_service(world: &World, id: ServiceId, counts: Counts) -> Counts {
    let service = world.services.get(id);
    if service.is_none_or(|row| row.controller.has_task_sets()) {
        return counts;
    }
    let mut all = Counts::new();
    for ((_, group), count) in counts {
        *all.entry((DeploymentId(0), group)).or_default() += count;
    }
    all
}

/// Registers tasks and says so. Returns when to look again.
pub(super) fn register(turn: &mut Turn, id: ServiceId, tasks: &[TaskId]) -> SimTime {
    if let Some(at) = calls::balancer_refuses(turn, id, BalancerCall::Register, tasks) {
        return at;
    }
    let mut counts: Counts = BTreeMap::new();
    for task in tasks {
        let set = deployment_of(turn.world(), *task);
        for group in task::register(turn, *task) {
            *counts.entry((set, group)).or_default() += 1;
        }
    }
    for ((set, group), count) in of_service(turn.world(), id, counts) {
        let message = ServiceMessage::RegisteredTargets(count, group);
        messages::say_of(turn, id, set, message);
    }
    SimTime::NEVER
}

/// Deregisters tasks and says so. Returns when to look again.
pub(super) fn deregister(turn: &mut Turn, id: ServiceId, tasks: &[TaskId]) -> SimTime {
    if let Some(at) = calls::balancer_refuses(turn, id, BalancerCall::Deregister, tasks) {
        return at;
    }
    let mut counts: Counts = BTreeMap::new();
    let mut draining: BTreeMap<DeploymentId, u32> = BTreeMap::new();
    for task in tasks {
        let set = deployment_of(turn.world(), *task);
        for group in task::deregister(turn, *task) {
            *counts.entry((set, group)).or_default() += 1;
        }
        let row = turn.world().tasks.get(*task);
        let drains = |row: &Target| row.state == TargetState::Draining;
        let row = row.filter(|row| row.targets.iter().any(drains));
        if let Some((_, deployment)) = row.and_then(|row| row.launch.service) {
            *draining.entry(deployment).or_default() += 1;
        }
    }
    for ((set, group), count) in of_service(turn.world(), id, counts) {
        let message = ServiceMessage::DeregisteredTargets(count, group);
        messages::say_of(turn, id, set, message);
    }
    for (deployment, count) in draining {
        let message = ServiceMessage::DrainingConnections(deployment, count);
        messages::say(turn, id, message);
    }
    turn.now()
}

/// Says why a task is unhealthy. Source: Developer Guide, "Amazon ECS service event messages".
pub(super) fn unhealthy(turn: &mut Turn, id: ServiceId, task: TaskId) {
    let Some(row) = turn.world().tasks.get(task).cloned() else {
        return;
    };
    if let Some(service) = turn.sim.world.services.edit(id) {
        service.unhealthy.insert(task);
        service.steady_since = None;
    }
    if let Some((_, deployment)) = row.launch.service {
        breaker::task_unhealthy(turn, id, deployment);
    }
    if row.health() == Health::Unhealthy {
        messages::say(turn, id, ServiceMessage::FailedContainerChecks(task));
    }
    let fails = |row: &&Target| row.state == TargetState::Unhealthy;
    for target in row.targets.iter().filter(fails) {
        let message = unhealthy_target(turn.world(), &row, target);
        messages::say(turn, id, message);
    }
}

fn unhealthy_target(world: &World, task: &Task, target: &Target) -> ServiceMessage {
    let missing = faults::missing_target(world, task, target);
    if let (Some(what), Some((_, set))) = (missing, task.launch.service) {
        return ServiceMessage::TargetMissing(set, task.id, target.group, what);
    }
    let group = world.surroundings.target_groups.get(target.group);
    if let (Some(group), Some(instance)) = (group.filter(|row| row.is_classic()), task.instance) {
        return ServiceMessage::UnhealthyInClassic(task.id, instance, group.name.clone());
    }
    let by_instance = group.is_some_and(|row| row.target_type == TargetType::Instance);
    ServiceMessage::UnhealthyTarget(UnhealthyTarget {
        task: task.id,
        instance: task.instance.filter(|_| by_instance),
        port: target.port,
        group: target.group,
        reason: target.reason.clone().unwrap_or_default(),
    })
}

/// Stops an unhealthy task. Source of the reasons: tasks that ECS stopped, widely reported.
pub(super) fn stop(turn: &mut Turn, id: ServiceId, task: TaskId) {
    let Some(row) = turn.world().tasks.get(task) else {
        return;
    };
    let fails = |row: &&Target| row.state == TargetState::Unhealthy;
    let group = row.targets.iter().find(fails).map(|row| row.group);
    let groups = &turn.world().surroundings.target_groups;
    let group = group.and_then(|group| groups.get(group));
    let reason: Arc<str> = match group {
        Some(group) if row.health() != Health::Unhealthy && group.is_classic() => {
            format!("Task failed ELB health checks in (elb {})", group.name).into()
        }
        Some(group) if row.health() != Health::Unhealthy => {
            let arn = Arns::of(turn.world()).target_group(group);
            format!("Task failed ELB health checks in (target-group {arn})").into()
        }
        Some(_) | None => "Task failed container health checks".into(),
    };
    task::stop(turn, task, StopCode::ServiceSchedulerInitiated, &reason);
    let set = deployment_of(turn.world(), task);
    messages::say_of(turn, id, set, ServiceMessage::StoppedTasks(vec![task]));
}

/// Says which tasks of a deployment were started; the first `replaced` of them take the place of
/// unhealthy ones.
pub(super) fn say_started(
    turn: &mut Turn,
    id: ServiceId,
    deployment: DeploymentId,
    started: &[TaskId],
    replaced: usize,
) {
    let (replacing, others) = started.split_at(replaced.min(started.len()));
    for tasks in replacing.chunks(TASKS_PER_MESSAGE) {
        let message = ServiceMessage::ReplacedTasks(tasks.to_vec());
        messages::say_of(turn, id, deployment, message);
    }
    for tasks in others.chunks(TASKS_PER_MESSAGE) {
        let message = ServiceMessage::StartedTasks(tasks.to_vec());
        messages::say_of(turn, id, deployment, message);
    }
}
