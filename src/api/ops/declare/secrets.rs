//! Secrets of Secrets Manager and parameters of Systems Manager, by name or ARN.

use crate::api::render;
use crate::api::{Refusal, Request};
use crate::model::World;
use serde_json::Value;
use std::sync::Arc;

pub const MEMBERS: &[&str] = &["name"];

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let name = super::filled(request, "name")?;
    let all = Arc::make_mut(&mut world.surroundings);
    all.secrets.insert(name.trim_start_matches('/').into());
    Ok(render::members!({"name": name}).into())
}
