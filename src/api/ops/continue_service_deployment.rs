//! ContinueServiceDeployment: somebody answers a PAUSE hook.
//! Source: ECS API, ContinueServiceDeployment.

use crate::api::render;
use crate::api::{Refusal, Request, records};
use crate::lifecycle::Turn;
use crate::lifecycle::service;
use crate::model::arn::Arns;
use crate::model::lifecycle_hook::HookAction;
use crate::model::service_deployment::HookStatus;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let record = records::named(turn.world(), request)?;
    let action = match request.text("action") {
        Some("ROLLBACK") => HookAction::Rollback,
        Some(_) | None => HookAction::Continue,
    };
    let arns = Arns::of(turn.world());
    let arn = arns.service_deployment(record);
    let id = request.text("hookId").unwrap_or("");
    let hooks = record.shift.iter().flat_map(|shift| &shift.hooks);
    let named = |number: u32| arns.pause_hook(record.id, number) == id;
    let mut hooks = hooks.filter(|hook| named(hook.number));
    // Assumption: the texts.
    let Some(hook) = hooks.next() else {
        return Err(Refusal::invalid("The lifecycle hook was not found."));
    };
    if hook.status != HookStatus::AwaitingAction || record.status.is_over() {
        return Err(Refusal::invalid(
            "The lifecycle hook does not await an action.",
        ));
    }
    let (service, number) = (record.service, hook.number);
    service::answer_hook(turn, service, number, action);
    Ok(render::members!({"serviceDeploymentArn": arn}).into())
}
