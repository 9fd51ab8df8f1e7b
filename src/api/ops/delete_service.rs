//! DeleteService. Source: ECS API, DeleteService.
//! Source of the texts: moto, `ecs/models.py`; AWS provider of Terraform, which waits for them.

use crate::api::{Code, Refusal, Request, lookup, render};
use crate::lifecycle::Turn;
use crate::lifecycle::service;
use crate::model::ServiceStatus;
use crate::model::service::Scheduling;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let cluster = lookup::cluster(turn.world(), request)?;
    let row = lookup::service(turn.world(), cluster, request, "service")?;
    let id = row.id;
    match row.status {
        ServiceStatus::Active => {}
        // It is going already: the answer is the same.
        ServiceStatus::Draining => {
            return Ok(
                render::members!({"service": render::service(turn.world(), id, false)}).into(),
            );
        }
        ServiceStatus::Inactive => {
            return Err(Refusal::new(Code::ServiceNotFound, "Service not found."));
        }
    }
    if !request.truth("force").unwrap_or(false) {
        // A daemon cannot be scaled to 0. Source: ECS API, DeleteServiceRequest, `force`.
        let message = if row.desired_count > 0 && row.scheduling == Scheduling::Replica {
            Some("The service cannot be stopped while it is scaled above 0.")
        } else if row.deployments.len() > 1 {
            Some("The service cannot be stopped while deployments are active.")
        } else {
            None
        };
        if let Some(message) = message {
            return Err(Refusal::invalid(message));
        }
    }
    service::delete(turn, id);
    Ok(render::members!({"service": render::service(turn.world(), id, false)}).into())
}
