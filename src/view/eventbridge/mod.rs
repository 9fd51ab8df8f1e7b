//! What ECS sends to EventBridge: the journal as the events of `aws.ecs`, each with the state of
//! its moment; and what EC2 sends of an instance that Spot takes back.
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS events" and its pages of examples; Amazon
//! EventBridge schema registry, `aws.ecs@…`, for the members of each `detail`.

mod hook;
mod instance;
mod service;
mod spot;
mod task;
#[cfg(test)]
mod tests;

use crate::engine::{Timeline, Told};
use crate::lifecycle::task::announces;
use crate::lifecycle::{Event, RolloutStep};
use crate::model::arn::{Arns, Uuid};
use crate::model::{ContainerStatus, DeploymentId, InstanceId, ServiceId, TaskId, World};
use crate::sim::SimTime;
use serde_json::{Value, json};

/// The `detail-type` of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DetailType {
    /// A task or one of its containers changed.
    Task,
    /// A container instance changed, or what remains on it.
    ContainerInstance,
    /// A health check of a container instance changed.
    InstanceHealth,
    /// A service said something.
    ServiceAction,
    /// A deployment of a service began, ended or failed.
    Deployment,
    /// A PAUSE of a deployment waits for somebody, or does no more.
    Hook,
    /// EC2 Spot takes an instance back.
    SpotWarning,
}

impl DetailType {
    /// The name that EventBridge has.
    pub fn name(self) -> &'static str {
        match self {
            DetailType::Task => "ECS Task State Change",
            DetailType::ContainerInstance => "ECS Container Instance State Change",
            DetailType::InstanceHealth => "ECS Container Instance Health Change",
            DetailType::ServiceAction => "ECS Service Action",
            DetailType::Deployment => "ECS Deployment State Change",
            DetailType::Hook => "ECS Hook State Change",
            DetailType::SpotWarning => "EC2 Spot Instance Interruption Warning",
        }
    }

    /// Who sends it.
    fn source(self) -> &'static str {
        match self {
            DetailType::Task
            | DetailType::ContainerInstance
            | DetailType::InstanceHealth
            | DetailType::ServiceAction
            | DetailType::Deployment
            | DetailType::Hook => "aws.ecs",
            DetailType::SpotWarning => "aws.ec2",
        }
    }
}

/// An event before it has its envelope.
struct Bare {
    detail_type: DetailType,
    /// The ARN of what it is about; empty where the guide's sample has none.
    resource: String,
    detail: Value,
}

/// The events since the journal's number `since`, at least `most` lines of the journal if there
/// are so many: `{"next", "events": […]}`. `next` is what to ask with the next time.
pub fn page(timeline: &mut Timeline, since: u64, most: usize) -> Value {
    let mut events = Vec::new();
    let next = timeline.events_since(since, most, &mut |told| events.extend(events_of(told)));
    json!({"next": next, "events": events})
}

/// What ECS sends for the line of the journal with this number.
pub fn of_line(timeline: &Timeline, seq: u64) -> Vec<Value> {
    let mut events = Vec::new();
    timeline.event_at(seq, &mut |told| events.extend(events_of(told)));
    events
}

/// The same as text to read and to copy: the event, or a list where there are two.
pub fn text(timeline: &Timeline, seq: u64) -> String {
    let mut events = of_line(timeline, seq);
    let shown = match events.len() {
        1 => events.remove(0),
        _ => Value::Array(events),
    };
    format!("{shown:#}")
}

/// What ECS sends when something has happened: nothing, one event, or two where a task takes or
/// frees what a container instance has.
pub fn events_of(told: Told) -> Vec<Value> {
    let bare = bare(told.world, told.at, told.event);
    let number = (0..).zip(bare);
    let events = number.map(|(nth, bare)| envelope(told, nth, bare));
    events.collect()
}

/// Whether ECS sends anything for it.
pub fn is_sent(event: &Event) -> bool {
    match event {
        Event::TaskCreated { .. }
        | Event::ContainerHealth(..)
        | Event::InstanceRegistered(_)
        | Event::InstanceStatus(..)
        | Event::InstanceConnected(..)
        | Event::InstanceHealth(..)
        | Event::SpotNotice(_)
        | Event::InstanceTerminated(_)
        | Event::AgentUpdate(..)
        | Event::DaemonConstraintViolated(..)
        | Event::ServiceSaid { .. }
        | Event::DesiredCount(..)
        | Event::DeploymentStarted(..) => true,
        Event::TaskStatus { to, .. } => announces(*to),
        Event::TaskStopRequested { announced, .. } => *announced,
        Event::Rollout(_, _, step) => match step {
            RolloutStep::CameBack { .. } | RolloutStep::Hook(..) => true,
            RolloutStep::Failed | RolloutStep::Stage(..) => false,
        },
        Event::TaskSet(_, _, step) => service::tells_of_task_set(*step),
        Event::Container { status, .. } => *status == ContainerStatus::Stopped,
        Event::ClusterCreated(_)
        | Event::ClusterDeleted(_)
        | Event::ClusterSettled(_)
        | Event::DefinitionRegistered(_)
        | Event::DefinitionDeregistered(_)
        | Event::DefinitionDeletionAsked(_)
        | Event::DefinitionDeleted(_)
        | Event::TaskForgotten(_)
        | Event::TaskProtection(..)
        | Event::Target(..)
        | Event::ServiceCreated(_)
        | Event::ServiceUpdated(_)
        | Event::ServiceStatus(..)
        | Event::DeploymentRemoved(..)
        | Event::Scaling(_)
        | Event::Scheduled(..)
        | Event::Set(_)
        | Event::SurroundingsDeclared
        | Event::FaultInjected(_)
        | Event::FaultCleared(_) => false,
    }
}

