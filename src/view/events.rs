//! What happened, newest first, in the words that ECS uses.

mod scaling;

use super::board::definition_name;
use super::{cli, eventbridge, format};
use crate::engine::{Logged, Timeline};
use crate::lifecycle::{Event, RolloutStep, TaskEnd};
use crate::model::arn::Arns;
use crate::model::target::TargetState;
use crate::model::{
    ContainerStatus, DefinitionId, InstanceId, ServiceId, TargetGroupId, TaskId, TaskStatus, World,
};
use crate::sim::SimTime;
use serde_json::Value;

/// What stands beside an event's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventMark {
    /// The mark of a task's state.
    State(TaskStatus),
    /// A service or the surroundings.
    Dot,
    /// Somebody asked for it.
    Command,
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventRow {
    /// Unique in the run: events by their number, commands by theirs.
    pub key: (bool, u64),
    /// When.
    pub at: SimTime,
    /// When, as text.
    pub time: String,
    /// The mark beside it.
    pub mark: EventMark,
    /// What happened.
    pub text: String,
    /// The task it is about.
    pub task: Option<TaskId>,
    /// Its number, where ECS sends it to EventBridge.
    pub sent: Option<u64>,
}

/// The newest events and commands up to now, newest first.
pub fn latest(timeline: &Timeline, most: usize) -> Vec<EventRow> {
    let (world, now) = (timeline.world(), timeline.now());
    let journal = timeline.journal().since(0).rev();
    let mut journal = journal
        .filter(|(seq, _)| *seq < timeline.sim().events)
        .filter_map(|(seq, entry)| row(world, seq, entry.at, &entry.event))
        .peekable();
    let mut commands = timeline.log()[..timeline.seen()].iter().enumerate().rev();
    let mut command = commands.next();
    let mut rows = Vec::new();
    while rows.len() < most {
        let next_at = journal.peek().map(|row| row.at);
        match (command, next_at) {
            (Some((number, logged)), at) if at.is_none_or(|at| logged.at > at) => {
                rows.push(command_row(world, number, logged));
                command = commands.next();
            }
            (_, Some(_)) => rows.extend(journal.next()),
            (_, None) => break,
        }
    }
    debug_assert!(rows.iter().all(|row| row.at <= now));
    rows
}

fn command_row(world: &World, number: usize, logged: &Logged) -> EventRow {
    let body = serde_json::from_str(&logged.command.body).unwrap_or(Value::Null);
    let text = cli::text(&cli::command_line(world, &logged.command.action, &body));
    EventRow {
        key: (true, number as u64),
        at: logged.at,
        time: format::moment(logged.at),
        mark: EventMark::Command,
        text,
        task: None,
        sent: None,
    }
}

fn row(world: &World, seq: u64, at: SimTime, event: &Event) -> Option<EventRow> {
    let (mark, text) = text(world, event)?;
    Some(EventRow {
        key: (false, seq),
        at,
        time: format::moment(at),
        mark,
        text,
        task: event.task(),
        sent: eventbridge::is_sent(event).then_some(seq),
    })
}

fn task_name(world: &World, definition: DefinitionId, task: TaskId) -> String {
    let hex = Arns::of(world).task_hex(task);
    format!("{} task {}", definition_name(world, definition), &hex[..8])
}

fn instance_name(world: &World, id: InstanceId) -> String {
    format!(
        "container instance {}",
        &Arns::of(world).instance_hex(id)[..8]
    )
}

fn service_name(world: &World, id: ServiceId) -> String {
    let name = world.services.get(id).map_or("", |row| &row.name);
    format!("service {name}")
}

/// A step of a deployment; None for those that the service tells of itself.
fn rollout_text(world: &World, service: ServiceId, step: &RolloutStep) -> Option<String> {
    let name = service_name(world, service);
    match step {
        RolloutStep::Failed | RolloutStep::CameBack { .. } => None,
        RolloutStep::Stage(stage, weights) => {
            let (test, production) = (weights.test, weights.production);
            let traffic = match (test, production) {
                (0, 0) => String::new(),
                (_, 0) => format!(", test traffic {}", format::permille(test)),
                _ => format!(", production traffic {}", format::permille(production)),
            };
            Some(format!("{name}: {}{traffic}", stage.name()))
        }
        RolloutStep::Hook(_, status) => Some(format!("{name}: lifecycle hook {}", status.name())),
    }
}

