//! Who answers the requests of a service.

use super::direct;
use super::serve::spread;
use crate::lifecycle::host::divide::{Claim, divide};
use crate::model::surroundings::listener_rule;
use crate::model::target::{Target, TargetState};
use crate::model::traffic::{Flow, Routing};
use crate::model::{Service, TargetGroupId, Task, TaskId, World};

/// A way by which requests come in.
pub struct Door {
    /// The target group; None where clients find the tasks by themselves.
    pub group: Option<TargetGroupId>,
    /// Its share of the requests.
    pub weight: u32,
    /// Who stands behind it.
    pub candidates: Vec<Candidate>,
}

/// A container that requests can be sent to.
pub struct Candidate {
    /// Its task.
    pub task: TaskId,
    /// Its place in the definition.
    pub container: u16,
}

/// The target groups of a service, each with the weight of its share of the requests: as the
/// listener rule for production says, else all alike.
fn groups(world: &World, service: &Service) -> Vec<(TargetGroupId, u32)> {
    let mut found: Vec<(TargetGroupId, u32)> = Vec::new();
    let balancers = service.primary().map(|row| &*row.revision.balancers);
    for balancer in balancers.unwrap_or_default() {
        let advanced = balancer.advanced.as_ref();
        let rule = advanced.and_then(|row| row.get("productionListenerRule")?.as_str());
        let rule = rule.and_then(|arn| listener_rule::by_arn(world, arn));
        let shares = match rule {
            Some(rule) => rule.forwards.clone(),
            None => vec![(balancer.group(), 1)],
        };
        for (group, weight) in shares {
            if !found.iter().any(|(known, _)| *known == group) {
                found.push((group, weight));
            }
        }
    }
    found
}

/// The ways by which requests come to a service: those of its load balancers, if it has any.
fn doors(world: &World, service: &Service) -> Vec<Door> {
    if !service.has_target_group() {
        return direct::doors(world, service);
    }
    let groups = groups(world, service).into_iter();
    groups
        .map(|(group, weight)| Door {
            group: Some(group),
            weight,
            candidates: candidates(world, service, group),
        })
        .collect()
}

/// The targets of a group that get requests: the healthy ones; where none is, all that are
/// registered. Source: Elastic Load Balancing, "Health checks for target groups".
fn candidates(world: &World, service: &Service, group: TargetGroupId) -> Vec<Candidate> {
    let in_state = |fits: fn(TargetState) -> bool| {
        let tasks = targets_of(world, service);
        let ours = tasks.filter(|(_, row)| row.group == group && fits(row.state));
        ours.map(|(task, row)| Candidate {
            task: task.id,
            container: row.container,
        })
        .collect::<Vec<_>>()
    };
    let healthy = in_state(|state| state == TargetState::Healthy);
    if healthy.is_empty() {
        return in_state(TargetState::is_registered);
    }
    healthy
}

fn targets_of<'a>(
    world: &'a World,
    service: &'a Service,
) -> impl Iterator<Item = (&'a Task, &'a Target)> {
    let live = service.deployments.iter();
    let live = live.flat_map(|row| row.live_tasks.iter());
    let tasks = live.filter_map(|id| world.tasks.get(id));
    tasks.flat_map(|task| task.targets.iter().map(|row| (&**task, row)))
}

/// How many targets of a service are healthy; without a load balancer, how many of its tasks.
pub fn healthy(world: &World, service: &Service) -> u32 {
    let healthy = if service.has_target_group() {
        let targets = targets_of(world, service);
        let healthy = targets.filter(|(_, row)| row.state == TargetState::Healthy);
        healthy.count()
    } else {
        direct::healthy(world, service)
    };
    u32::try_from(healthy).unwrap_or(u32::MAX)
}

/// Spreads the requests of an interval over the targets, with what they have not answered yet;
/// returns with them how many requests find no target.
pub fn assign(
    world: &World,
    service: &Service,
    requests: u32,
    routing: Routing,
    waiting: &[Flow],
) -> (Vec<Flow>, u32) {
    let doors = doors(world, service);
    let claims: Vec<Claim> = doors
        .iter()
        .map(|door| Claim {
            weight: door.weight,
            wants: if door.weight == 0 { 0 } else { requests },
        })
        .collect();
    let parts = divide(requests, &claims);
    let mut unserved = requests - parts.iter().sum::<u32>();
    let mut flows: Vec<Flow> = Vec::new();
    for (door, part) in doors.iter().zip(parts) {
        if door.candidates.is_empty() {
            unserved += part;
            continue;
        }
        let outstanding = |row: &Candidate| {
            let mut own = waiting.iter();
            let own = own.find(|flow| flow.task == row.task && flow.group == door.group);
            own.map_or(0, |flow| flow.outstanding)
        };
        let busy: Vec<u32> = door.candidates.iter().map(outstanding).collect();
        let arrivals = spread(part, &busy, routing);
        let rows = door.candidates.iter().zip(busy).zip(arrivals);
        flows.extend(rows.map(|((row, outstanding), arrivals)| Flow {
            task: row.task,
            group: door.group,
            container: row.container,
            arrivals,
            outstanding,
        }));
    }
    // Who gets no more requests still answers those that wait.
    for flow in waiting.iter().filter(|flow| flow.outstanding > 0) {
        let same = |row: &Flow| row.task == flow.task && row.group == flow.group;
        if !flows.iter().any(same) {
            flows.push(Flow {
                arrivals: 0,
                ..*flow
            });
        }
    }
    (flows, unserved)
}
