//! "ECS Container Instance State Change" and "ECS Container Instance Health Change".
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS container instance state change events" and
//! "Amazon ECS container instance health change events".

use super::{Bare, DetailType, iso};
use crate::api::render;
use crate::model::arn::Arns;
use crate::model::{InstanceId, World};
use crate::sim::SimTime;
use serde_json::{Map, Value, json};

/// The members of `detail`, in this order. Source: the guide's sample; EventBridge schema registry,
/// `aws.ecs@ECSContainerInstanceStateChange`.
const MEMBERS: &[&str] = &[
    "agentConnected",
    "attributes",
    "containerInstanceArn",
    "ec2InstanceId",
    "pendingTasksCount",
    "registeredAt",
    "registeredResources",
    "remainingResources",
    "runningTasksCount",
    "status",
    "version",
    "versionInfo",
];

/// The event of a container instance as it stands, registered or gone of late.
pub fn changed(world: &World, at: SimTime, id: InstanceId) -> Option<Bare> {
    let row = world.instance_ever(id)?;
    let arns = Arns::of(world);
    let shown = render::container_instance(world, id);
    let mut detail = Map::new();
    for member in MEMBERS {
        let value = match *member {
            "registeredAt" => iso(world, row.registered_at).into(),
            "registeredResources" | "remainingResources" => resources(&shown[*member]),
            _ => shown[*member].clone(),
        };
        detail.insert((*member).to_owned(), value);
        if *member == "attributes" {
            detail.insert("clusterArn".into(), arns.cluster(row.cluster).into());
        }
    }
    detail.insert("updatedAt".into(), iso(world, at).into());
    Some(Bare {
        detail_type: DetailType::ContainerInstance,
        resource: arns.instance(id),
        detail: Value::Object(detail),
    })
}

/// The event of an instance whose check of the agent's connectivity has changed. Source: the
/// guide's sample of that check.
pub fn health(world: &World, id: InstanceId) -> Option<Bare> {
    let row = world.instance_ever(id)?;
    let arns = Arns::of(world);
    let mut check = render::connectivity(world, row);
    let changed_at = row.connectivity.changed_at.unwrap_or(row.registered_at);
    for member in ["lastStatusChange", "lastUpdated"] {
        check[member] = iso(world, changed_at).into();
    }
    let reason = check.get("statusReason").cloned();
    check["statusReason"] = reason.unwrap_or(Value::Null);
    Some(Bare {
        detail_type: DetailType::InstanceHealth,
        resource: arns.instance(id),
        detail: json!({
            "clusterArn": arns.cluster(row.cluster),
            "containerInstanceArn": arns.instance(id),
            "capacityProviderName": row.capacity_provider.as_deref(),
            "ec2InstanceId": arns.ec2_instance(id),
            "overallStatus": check["status"],
            "healthChecks": [check],
        }),
    })
}

/// Without the zeros of other types that the API adds. Source: the guide's sample.
fn resources(list: &Value) -> Value {
    let strip = |row: &Value| {
        let mut row = row.clone();
        if let Some(row) = row.as_object_mut() {
            row.retain(|name, _| !["doubleValue", "longValue"].contains(&name.as_str()));
            if row.contains_key("stringSetValue") {
                row.remove("integerValue");
            }
        }
        row
    };
    let rows = list.as_array().map_or(&[][..], Vec::as_slice);
    rows.iter().map(strip).collect()
}
