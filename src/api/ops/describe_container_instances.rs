//! DescribeContainerInstances. Source: ECS API, DescribeContainerInstances; the texts from public
//! reports.

use crate::api::{Refusal, Request};
use crate::api::{lookup, render};
use crate::lifecycle::Turn;
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let names = lookup::named(request, "containerInstances", "instanceIds", 100)?;
    if names.is_empty() {
        return Err(Refusal::client("Container Instances cannot be empty."));
    }
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?;
    let (mut instances, mut failures) = (Vec::new(), Vec::new());
    for name in names {
        match lookup::instance(world, cluster, name)? {
            Some(id) => instances.push(render::container_instance(world, id)),
            None => failures.push(lookup::missing_instance(world, cluster, name)),
        }
    }
    Ok(json!({"containerInstances": instances, "failures": failures}))
}
