//! "ECS Container Instance State Change".
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS container instance state change events".

use super::{Bare, DetailType, iso};
use crate::api::render;
use crate::model::arn::Arns;
use crate::model::{InstanceId, World};
use crate::sim::SimTime;
use serde_json::{Map, Value};

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
