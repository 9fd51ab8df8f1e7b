//! What health checks find of a task, and when its targets change.

use super::super::container::workload::check_passes;
use super::super::probes::{self, is_well};
use super::super::{faults, probes::container_verdict};
use super::containers::{ContainerStep, own_workload};
use super::next::{Context, Step};
use crate::model::target::{Target, TargetState};
use crate::model::task_definition::HealthCheck;
use crate::model::{ContainerStatus, TaskStatus};
use crate::sim::SimTime;

/// A move of one target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetStep {
    /// Probes pass from now on, or fail.
    Probe(bool),
    /// It comes to this state.
    State(TargetState),
}

/// What the health check of a running container does next.
pub(super) fn container(context: &Context, index: usize, check: &HealthCheck) -> Step {
    let (task, now) = (context.task, context.now);
    let container = &task.containers[index];
    let started = container.started_at.unwrap_or(now);
    let (well, until) = is_well(&own_workload(task, index), started, now);
    let fails = faults::container_check_fails(context.world, task, index);
    let passes = well && check_passes(check) && !fails;
    if passes != container.probing.passes {
        return Step::Container(index, ContainerStep::Probe(passes));
    }
    let (health, at) = container_verdict(container, check);
    if at <= now {
        Step::Container(index, ContainerStep::Health(health))
    } else {
        Step::Wait(until.min(at))
    }
}

/// What the targets of a task do next.
pub(super) fn targets(context: &Context) -> Step {
    let mut until = SimTime::NEVER;
    for (index, target) in context.task.targets.iter().enumerate() {
        match one_target(context, target) {
            Ok(step) => return Step::Target(index, step),
            Err(at) => until = until.min(at),
        }
    }
    Step::Wait(until)
}

/// The next step of a target, or when it may have one.
fn one_target(context: &Context, target: &Target) -> Result<TargetStep, SimTime> {
    let (task, now) = (context.task, context.now);
    let groups = &context.world.surroundings.target_groups;
    let Some(group) = groups.get(target.group) else {
        return Err(SimTime::NEVER);
    };
    let mut until = SimTime::NEVER;
    if target.state.is_registered() {
        // ECS is about to deregister it.
        if task.last_status != TaskStatus::Running {
            return Err(SimTime::NEVER);
        }
        let index = usize::from(target.container);
        let container = &task.containers[index];
        let started = container.started_at.unwrap_or(now);
        let (well, changes) = is_well(&own_workload(task, index), started, now);
        let runs = container.status == ContainerStatus::Running;
        let passes =
            well && runs && faults::target_check_fails(context.world, task, target).is_none();
        if passes != target.probing.passes {
            return Ok(TargetStep::Probe(passes));
        }
        until = changes;
    }
    let (state, at) = probes::target_verdict(target, group);
    if at <= now {
        Ok(TargetStep::State(state))
    } else {
        Err(until.min(at))
    }
}