/// The text of an event; None for those that only repeat what a command says.
fn text(world: &World, event: &Event) -> Option<(EventMark, String)> {
    let dot = |text: String| Some((EventMark::Dot, text));
    let instance = |id, what: &str| dot(format!("{}{what}", instance_name(world, id)));
    match event {
        Event::TaskCreated { .. } | Event::TaskStatus { .. } => state_text(world, event),
        Event::TaskStopRequested {
            task,
            definition,
            reason,
            ..
        } => dot(stop_text(world, *definition, *task, reason)),
        Event::Container {
            task,
            definition,
            container,
            status,
        } => {
            let name = task_name(world, *definition, *task);
            container_text(world, *task, *definition, *container, *status)
                .and_then(|text| dot(format!("{name}: {text}")))
        }
        Event::ContainerHealth(task, container, health) => {
            health_text(world, *task, *container, health.name()).and_then(dot)
        }
        Event::Target(task, group, state) => dot(target_text(world, *task, *group, *state)),
        Event::InstanceRegistered(id) => instance(*id, " registered"),
        Event::InstanceStatus(id, status) => instance(*id, &format!(" {}", status.name())),
        Event::InstanceConnected(id, to) => instance(*id, &format!(": agent {}", connection(*to))),
        Event::InstanceHealth(id, impaired) => instance(*id, health_of(*impaired)),
        Event::AgentUpdate(id, stage) => instance(*id, &format!(": agent update {}", stage.name())),
        Event::SpotNotice(id) => instance(*id, ": Spot takes it back in two minutes"),
        Event::InstanceTerminated(id) => instance(*id, " terminated"),
        Event::ServiceStatus(id, status) => {
            dot(format!("{} {}", service_name(world, *id), status.name()))
        }
        Event::DaemonConstraintViolated(service, _) => dot(format!(
            "{}: the instance of a task no longer meets the placement constraints",
            service_name(world, *service)
        )),
        Event::ServiceSaid {
            service, message, ..
        } => dot(message.short_text(world, *service)),
        Event::Rollout(service, _, step) => dot(rollout_text(world, *service, step)?),
        Event::TaskSet(service, set, step) => {
            let set = Arns::of(world).deployment(*set);
            let name = service_name(world, *service);
            dot(format!("{name}: task set {set} {step}"))
        }
        Event::Scaling(step) => scaling::text(world, step).and_then(dot),
        Event::Scheduled(id, step) => scaling::schedule(world, *id, step).and_then(dot),
        Event::DesiredCount(id, to) => dot(format!("{}: scaled to {to}", service_name(world, *id))),
        Event::TaskProtection(task, on) => protection_text(world, *task, *on).and_then(dot),
        Event::TaskForgotten(_)
        | Event::ClusterCreated(_)
        | Event::ClusterDeleted(_)
        | Event::ClusterSettled(_)
        | Event::DefinitionRegistered(_)
        | Event::DefinitionDeregistered(_)
        | Event::DefinitionDeletionAsked(_)
        | Event::DefinitionDeleted(_)
        | Event::ServiceCreated(_)
        | Event::ServiceUpdated(_)
        | Event::DeploymentStarted(..)
        | Event::DeploymentRemoved(..)
        | Event::Set(_)
        | Event::SurroundingsDeclared
        | Event::FaultInjected(_)
        | Event::FaultCleared(_) => None,
    }
}

