//! Drydock.TerminateInstance: the EC2 instance under a container instance is terminated.

use crate::api::read::own;
use crate::api::{Refusal, Request};
use crate::api::{lookup, render};
use crate::lifecycle::{Turn, capacity};
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    own::text(request, "cluster")?;
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?;
    let id = lookup::known_instance(world, cluster, request, "containerInstance")?;
    capacity::terminate(turn, id);
    Ok(
        render::members!({"containerInstance": render::container_instance(turn.world(), id)})
            .into(),
    )
}
