//! A task is registered with load balancers, moves there, and is deregistered: steps taken.

use super::super::{Event, Turn, faults, service};
use super::checks::TargetStep;
use crate::model::container::Probing;
use crate::model::target::{Discovery, Target, TargetState};
use crate::model::task_definition::NetworkMode;
use crate::model::{TargetGroupId, Task, TaskId, World};
use crate::sim::SimTime;
use std::sync::Arc;

/// Whether others are told of a task: load balancers, service discovery, Service Connect. Only such
/// tasks are ACTIVATING and DEACTIVATING.
///
/// Source: Developer Guide, "Amazon ECS task lifecycle" names what happens in the two states.
/// Without any of it recorded tasks go from PENDING to RUNNING: on Fargate they run at version 3,
/// in events of 2019, 2023 and 2025. containers-roadmap, issues 1039 and 2012, and
/// ecs-cid-sample, issue 29: since the end of 2022 one target group is enough.
pub fn is_made_known(task: &Task) -> bool {
    let Discovery { entry, connect } = task.launch.discovery;
    entry || connect || !task.launch.balancers.is_empty()
}

/// Registers a task with its load balancers; returns the target groups.
/// Source: Developer Guide, "Use load balancing to distribute Amazon ECS service traffic".
pub fn register(turn: &mut Turn, id: TaskId) -> Vec<TargetGroupId> {
    let now = turn.now();
    let Some(task) = turn.world().tasks.get(id) else {
        return Vec::new();
    };
    let targets = new_targets(turn.world(), task, now);
    let groups: Vec<TargetGroupId> = targets.iter().map(|row| row.group).collect();
    let states: Vec<TargetState> = targets.iter().map(|row| row.state).collect();
    if let Some(task) = turn.edit_task(id) {
        task.targets = targets.into();
    }
    for (group, state) in groups.iter().zip(states) {
        turn.say(Event::Target(id, *group, state));
    }
    service::watch(turn, id);
    turn.wake_task(id, now);
    groups
}

fn new_targets(world: &World, task: &Task, now: SimTime) -> Vec<Target> {
    let definitions = task.container_definitions();
    let mut targets = Vec::new();
    for balancer in &*task.launch.balancers {
        let place = definitions
            .iter()
            .position(|row| row.name == balancer.container);
        let Some(container) = place else { continue };
        let group = balancer.group();
        let unattached = world.surroundings.target_groups.get(group);
        let unattached = unattached.is_none_or(|row| row.load_balancer.is_none());
        // Source of the words: Elastic Load Balancing, reason code `Target.NotInUse`.
        let unused = "Target group is not configured to receive traffic from the load balancer";
        targets.push(Target {
            group,
            container: container as u16,
            port: port(task, container, balancer.container_port),
            state: if unattached {
                TargetState::Unused
            } else {
                TargetState::Initial
            },
            reason: Some(if unattached { unused } else { REGISTERING }.into()),
            registered_at: now,
            since: now,
            probing: Probing {
                passes: true,
                since: now,
            },
        });
    }
    targets
}

/// Source of the words: Elastic Load Balancing, reason codes `Elb.RegistrationInProgress` and
/// `Target.DeregistrationInProgress`.
const REGISTERING: &str = "Target registration is in progress";
const DEREGISTERING: &str = "Target deregistration is in progress";

/// The port of the interface with awsvpc; else the one on the host.
fn port(task: &Task, container: usize, container_port: u16) -> u16 {
    if task.launch.spec.network_mode == NetworkMode::Awsvpc {
        return container_port;
    }
    let ports = &task.container_definitions()[container].ports;
    let mapping = ports
        .iter()
        .position(|row| row.container_port == container_port);
    let bound = mapping.and_then(|place| task.containers[container].host_ports.get(place));
    bound.copied().unwrap_or(container_port)
}

/// Deregisters a task from its load balancers: its targets are draining, and the task may stop
/// when they are done. Returns the target groups.
pub fn deregister(turn: &mut Turn, id: TaskId) -> Vec<TargetGroupId> {
    let Some(task) = turn.world().tasks.get(id).cloned() else {
        return Vec::new();
    };
    let (now, over) = (turn.now(), !task.is_live());
    let mut groups = Vec::new();
    let mut drained = now;
    for (index, target) in task.targets.iter().enumerate() {
        if !target.state.is_registered() {
            continue;
        }
        let group = turn.world().surroundings.target_groups.get(target.group);
        let delay = group
            .map(|row| row.deregistration_delay)
            .unwrap_or_default();
        drained = drained.max(now + delay);
        groups.push(target.group);
        // Nothing waits for a task that is over.
        let state = if over {
            TargetState::Unused
        } else {
            TargetState::Draining
        };
        put(turn, id, index, state, Some(DEREGISTERING.into()));
    }
    if let Some(task) = turn.edit_task(id).filter(|_| !over) {
        task.status_until = drained;
    }
    service::watch(turn, id);
    if !over {
        turn.wake_task(id, now);
    }
    groups
}

/// Takes a step of a target.
pub(super) fn move_target(turn: &mut Turn, id: TaskId, index: usize, step: TargetStep) {
    let now = turn.now();
    match step {
        TargetStep::Probe(passes) => {
            if let Some(target) = turn
                .edit_task(id)
                .and_then(|row| row.targets.get_mut(index))
            {
                target.probing = Probing { passes, since: now };
            }
        }
        TargetStep::State(state) => {
            let reason = reason(turn.world(), id, index, state);
            put(turn, id, index, state, reason);
            service::health_changed(turn, id);
        }
    }
}

/// Why a target is unhealthy: the fault's words, else those of an application that answers badly.
fn reason(world: &World, id: TaskId, index: usize, state: TargetState) -> Option<Arc<str>> {
    let task = world.tasks.get(id)?;
    let target = task.targets.get(index)?;
    match state {
        TargetState::Unhealthy => {
            let words = faults::target_check_fails(world, task, target);
            let badly = "Health checks failed with these codes: [502]";
            Some(words.unwrap_or_else(|| badly.to_owned()).into())
        }
        TargetState::Initial
        | TargetState::Healthy
        | TargetState::Draining
        | TargetState::Unused => None,
    }
}

fn put(turn: &mut Turn, id: TaskId, index: usize, state: TargetState, reason: Option<Arc<str>>) {
    let now = turn.now();
    let Some(target) = turn
        .edit_task(id)
        .and_then(|row| row.targets.get_mut(index))
    else {
        return;
    };
    target.state = state;
    target.reason = reason;
    target.since = now;
    let group = target.group;
    turn.say(Event::Target(id, group, state));
}

/// The task is STOPPED: whatever was draining is gone.
pub(super) fn end(turn: &mut Turn, id: TaskId) {
    let Some(task) = turn.world().tasks.get(id).cloned() else {
        return;
    };
    for (index, target) in task.targets.iter().enumerate() {
        if target.state == TargetState::Draining {
            put(turn, id, index, TargetState::Unused, None);
        }
    }
}
