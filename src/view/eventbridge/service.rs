//! "ECS Service Action" and "ECS Deployment State Change".
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS service action events" and "Amazon ECS service
//! deployment state change events".

use super::{Bare, DetailType, iso};
use crate::lifecycle::placement::{self, Ask};
use crate::model::arn::Arns;
use crate::model::service::ServiceMessage;
use crate::model::{DeploymentId, ServiceId, TaskId, World};
use crate::sim::SimTime;
use serde_json::{Value, json};

/// The events of a message in a service's event list.
pub fn said(world: &World, at: SimTime, id: ServiceId, message: &ServiceMessage) -> Vec<Bare> {
    let action = |kind, name, more| vec![action(world, at, id, kind, name, more)];
    match message {
        ServiceMessage::SteadyState => action("INFO", "SERVICE_STEADY_STATE", json!({})),
        ServiceMessage::StartedTasks(tasks) => action("INFO", "TASKS_STARTED", arns(world, tasks)),
        ServiceMessage::StoppedTasks(tasks) => action("INFO", "TASKS_STOPPED", arns(world, tasks)),
        ServiceMessage::UnableToStart => action("WARN", "SERVICE_TASK_START_IMPAIRED", json!({})),
        ServiceMessage::UnableToPlace(_) => {
            let why = no_place(world, id);
            action("ERROR", "SERVICE_TASK_PLACEMENT_FAILURE", why)
        }
        ServiceMessage::DeploymentCompleted(deployment) => {
            let name = Arns::of(world).deployment(*deployment);
            let reason = format!("ECS deployment {name} completed.");
            let kind = ("INFO", "SERVICE_DEPLOYMENT_COMPLETED");
            vec![deployment_changed(world, at, id, &name, kind, &reason)]
        }
        // The guide lists no event for it.
        ServiceMessage::DeploymentStuck => Vec::new(),
    }
}

/// The event of a deployment that begins.
pub fn deployment_started(
    world: &World,
    at: SimTime,
    id: ServiceId,
    deployment: DeploymentId,
) -> Bare {
    let name = Arns::of(world).deployment(deployment);
    let reason = format!("ECS deployment {name} in progress.");
    let kind = ("INFO", "SERVICE_DEPLOYMENT_IN_PROGRESS");
    deployment_changed(world, at, id, &name, kind, &reason)
}

fn action(
    world: &World,
    at: SimTime,
    id: ServiceId,
    event_type: &str,
    event_name: &str,
    more: Value,
) -> Bare {
    let arns = Arns::of(world);
    let cluster = world.services.get(id).map(|row| arns.cluster(row.cluster));
    let mut detail = json!({
        "eventType": event_type,
        "eventName": event_name,
        "clusterArn": cluster,
    });
    if let (Some(detail), Value::Object(more)) = (detail.as_object_mut(), more) {
        detail.extend(more);
        detail.insert("createdAt".into(), iso(world, at).into());
    }
    Bare {
        detail_type: DetailType::ServiceAction,
        resource: arns.service(id),
        detail,
    }
}

fn deployment_changed(
    world: &World,
    at: SimTime,
    id: ServiceId,
    name: &str,
    (event_type, event_name): (&str, &str),
    reason: &str,
) -> Bare {
    Bare {
        detail_type: DetailType::Deployment,
        resource: Arns::of(world).service(id),
        detail: json!({
            "eventType": event_type,
            "eventName": event_name,
            "deploymentId": name,
            "updatedAt": iso(world, at),
            "reason": reason,
        }),
    }
}

fn arns(world: &World, tasks: &[TaskId]) -> Value {
    let tasks: Vec<String> = tasks.iter().map(|id| Arns::of(world).task(*id)).collect();
    json!({"taskArns": tasks})
}

/// Why a service's task finds no place at this moment: the code, and the closest instance.
fn no_place(world: &World, id: ServiceId) -> Value {
    let deployments = world.services.get(id).map(|row| &row.deployments[..]);
    let mut asks = deployments
        .unwrap_or_default()
        .iter()
        .map(|row| Ask::new(world, &row.launch));
    let Some(ask) = asks.find(|ask| placement::find(ask).is_none()) else {
        return json!({});
    };
    let failure = placement::closest(&ask);
    let reason = failure.reason.code();
    match failure.instance {
        Some(instance) => json!({
            "containerInstanceArns": [Arns::of(world).instance(instance)],
            "reason": reason,
        }),
        None => json!({"reason": reason}),
    }
}
