//! "ECS Hook State Change".
//!
//! Source: Amazon ECS Developer Guide, "Pause hooks for Amazon ECS service deployments": its table
//! of event names, and its sample, which names no resource. Assumption: what ends a deployment is
//! an ERROR.

use super::{Bare, DetailType, iso};
use crate::model::arn::Arns;
use crate::model::lifecycle_hook::HookTarget;
use crate::model::service_deployment::HookStatus;
use crate::model::{ServiceId, World};
use crate::sim::SimTime;
use serde_json::json;

/// The event of a PAUSE that has come to this state; functions have none.
pub fn changed(
    world: &World,
    at: SimTime,
    id: ServiceId,
    number: u32,
    status: HookStatus,
) -> Option<Bare> {
    let (kind, name) = match status {
        HookStatus::AwaitingAction => ("INFO", "HOOK_AWAITING_ACTION"),
        HookStatus::Succeeded => ("INFO", "HOOK_SUCCEEDED"),
        HookStatus::Failed => ("ERROR", "HOOK_FAILED"),
        HookStatus::TimedOut => ("ERROR", "HOOK_TIMED_OUT"),
        HookStatus::InProgress => return None,
    };
    let service = world.services.get(id)?;
    let record = world.current_record(service)?;
    let shift = record.shift.as_ref()?;
    let run = shift.hooks.iter().find(|run| run.number == number)?;
    let hook = record.configuration.hooks.as_ref()?.get(run.hook)?;
    if hook.target() != HookTarget::Pause {
        return None;
    }
    let arns = Arns::of(world);
    Some(Bare {
        detail_type: DetailType::Hook,
        resource: String::new(),
        detail: json!({
            "eventType": kind,
            "eventName": name,
            "hookId": arns.pause_hook(record.id, number),
            "hookType": HookTarget::Pause.name(),
            "expiresAt": iso(world, run.expires_at),
            "lifecycleStage": shift.stage.name(),
            "clusterArn": arns.cluster(service.cluster),
            "serviceArn": arns.service(id),
            "serviceDeploymentArn": arns.service_deployment(record),
            "updatedAt": iso(world, at),
        }),
    })
}
