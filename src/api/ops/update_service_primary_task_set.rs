//! UpdateServicePrimaryTaskSet: which task set has the traffic, so that the service shows what it
//! runs. Traffic itself is moved at the load balancer.
//! Source: ECS API, UpdateServicePrimaryTaskSet.

use crate::api::{Refusal, Request, render, task_sets};
use crate::lifecycle::Turn;
use crate::lifecycle::service::make_primary;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let service = task_sets::service(turn.world(), request)?;
    let set = task_sets::open(turn.world(), service, request, "primaryTaskSet")?;
    let (id, of) = (service.id, set.id);
    make_primary(turn, id, of);
    Ok(render::members!({"taskSet": render::task_set_of(turn.world(), id, of)}).into())
}
