//! Repositories of Amazon ECR. Source of the member: Amazon ECR API, CreateRepository.

use crate::api::{Refusal, Request};
use crate::model::World;
use crate::model::surroundings::repository;
use serde_json::{Value, json};
use std::sync::Arc;

pub const MEMBERS: &[&str] = &["repositoryName"];

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let name = super::filled(request, "repositoryName")?;
    if !is_name(name) {
        return Err(Refusal::invalid(
            "repositoryName must have 2 to 256 lower-case letters, digits and . _ - / between \
             them.",
        ));
    }
    let uri = format!("{}/{name}", repository::own_registry(world));
    let all = Arc::make_mut(&mut world.surroundings);
    all.repositories.insert(name.into());
    Ok(json!({"repositoryName": name, "repositoryUri": uri}))
}

/// Source: Amazon ECR API, CreateRepository, `repositoryName`.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let part = |part: &str| {
        let inner = part.chars().all(|c| plain(c) || "._-".contains(c));
        inner && part.starts_with(plain) && part.ends_with(plain)
    };
    (2..=256).contains(&name.len()) && name.split('/').all(part)
}
