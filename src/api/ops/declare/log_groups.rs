//! Log groups. Source of the members: CloudWatch Logs API, CreateLogGroup.

use crate::api::render;
use crate::api::{Refusal, Request};
use crate::model::World;
use serde_json::Value;
use std::sync::Arc;

pub const MEMBERS: &[&str] = &["logGroupName"];

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let name = super::filled(request, "logGroupName")?;
    let all = Arc::make_mut(&mut world.surroundings);
    all.log_groups.insert(name.into());
    Ok(render::members!({"logGroupName": name}).into())
}