/// A task in its first state, or in another than before.
fn state_text(world: &World, event: &Event) -> Option<(EventMark, String)> {
    if let Event::TaskCreated {
        task,
        definition,
        instance,
        status,
    } = event
    {
        let name = task_name(world, *definition, *task);
        let place = instance.map_or(String::new(), |id| {
            format!(" on {}", &Arns::of(world).instance_hex(id)[..8])
        });
        let text = format!("{name} created, {}{place}", status.name());
        return Some((EventMark::State(*status), text));
    }
    let Event::TaskStatus {
        task,
        definition,
        from,
        to,
        end,
    } = event
    else {
        return None;
    };
    let name = task_name(world, *definition, *task);
    let end = end.as_deref().map_or(String::new(), end_text);
    let text = format!("{name} {} → {}{end}", from.name(), to.name());
    Some((EventMark::State(*to), text))
}

fn stop_text(world: &World, definition: DefinitionId, task: TaskId, reason: &str) -> String {
    let name = task_name(world, definition, task);
    match reason {
        "" => format!("{name} desired STOPPED"),
        reason => format!("{name} desired STOPPED: {reason}"),
    }
}

/// The present protection of the task may be another one, so no moment is named.
fn protection_text(world: &World, task: TaskId, on: bool) -> Option<String> {
    let row = world.tasks.get(task)?;
    let name = task_name(world, row.launch.definition, task);
    let what = if on { "is" } else { "is no longer" };
    Some(format!("{name} {what} protected from scale-in"))
}

fn health_of(impaired: bool) -> &'static str {
    if impaired {
        ": IMPAIRED, its agent is cut off"
    } else {
        ": health OK again"
    }
}

fn connection(connected: bool) -> &'static str {
    if connected {
        "connected"
    } else {
        "disconnected"
    }
}

fn end_text(end: &TaskEnd) -> String {
    match end.exit_code {
        Some(code) => format!(": {} (exit {code})", end.reason),
        None => format!(": {}", end.reason),
    }
}

fn container_text(
    world: &World,
    task: TaskId,
    definition: DefinitionId,
    container: u16,
    status: ContainerStatus,
) -> Option<String> {
    let row = world.definitions.get(definition)?;
    let name = &row.spec.containers.get(usize::from(container))?.name;
    let what = match status {
        ContainerStatus::Stopping => "got SIGTERM",
        ContainerStatus::None | ContainerStatus::Pulling | ContainerStatus::Pulled => return None,
        ContainerStatus::Running => "RUNNING",
        ContainerStatus::Stopped => "STOPPED",
    };
    let why = match status {
        ContainerStatus::Stopped => exit_text(world, task, container),
        ContainerStatus::None
        | ContainerStatus::Pulling
        | ContainerStatus::Pulled
        | ContainerStatus::Running
        | ContainerStatus::Stopping => None,
    };
    Some(format!(
        "container {name} {what}{}",
        why.unwrap_or_default()
    ))
}

/// How a container ended, while it is known: a restart begins a new life.
fn exit_text(world: &World, task: TaskId, container: u16) -> Option<String> {
    let row = world.tasks.get(task)?;
    let row = row.containers.get(usize::from(container))?;
    let code = row
        .exit_code
        .filter(|_| row.status == ContainerStatus::Stopped)?;
    let reason = row.reason.as_ref();
    let reason = reason.map_or(String::new(), |reason| format!(", {reason}"));
    Some(format!(", exit code {code}{reason}"))
}

fn health_text(world: &World, task: TaskId, container: u16, health: &str) -> Option<String> {
    let row = world.tasks.get(task)?;
    let definitions = row.container_definitions();
    let name = &definitions.get(usize::from(container))?.name;
    let owner = task_name(world, row.launch.definition, task);
    Some(format!("{owner}: container {name} {health}"))
}

fn target_text(world: &World, task: TaskId, group: TargetGroupId, state: TargetState) -> String {
    let row = world.tasks.get(task);
    let owner = row.map(|row| task_name(world, row.launch.definition, task));
    let group = world.surroundings.target_groups.get(group);
    let group = group.map_or("", |row| &row.name);
    let owner = owner.unwrap_or_default();
    format!("{owner}: {} in target group {group}", state.name())
}
