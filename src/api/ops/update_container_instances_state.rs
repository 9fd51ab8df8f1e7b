//! UpdateContainerInstancesState: drain instances, or make them ACTIVE again.
//! Source: ECS API, UpdateContainerInstancesState.

use crate::api::{Refusal, Request};
use crate::api::{lookup, render};
use crate::lifecycle::{Turn, capacity};
use crate::model::InstanceStatus;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let cluster = lookup::cluster(turn.world(), request)?.clone();
    let names = lookup::named(request, "containerInstances", "instanceIds", 10)?;
    if names.is_empty() {
        return Err(Refusal::client("Container Instances cannot be empty."));
    }
    let status = status(request)?;
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for name in names {
        match lookup::instance(turn.world(), &cluster, name)? {
            Some(id) => found.push(id),
            None => failures.push(lookup::missing_instance(turn.world(), &cluster, name)),
        }
    }
    for id in &found {
        capacity::set_status(turn, *id, status);
    }
    let world = turn.world();
    let shown = found
        .iter()
        .map(|id| render::container_instance(world, *id));
    let instances: Vec<Value> = shown.collect();
    Ok(render::members!({"containerInstances": instances, "failures": failures}).into())
}

/// Source: ECS API: only these two can be asked for. Assumption: the text.
fn status(request: Request) -> Result<InstanceStatus, Refusal> {
    match request.text("status") {
        Some("ACTIVE") => Ok(InstanceStatus::Active),
        Some("DRAINING") => Ok(InstanceStatus::Draining),
        Some(_) | None => Err(Refusal::invalid(
            "Container instance status should be one of [ACTIVE,DRAINING]",
        )),
    }
}
