//! Lambda functions that deployments call. Source of `hookStatus` and `callBackDelay`: Developer
//! Guide, "Lifecycle hooks for Amazon ECS service deployments".

use crate::api::read::own;
use crate::api::render;
use crate::api::{Refusal, Request};
use crate::lifecycle::timing::HOOK_CALLS_AGAIN;
use crate::model::World;
use crate::model::surroundings::function::HookAnswer;
use crate::sim::Span;
use serde_json::Value;
use std::sync::Arc;

pub const MEMBERS: &[&str] = &["functionArn", "hookStatus", "callBackDelay"];

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let arn = own::text(request, "functionArn")?;
    if !arn.starts_with("arn:") {
        return Err(Refusal::invalid("functionArn must be an ARN."));
    }
    let seconds = (HOOK_CALLS_AGAIN.0 / 1_000) as i64;
    let delay = own::number(request, "callBackDelay", seconds, 1..=86_400)?;
    let answer = match own::text(request, "hookStatus")? {
        "" | "SUCCEEDED" => HookAnswer::Succeeded,
        "FAILED" => HookAnswer::Failed,
        "IN_PROGRESS" => HookAnswer::InProgress(Span::seconds(delay)),
        _ => {
            let message = "hookStatus must be SUCCEEDED, FAILED or IN_PROGRESS.";
            return Err(Refusal::invalid(message));
        }
    };
    let all = Arc::make_mut(&mut world.surroundings);
    all.functions.insert(arn.into(), answer);
    Ok(render::members!({"functionArn": arn}).into())
}
