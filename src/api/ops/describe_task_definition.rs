//! DescribeTaskDefinition. Source: ECS API, DescribeTaskDefinition.

use crate::api::lookup;
use crate::api::render;
use crate::api::{Refusal, Request};
use crate::lifecycle::Turn;
use crate::model::{TaskDefinition, World};
use serde_json::{Value, json};
use std::sync::Arc;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let row = find(world, request.text("taskDefinition").unwrap_or_default())?;
    let mut answer = json!({"taskDefinition": render::task_definition(world, row.id)});
    // Without the option the list is empty. Source: AWS CLI, sample of describe-task-definition.
    answer["tags"] = match lookup::includes(request, "TAGS") {
        true => (*row.spec.tags).clone(),
        false => json!([]),
    };
    Ok(answer)
}

/// The revision that a request names.
///
/// # Errors
/// There is none. Source of the texts: public reports of describe-task-definition.
pub fn find<'a>(world: &'a World, name: &str) -> Result<&'a Arc<TaskDefinition>, Refusal> {
    if name.is_empty() {
        // Source: a Spinnaker article on services without a task definition.
        return Err(Refusal::invalid("Task Definition can not be blank."));
    }
    lookup::check_definition(world, name)?;
    lookup::definition(world, name)
        .ok_or_else(|| Refusal::client("Unable to describe task definition."))
}
