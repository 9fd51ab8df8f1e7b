//! "ECS Task State Change".
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS task state change events": the `detail`
//! resembles the Task of DescribeTasks, with times as ISO strings and without health. Where events
//! that people have published differ from it, the newest of them holds.

use super::{Bare, DetailType, iso};
use crate::api::render;
use crate::model::arn::{Arns, Uuid};
use crate::model::{ContainerStatus, Task, TaskId, TaskStatus, World};
use crate::sim::SimTime;
use serde_json::{Map, Value, json};

/// The members of `detail`, in this order. Source: EventBridge schema registry,
/// `aws.ecs@ECSTaskStateChange`; `capacityProviderName`, `enableExecuteCommand` and
/// `ephemeralStorage` from events that people have published.
const MEMBERS: &[&str] = &[
    "attachments",
    "attributes",
    "availabilityZone",
    "capacityProviderName",
    "clusterArn",
    "connectivity",
    "connectivityAt",
    "containerInstanceArn",
    "containers",
    "cpu",
    "createdAt",
    "desiredStatus",
    "enableExecuteCommand",
    "ephemeralStorage",
    "executionStoppedAt",
    "group",
    "launchType",
    "lastStatus",
    "memory",
    "overrides",
    "platformVersion",
    "pullStartedAt",
    "pullStoppedAt",
    "startedAt",
    "startedBy",
    "stoppingAt",
    "stoppedAt",
    "stoppedReason",
    "stopCode",
    "taskArn",
    "taskDefinitionArn",
];

/// The members of each container. Source: the same schema.
const CONTAINER_MEMBERS: &[&str] = &[
    "containerArn",
    "exitCode",
    "lastStatus",
    "name",
    "reason",
    "image",
    "imageDigest",
    "runtimeId",
    "taskArn",
    "networkBindings",
    "networkInterfaces",
    "cpu",
    "memory",
    "memoryReservation",
    "managedAgents",
    "gpuIds",
];

/// The event of a task as it stands; None if there is no such task.
pub fn changed(world: &World, at: SimTime, id: TaskId) -> Option<Bare> {
    let task = world.tasks.get(id)?;
    let shown = render::task(world, id, false).value();
    let mut detail = kept(&shown, MEMBERS);
    for (member, value) in &mut detail {
        match (member.as_str(), &mut *value) {
            (name, Value::Number(_)) if name.ends_with("At") => {
                *value = time(world, value);
            }
            ("containers", Value::Array(rows)) => {
                for row in rows {
                    *row = Value::Object(container(row));
                }
            }
            ("attachments", Value::Array(rows)) => {
                rows.iter_mut().for_each(attachment);
                rows.splice(0..0, told_only(world, task));
            }
            ("overrides", Value::Object(overrides)) => {
                overrides.retain(|_, value| value.as_array().is_none_or(|rows| !rows.is_empty()));
            }
            _ => {}
        }
    }
    detail.insert("updatedAt".into(), iso(world, at).into());
    detail.insert("version".into(), shown["version"].clone());
    Some(Bare {
        detail_type: DetailType::Task,
        resource: Arns::of(world).task(id),
        detail: Value::Object(detail),
    })
}

/// Whether a change frees something on the task's instance: its containers have ended.
/// Source: Developer Guide, "Amazon ECS container instance state change events".
pub fn frees(from: TaskStatus, to: TaskStatus) -> bool {
    from < TaskStatus::Deprovisioning && to >= TaskStatus::Deprovisioning
}

/// Whether the end of a container is told by itself: where the task runs on without it. All other
/// changes of containers travel with those of their tasks.
/// Source: amazon-ecs-agent, `agent/eventhandler/task_handler.go`.
pub fn tells_of_container(
    world: &World,
    task: TaskId,
    container: u16,
    status: ContainerStatus,
) -> bool {
    let row = world.tasks.get(task);
    row.is_some_and(|row| {
        let ended = status == ContainerStatus::Stopped;
        ended && row.runs_on_without(usize::from(container))
    })
}

/// These members of an object, as far as it has them.
fn kept(object: &Value, members: &[&str]) -> Map<String, Value> {
    let pairs = members.iter().filter_map(|member| {
        let value = object.get(*member)?;
        Some(((*member).to_owned(), value.clone()))
    });
    pairs.collect()
}

/// In the sample `networkBindings` is missing where there are none. Of ECS Exec's agent only name
/// and status are told. Source: events of 2023 (arkime/aws-aio,
/// `test_aws_event_listener_handler.py`).
fn container(row: &Value) -> Map<String, Value> {
    let mut kept = kept(row, CONTAINER_MEMBERS);
    let empty = |value: &Value| value.as_array().is_some_and(Vec::is_empty);
    if kept.get("networkBindings").is_some_and(empty) {
        kept.remove("networkBindings");
    }
    if let Some(Value::Array(agents)) = kept.get_mut("managedAgents") {
        for agent in agents {
            *agent = json!({"name": agent["name"], "status": agent["lastStatus"]});
        }
    }
    kept
}

/// The attachments to load balancers and to service discovery, which only events show, before the
/// one of the interface. Sources: an event of November 2024, published with a Lambda function that
/// keeps what it hears of stopped tasks: `elb`, DELETED once the task is STOPPED; one of November
/// 2023 (DEFRA/cdp-portal-stubs): `sdi`, ATTACHED while it is RUNNING. Assumption: other states.
fn told_only(world: &World, task: &Task) -> Vec<Value> {
    let status = match task.last_status {
        TaskStatus::Provisioning | TaskStatus::Pending => "PRECREATED",
        TaskStatus::Activating => "ATTACHING",
        TaskStatus::Running => "ATTACHED",
        TaskStatus::Deactivating => "DETACHING",
        TaskStatus::Stopping | TaskStatus::Deprovisioning => "DETACHED",
        TaskStatus::Stopped => "DELETED",
    };
    let attachment = |nth, kind: &str| {
        let id = Arns::of(world).uuid(Uuid::Attachment, u64::from(task.id.0), nth);
        json!({"id": id, "type": kind, "status": status, "details": []})
    };
    let balanced = !task.launch.balancers.is_empty();
    let elb = balanced.then(|| attachment(1, "elb"));
    let sdi = task.launch.discovery.entry.then(|| attachment(3, "sdi"));
    elb.into_iter().chain(sdi).collect()
}

/// Source: Developer Guide, the sample of a task state change event: `eni`.
fn attachment(row: &mut Value) {
    if row["type"] == "ElasticNetworkInterface" {
        row["type"] = "eni".into();
    }
}

/// Epoch seconds with a fraction, as the API has them, as text.
fn time(world: &World, seconds: &Value) -> Value {
    let millis = seconds.as_f64().unwrap_or_default() * 1000.0;
    let moment = world.settings.calendar.moment(millis.round() as u64);
    iso(world, moment).into()
}
