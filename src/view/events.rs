//! What happened, newest first, in the words that ECS uses.

use super::board::definition_name;
use super::{cli, format};
use crate::engine::{Logged, Timeline};
use crate::lifecycle::Event;
use crate::model::arn::Arns;
use crate::model::{
    ContainerStatus, DefinitionId, InstanceId, ServiceId, TaskId, TaskStatus, World,
};
use crate::sim::SimTime;

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
                rows.push(command_row(number, logged));
                command = commands.next();
            }
            (_, Some(_)) => rows.extend(journal.next()),
            (_, None) => break,
        }
    }
    debug_assert!(rows.iter().all(|row| row.at <= now));
    rows
}

fn command_row(number: usize, logged: &Logged) -> EventRow {
    let body = serde_json::from_str(&logged.command.body).unwrap_or_default();
    let text = match cli::command_line(&logged.command.action, &body) {
        Some(words) => cli::text(&words),
        None => format!("{} {}", logged.command.action, logged.command.body),
    };
    EventRow {
        key: (true, number as u64),
        at: logged.at,
        time: format::moment(logged.at),
        mark: EventMark::Command,
        text,
        task: None,
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

/// The text of an event; None for those that only repeat what a command says.
fn text(world: &World, event: &Event) -> Option<(EventMark, String)> {
    let dot = |text: String| Some((EventMark::Dot, text));
    let instance = |id, what: &str| dot(format!("{}{what}", instance_name(world, id)));
    match event {
        Event::TaskCreated {
            task,
            definition,
            status,
        } => {
            let text = created_text(world, *definition, *task, *status);
            Some((EventMark::State(*status), text))
        }
        Event::TaskStatus {
            task,
            definition,
            from,
            to,
        } => {
            let name = task_name(world, *definition, *task);
            let text = format!(
                "{name} {} → {}{}",
                from.name(),
                to.name(),
                end(world, *task, *to)
            );
            Some((EventMark::State(*to), text))
        }
        Event::TaskStopRequested { task, definition } => dot(stop_text(world, *definition, *task)),
        Event::Container {
            task,
            container,
            status,
        } => container_text(world, *task, *container, *status).and_then(dot),
        Event::InstanceRegistered(id) => instance(*id, " registered"),
        Event::InstanceStatus(id, status) => instance(*id, &format!(" {}", status.name())),
        Event::InstanceConnected(id, connected) => {
            instance(*id, &format!(": agent {}", connection(*connected)))
        }
        Event::AgentUpdate(id, stage) => instance(*id, &format!(": agent update {}", stage.name())),
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
        Event::TaskProtection(task, on) => protection_text(world, *task, *on).and_then(dot),
        Event::TaskForgotten(_)
        | Event::ClusterCreated(_)
        | Event::ClusterDeleted(_)
        | Event::DefinitionRegistered(_)
        | Event::DefinitionDeregistered(_)
        | Event::DefinitionDeletionAsked(_)
        | Event::DefinitionDeleted(_)
        | Event::ServiceCreated(_)
        | Event::ServiceUpdated(_)
        | Event::DeploymentStarted(..)
        | Event::DeploymentRemoved(..)
        | Event::SurroundingsDeclared
        | Event::FaultInjected(_)
        | Event::FaultCleared(_) => None,
    }
}

fn stop_text(world: &World, definition: DefinitionId, task: TaskId) -> String {
    let name = task_name(world, definition, task);
    let row = world.tasks.get(task);
    let reason = row.and_then(|row| row.stopped_reason.clone());
    let reason = reason.map_or(String::new(), |text| format!(": {text}"));
    format!("{name} desired STOPPED{reason}")
}

/// The present protection of the task may be another one, so no moment is named.
fn protection_text(world: &World, task: TaskId, on: bool) -> Option<String> {
    let row = world.tasks.get(task)?;
    let name = task_name(world, row.launch.definition, task);
    let what = if on { "is" } else { "is no longer" };
    Some(format!("{name} {what} protected from scale-in"))
}

fn connection(connected: bool) -> &'static str {
    if connected {
        "connected"
    } else {
        "disconnected"
    }
}

fn created_text(
    world: &World,
    definition: DefinitionId,
    task: TaskId,
    status: TaskStatus,
) -> String {
    let name = task_name(world, definition, task);
    let at = world.tasks.get(task).and_then(|row| row.instance);
    let place = at.map_or(String::new(), |id| {
        format!(" on {}", &Arns::of(world).instance_hex(id)[..8])
    });
    format!("{name} created, {}{place}", status.name())
}

fn end(world: &World, task: TaskId, to: TaskStatus) -> String {
    let row = world.tasks.get(task).filter(|_| to == TaskStatus::Stopped);
    let reason = row.and_then(|row| row.stopped_reason.clone());
    let exit = row.and_then(|row| row.containers.iter().find_map(|one| one.exit_code));
    match (reason, exit) {
        (Some(reason), Some(code)) => format!(": {reason} (exit {code})"),
        (Some(reason), None) => format!(": {reason}"),
        (None, _) => String::new(),
    }
}

fn container_text(
    world: &World,
    task: TaskId,
    container: u16,
    status: ContainerStatus,
) -> Option<String> {
    let row = world.tasks.get(task)?;
    let name = &row
        .container_definitions()
        .get(usize::from(container))?
        .name;
    let owner = task_name(world, row.launch.definition, task);
    let what = match status {
        ContainerStatus::Stopping => "got SIGTERM",
        ContainerStatus::None | ContainerStatus::Pulling | ContainerStatus::Pulled => return None,
        ContainerStatus::Running => "RUNNING",
        ContainerStatus::Stopped => "STOPPED",
    };
    Some(format!("{owner}: container {name} {what}"))
}