/// A task has changed, and what is reserved on its instance.
fn with_instance(
    world: &World,
    at: SimTime,
    task: TaskId,
    instance: Option<InstanceId>,
) -> Vec<Bare> {
    let on = instance.and_then(|id| instance::changed(world, at, id));
    let task = task::changed(world, at, task);
    task.into_iter().chain(on).collect()
}

fn bare(world: &World, at: SimTime, event: &Event) -> Vec<Bare> {
    match event {
        Event::TaskCreated { task, instance, .. } => with_instance(world, at, *task, *instance),
        Event::TaskStatus { to, .. } if !announces(*to) => Vec::new(),
        Event::TaskStatus { task, from, to, .. } => {
            let row = world.tasks.get(*task).filter(|_| task::frees(*from, *to));
            with_instance(world, at, *task, row.and_then(|row| row.instance))
        }
        Event::TaskStopRequested { announced, .. } if !announced => Vec::new(),
        Event::TaskStopRequested { task, .. } | Event::ContainerHealth(task, ..) => {
            with_instance(world, at, *task, None)
        }
        Event::Container {
            task,
            container,
            status,
            ..
        } => {
            let told = task::tells_of_container(world, *task, *container, *status);
            let task = told.then(|| task::changed(world, at, *task));
            task.flatten().into_iter().collect()
        }
        Event::InstanceRegistered(id)
        | Event::InstanceStatus(id, _)
        | Event::InstanceConnected(id, _)
        | Event::AgentUpdate(id, _)
        | Event::InstanceTerminated(id) => instance::changed(world, at, *id).into_iter().collect(),
        Event::InstanceHealth(id, _) => instance::health(world, *id).into_iter().collect(),
        Event::SpotNotice(id) => vec![spot::warning(world, *id)],
        Event::ServiceSaid {
            service, message, ..
        } => service::said(world, at, *service, message),
        Event::DaemonConstraintViolated(service, task) => {
            vec![service::daemon_misplaced(world, at, *service, *task)]
        }
        Event::DesiredCount(id, to) => vec![service::desired_count(world, at, *id, *to)],
        Event::DeploymentStarted(id, deployment) => {
            vec![service::deployment_started(world, at, *id, *deployment)]
        }
        Event::TaskSet(service, set, step) => {
            let told = service::tells_of_task_set(*step);
            let steady = || service::task_set_steady(world, at, *service, *set);
            told.then(steady).into_iter().collect()
        }
        Event::Rollout(id, deployment, step) => of_rollout(world, at, (*id, *deployment), step),
        Event::ClusterCreated(_)
        | Event::ClusterDeleted(_)
        | Event::ClusterSettled(_)
        | Event::DefinitionRegistered(_)
        | Event::DefinitionDeregistered(_)
        | Event::DefinitionDeletionAsked(_)
        | Event::DefinitionDeleted(_)
        | Event::TaskForgotten(_)
        | Event::TaskProtection(..)
        | Event::Target(..)
        | Event::ServiceCreated(_)
        | Event::ServiceUpdated(_)
        | Event::ServiceStatus(..)
        | Event::DeploymentRemoved(..)
        | Event::Scaling(_)
        | Event::Scheduled(..)
        | Event::Set(_)
        | Event::SurroundingsDeclared
        | Event::FaultInjected(_)
        | Event::FaultCleared(_) => Vec::new(),
    }
}

fn of_rollout(
    world: &World,
    at: SimTime,
    (id, deployment): (ServiceId, DeploymentId),
    step: &RolloutStep,
) -> Vec<Bare> {
    match step {
        RolloutStep::CameBack { .. } => {
            vec![service::deployment_came_back(world, at, id, deployment)]
        }
        RolloutStep::Hook(number, status) => {
            let event = hook::changed(world, at, id, *number, *status);
            event.into_iter().collect()
        }
        RolloutStep::Failed | RolloutStep::Stage(..) => Vec::new(),
    }
}

/// Source: Amazon EventBridge reference, "AWS service event metadata".
fn envelope(told: Told, nth: u64, bare: Bare) -> Value {
    let settings = &told.world.settings;
    let resources: Vec<&str> = [&*bare.resource]
        .into_iter()
        .filter(|arn| !arn.is_empty())
        .collect();
    json!({
        "version": "0",
        "id": Arns::of(told.world).uuid(Uuid::Event, told.seq, nth),
        "detail-type": bare.detail_type.name(),
        "source": bare.detail_type.source(),
        "account": &*settings.account_id,
        // Whole seconds here; `detail` has the milliseconds.
        "time": settings.calendar.iso8601_seconds(told.at),
        "region": &*settings.region,
        "resources": resources,
        "detail": bare.detail,
    })
}

/// A moment as events have it: ISO 8601 with as many digits of the milliseconds as it needs.
/// Source: published events of tasks, with `14:19:34.52Z` (arkime/aws-aio,
/// `test_aws_event_listener_handler.py`), and `21:13:24Z` where the milliseconds are none.
fn iso(world: &World, at: SimTime) -> String {
    let moment = world.settings.calendar.iso8601(at);
    let digits = moment.trim_end_matches('Z').trim_end_matches('0');
    format!("{}Z", digits.trim_end_matches('.'))
}
