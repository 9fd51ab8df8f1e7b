//! StopServiceDeployment. Source: ECS API, StopServiceDeployment.

use crate::api::render;
use crate::api::{Code, Refusal, Request, records};
use crate::lifecycle::Turn;
use crate::lifecycle::service;
use crate::model::ServiceDeploymentStatus;
use crate::model::arn::Arns;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let record = records::named(turn.world(), request)?;
    let arn = Arns::of(turn.world()).service_deployment(record);
    match record.status {
        ServiceDeploymentStatus::Pending | ServiceDeploymentStatus::InProgress => {}
        ServiceDeploymentStatus::Successful
        | ServiceDeploymentStatus::StopRequested
        | ServiceDeploymentStatus::Stopped
        | ServiceDeploymentStatus::RollbackRequested
        | ServiceDeploymentStatus::RollbackInProgress
        | ServiceDeploymentStatus::RollbackSuccessful
        | ServiceDeploymentStatus::RollbackFailed => {
            let status = record.status.name();
            // Assumption: the text.
            let message = format!("The service deployment cannot be stopped: it is {status}.");
            let mut refusal = Refusal::new(Code::Conflict, message);
            refusal.resource_ids.push(arn);
            return Err(refusal);
        }
    }
    let back = request.text("stopType") != Some("ABORT");
    let (service, status) = match back {
        true => (record.service, ServiceDeploymentStatus::RollbackRequested),
        false => (record.service, ServiceDeploymentStatus::StopRequested),
    };
    service::stop_deployment(turn, service, status);
    Ok(render::members!({"serviceDeploymentArn": arn}).into())
}
