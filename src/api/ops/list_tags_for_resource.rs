//! ListTagsForResource. Source: ECS API, ListTagsForResource.

use crate::api::render;
use crate::api::tagged;
use crate::api::{Code, Refusal, Request};
use crate::lifecycle::Turn;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let arn = request.text("resourceArn").unwrap_or("");
    // The operation has no ResourceNotFoundException. Source: ECS API model, its errors.
    let missing = match arn.contains(":cluster/") {
        true => Code::ClusterNotFound,
        false => Code::InvalidParameter,
    };
    let tagged = tagged::named(turn.world(), arn, missing)?;
    Ok(render::members!({"tags": tagged::tags(turn.world(), &tagged)}).into())
}
