//! What the containers of a task do next: pull, create, start, run, end, stop.

use super::super::container::dependencies::{self, Readiness};
use super::super::container::pull;
use super::super::container::workload::{self, EXIT_KILLED, Words};
use super::super::{chances, faults, timing};
use super::checks;
use super::next::{Context, Step};
use super::resources;
use crate::model::task::Health;
use crate::model::workload::{OnTerm, Workload};
use crate::model::{ContainerStatus, StopCode, Task, World};
use crate::sim::{SimTime, Span};
use std::sync::Arc;

/// A move of one container.
#[derive(Clone, Debug, PartialEq)]
pub enum ContainerStep {
    /// Begin the image pull, which ends at this moment.
    Pull(SimTime),
    /// Its image is there: create and start it, which ends at this moment.
    Create(SimTime),
    /// Its process starts and ends by itself at this moment (`SimTime::NEVER`: not by itself).
    Start(SimTime),
    /// Its health check passes from now on, or fails.
    Probe(bool),
    /// Its health check has decided.
    Health(Health),
    /// SIGTERM; it ends or is killed at this moment.
    Term(SimTime),
    /// Its process ends with this exit code, and with a reason if the agent knows one.
    Exit(u16, Option<&'static str>),
    /// It will never run, for this reason and with this exit code if any.
    Fail(Arc<str>, Option<u16>),
    /// It will not be started: the task stops before it was its turn.
    Skip,
}

/// The next move of a container on the way up, or how long all of them wait.
pub(super) fn start(context: &Context) -> Step {
    let mut until = SimTime::NEVER;
    for index in 0..context.task.containers.len() {
        let container = &context.task.containers[index];
        match container.status {
            ContainerStatus::None => {
                match dependencies::readiness(context.task, index, context.now) {
                    Readiness::Ready => return Step::Container(index, begin_pull(context, index)),
                    Readiness::Waits(_, at) => until = until.min(at),
                    Readiness::Hopeless(dependency, why) => {
                        let step = hopeless(context, index, dependency.container, why);
                        return Step::Container(index, step);
                    }
                }
            }
            ContainerStatus::Pulling if container.until <= context.now => {
                return Step::Container(index, end_pull(context, index));
            }
            ContainerStatus::Pulled if container.until <= context.now => {
                if let Some(reason) = resources::log_error(context.world, context.task) {
                    let fails = ContainerStep::Fail(reason.into(), None);
                    return Step::Container(index, fails);
                }
                let ends = runs_until(context, index);
                return Step::Container(index, ContainerStep::Start(ends));
            }
            ContainerStatus::Pulling | ContainerStatus::Pulled => {
                until = until.min(container.until);
            }
            ContainerStatus::Running | ContainerStatus::Stopping | ContainerStatus::Stopped => {}
        }
    }
    match run(context) {
        Step::Wait(at) => Step::Wait(until.min(at)),
        step => step,
    }
}

/// The next move of a running container, or how long all of them wait.
pub(super) fn run(context: &Context) -> Step {
    let mut until = SimTime::NEVER;
    for (index, container) in context.task.containers.iter().enumerate() {
        if container.status != ContainerStatus::Running {
            continue;
        }
        if container.until <= context.now {
            return Step::Container(index, exit(context, index));
        }
        until = until.min(container.until);
        if let Some(check) = &context.task.container_definitions()[index].health_check {
            match checks::container(context, index, check) {
                Step::Wait(at) => until = until.min(at),
                step => return step,
            }
        }
    }
    Step::Wait(until)
}

/// The next move of a container on the way down, or how long all of them wait.
pub(super) fn stop(context: &Context) -> Step {
    let mut until = SimTime::NEVER;
    let heard = stop_is_heard(context);
    for (index, container) in context.task.containers.iter().enumerate() {
        match container.status {
            ContainerStatus::None | ContainerStatus::Pulling | ContainerStatus::Pulled => {
                return Step::Container(index, ContainerStep::Skip);
            }
            ContainerStatus::Running if container.until <= context.now => {
                return Step::Container(index, exit(context, index));
            }
            ContainerStatus::Running if dependencies::may_stop(context.task, index) => {
                if heard <= context.now {
                    return Step::Container(index, term(context, index));
                }
                until = until.min(heard).min(container.until);
            }
            ContainerStatus::Stopping if container.until <= context.now => {
                let code = exit_after_term(context, index);
                return Step::Container(index, ContainerStep::Exit(code, None));
            }
            ContainerStatus::Running | ContainerStatus::Stopping => {
                until = until.min(container.until);
            }
            ContainerStatus::Stopped => {}
        }
    }
    Step::Wait(until)
}

/// When the containers of a task that shall stop get SIGTERM. Its agent knows of the end of a
/// container before ECS does, and Spot gives notice in time.
fn stop_is_heard(context: &Context) -> SimTime {
    let task = context.task;
    let delay = match task.stop_code {
        Some(StopCode::UserInitiated | StopCode::ServiceSchedulerInitiated) => {
            timing::stop_is_heard(task.launch.launch_type)
        }
        Some(
            StopCode::TaskFailedToStart
            | StopCode::EssentialContainerExited
            | StopCode::SpotInterruption
            | StopCode::TerminationNotice,
        )
        | None => Span::ZERO,
    };
    task.status_since + vary(context, delay, chances::STOP_IS_HEARD, 0)
}

fn begin_pull(context: &Context, index: usize) -> ContainerStep {
    let definition = &context.task.container_definitions()[index];
    let span = pull::duration(context.world, context.task, index);
    let purpose = chances::IMAGE_PULL;
    let slowed = faults::pull_delay(context.world, definition);
    ContainerStep::Pull(context.now + vary(context, span, purpose, index) + slowed)
}

fn end_pull(context: &Context, index: usize) -> ContainerStep {
    if let Some(reason) = pull::failure(context.world, context.task, index) {
        return ContainerStep::Fail(reason.into(), None);
    }
    let span = vary(
        context,
        timing::CREATE_AND_START,
        chances::CREATE_AND_START,
        index,
    );
    ContainerStep::Create(context.now + span + workload_of(context, index).start_delay)
}

fn runs_until(context: &Context, index: usize) -> SimTime {
    let workload = workload_of(context, index);
    workload
        .run_for
        .map_or(SimTime::NEVER, |span| context.now + span)
}

fn vary(context: &Context, span: Span, purpose: crate::sim::Purpose, index: usize) -> Span {
    let subject = u64::from(context.task.id.0);
    context.chance.around(
        span,
        timing::VARIATION_PERMILLE,
        purpose,
        subject,
        index as u64,
    )
}

/// The workload of a container with the request's overrides and the faults on it.
fn workload_of(context: &Context, index: usize) -> Workload {
    let task = context.task;
    let started = task.containers[index].started_at.unwrap_or(context.now);
    faulty_workload(context.world, task, index, started)
}

/// The same with the faults of this moment on a container that started at `started`.
fn faulty_workload(world: &World, task: &Task, index: usize, started: SimTime) -> Workload {
    let container = faults::Container {
        task,
        definition: &task.container_definitions()[index],
        started,
    };
    faults::workload(world, &container, own_workload(task, index))
}

/// The end of a process that ends by itself.
fn exit(context: &Context, index: usize) -> ContainerStep {
    let workload = workload_of(context, index);
    ContainerStep::Exit(workload.exit_code, workload.end_reason)
}

/// The workload of a container with the request's overrides.
pub fn own_workload(task: &Task, index: usize) -> Workload {
    let definition = &task.container_definitions()[index];
    let Some(overrides) = &task.launch.overrides else {
        return definition.workload;
    };
    let changed = overrides
        .containers
        .iter()
        .find(|row| usize::from(row.container) == index);
    match changed.and_then(|row| row.command.as_deref()) {
        None => definition.workload,
        Some(command) => workload::workload(Words {
            image: &definition.image,
            entry_point: &definition.entry_point,
            command,
            docker_labels: &definition.docker_labels,
        }),
    }
}

/// SIGTERM, then SIGKILL after `stopTimeout`.
fn term(context: &Context, index: usize) -> ContainerStep {
    let patience = patience(context, index, context.now);
    let span = match workload_of(context, index).on_term {
        OnTerm::Ends(after, _) => Span(after.0.min(patience.0)),
        OnTerm::Ignores => patience,
    };
    ContainerStep::Term(context.now + span)
}

/// Whether Fargate Spot takes the capacity of a task back.
pub(super) fn is_interrupted(task: &Task) -> bool {
    task.stop_code == Some(StopCode::SpotInterruption)
}

/// How long a container has that gets SIGTERM at a moment; a Spot task is over in time.
fn patience(context: &Context, index: usize, from: SimTime) -> Span {
    let task = context.task;
    let definition = &task.container_definitions()[index];
    let own = definition.stop_timeout.unwrap_or(timing::STOP_TIMEOUT);
    match task.stopping_at.filter(|_| is_interrupted(task)) {
        Some(at) => own.min((at + timing::SPOT_NOTICE).since(from)),
        None => own,
    }
}

fn exit_after_term(context: &Context, index: usize) -> u16 {
    let since = context.task.containers[index].since;
    match workload_of(context, index).on_term {
        OnTerm::Ends(after, code) if after <= patience(context, index, since) => code,
        OnTerm::Ends(..) | OnTerm::Ignores => EXIT_KILLED,
    }
}

/// Text: amazon-ecs-agent, `dependencygraph`, terminal dependency errors.
fn hopeless(
    context: &Context,
    index: usize,
    other: u16,
    why: dependencies::Hopeless,
) -> ContainerStep {
    let definitions = context.task.container_definitions();
    let (target, other) = (
        &definitions[index].name,
        &definitions[usize::from(other)].name,
    );
    let condition = definitions[index].depends_on.iter().find_map(|dependency| {
        let named = &definitions[usize::from(dependency.container)].name == other;
        named.then(|| dependency.condition.name())
    });
    let reason = format!(
        "CannotStartContainerError: dependency graph: container ordering dependency \
         [{other}:{}] for target [{target}] {}",
        condition.unwrap_or_default(),
        why.text()
    );
    ContainerStep::Fail(reason.into(), Some(dependencies::EXIT_DEPENDENCY))
}

/// When a running container ends by itself, with the faults of this moment.
pub fn ends_at(world: &World, task: &Task, index: usize) -> SimTime {
    let Some(started) = task.containers[index].started_at else {
        return SimTime::NEVER;
    };
    faulty_workload(world, task, index, started)
        .run_for
        .map_or(SimTime::NEVER, |span| started + span)
}
