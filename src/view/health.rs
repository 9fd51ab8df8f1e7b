//! Health in words: the targets of a task, the target groups of a service.

use super::format;
use crate::model::target::{Target, TargetState};
use crate::model::{Service, TargetGroupId, Task, World};
use crate::sim::SimTime;

/// A task in a target group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetRow {
    /// The name of the target group.
    pub group: String,
    /// The port.
    pub port: u16,
    /// The state as Elastic Load Balancing names it.
    pub state: &'static str,
    /// Why, in the load balancer's words; empty where there is no reason.
    pub reason: String,
    /// Simulated time until the state ends, as text; empty where nothing ends it.
    pub left: String,
}

/// A target group of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRow {
    /// Its name.
    pub name: String,
    /// Targets that are initial, healthy, unhealthy, draining.
    pub counts: [u32; 4],
}

/// Where a task is registered.
pub fn targets(world: &World, task: &Task, now: SimTime) -> Vec<TargetRow> {
    let row = |target: &Target| {
        let group = world.surroundings.target_groups.get(target.group);
        let draining = target.state == TargetState::Draining;
        let delay = group
            .filter(|_| draining)
            .map(|row| row.deregistration_delay);
        TargetRow {
            group: group.map_or(String::new(), |row| row.name.to_string()),
            port: target.port,
            state: target.state.name(),
            reason: target.reason.as_deref().unwrap_or_default().to_owned(),
            left: delay.map_or(String::new(), |delay| {
                format::span((target.since + delay).since(now))
            }),
        }
    };
    task.targets.iter().map(row).collect()
}

/// The target groups of a service, and how many of its tasks stand where in them.
pub fn groups(world: &World, service: &Service) -> Vec<GroupRow> {
    let primary = service.primary().into_iter();
    // Task sets have groups of their own.
    let sets = service.others().filter(|row| row.task_set.is_some());
    let rows = primary.chain(sets);
    let balancers = rows.flat_map(|row| row.revision.balancers.iter());
    let mut ids: Vec<TargetGroupId> = Vec::new();
    for id in balancers.map(|row| row.group()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.into_iter()
        .map(|id| group(world, service, id))
        .collect()
}

fn group(world: &World, service: &Service, id: TargetGroupId) -> GroupRow {
    let row = world.surroundings.target_groups.get(id);
    let mut counts = [0; 4];
    let tasks = service.deployments.iter();
    let tasks = tasks.flat_map(|deployment| deployment.live_tasks.iter());
    let tasks = tasks.filter_map(|task| world.tasks.get(task));
    for target in tasks.flat_map(|task| &task.targets) {
        let place = match target.state {
            TargetState::Initial => 0,
            TargetState::Healthy => 1,
            TargetState::Unhealthy => 2,
            TargetState::Draining => 3,
            TargetState::Unused => continue,
        };
        counts[place] += u32::from(target.group == id);
    }
    GroupRow {
        name: row.map_or(String::new(), |row| row.name.to_string()),
        counts,
    }
}
