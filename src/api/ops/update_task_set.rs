//! UpdateTaskSet: its share of the service. Source: ECS API, UpdateTaskSet.

use crate::api::{Refusal, Request, read, render, task_sets};
use crate::lifecycle::Turn;
use crate::lifecycle::service::scale_task_set;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let service = task_sets::service(turn.world(), request)?;
    let set = task_sets::open(turn.world(), service, request, "taskSet")?;
    let (id, of) = (service.id, set.id);
    let scale = read::task_set::scale(request)?;
    scale_task_set(turn, id, of, scale);
    Ok(render::members!({"taskSet": render::task_set_of(turn.world(), id, of)}).into())
}
