//! DeleteTaskSet. Source: ECS API, DeleteTaskSet. Assumption: a task set that is not scaled to 0
//! can be deleted without `force`, unless it is PRIMARY; public deployment tools do so.

use crate::api::{Refusal, Request, render, task_sets};
use crate::lifecycle::Turn;
use crate::lifecycle::service::delete_task_set;
use crate::model::DeploymentStatus;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let service = task_sets::service(turn.world(), request)?;
    let set = task_sets::named(turn.world(), service, request, "taskSet")?;
    let (id, of, status) = (service.id, set.id, set.status);
    let force = request.truth("force").unwrap_or(false);
    match status {
        // Source of the text: public reports of DeleteTaskSet.
        DeploymentStatus::Primary if !force => {
            return Err(Refusal::invalid("Primary TaskSet cannot be deleted"));
        }
        DeploymentStatus::Primary | DeploymentStatus::Active => delete_task_set(turn, id, of),
        // It is going already: the answer is the same.
        DeploymentStatus::Draining => {}
    }
    Ok(render::members!({"taskSet": render::task_set_of(turn.world(), id, of)}).into())
}
