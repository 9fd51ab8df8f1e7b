//! DeregisterContainerInstance. Source: ECS API, DeregisterContainerInstance; the text from public
//! reports.

use crate::api::{Refusal, Request};
use crate::api::{lookup, render};
use crate::lifecycle::{Turn, capacity};
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?;
    let id = lookup::known_instance(world, cluster, request, "containerInstance")?;
    let forced = request.truth("force").unwrap_or(false);
    let row = world.instances.get(id);
    let empty = row.is_none_or(|row| row.live_tasks.is_empty());
    if !forced && !empty {
        return Err(Refusal::invalid("Found running tasks on the instance."));
    }
    capacity::deregister(turn, id);
    Ok(
        render::members!({"containerInstance": render::container_instance(turn.world(), id)})
            .into(),
    )
}
