//! DescribeContainerInstances. Source: ECS API, DescribeContainerInstances; the texts from public
//! reports.

use crate::api::{Refusal, Request};
use crate::api::{lookup, render};
use crate::lifecycle::Turn;
use crate::model::{InstanceId, World};
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let names = lookup::named(request, "containerInstances", "instanceIds", 100)?;
    if names.is_empty() {
        return Err(Refusal::client("Container Instances cannot be empty."));
    }
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?;
    let (mut instances, mut failures) = (Vec::new(), Vec::new());
    for name in names {
        let found = lookup::instance(world, cluster, name)?;
        match found.or_else(|| lookup::departed_instance(world, cluster, name)) {
            Some(id) => instances.push(described(world, id, request)),
            None => failures.push(lookup::missing_instance(world, cluster, name)),
        }
    }
    Ok(render::members!({"containerInstances": instances, "failures": failures}).into())
}

/// The instance with the parts that the request includes.
/// Source: ECS API, DescribeContainerInstances, `include`.
fn described(world: &World, id: InstanceId, request: Request) -> Value {
    let mut shown = render::container_instance(world, id);
    let Some(row) = world.instance_ever(id) else {
        return shown;
    };
    if lookup::includes(request, "TAGS") {
        shown["tags"] = (*row.tags).clone();
    }
    if lookup::includes(request, "CONTAINER_INSTANCE_HEALTH") {
        shown["healthStatus"] = render::instance_health(world, row);
    }
    shown
}
