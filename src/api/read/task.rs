//! What a launch needs of its task definition.

use crate::api::{Refusal, Request, lookup};
use crate::model::{TaskDefinition, World};
use std::sync::Arc;

/// The revision that `taskDefinition` names.
///
/// # Errors
/// There is none: then the rules have refused already.
pub fn definition<'a>(
    world: &'a World,
    request: Request,
) -> Result<&'a Arc<TaskDefinition>, Refusal> {
    let name = request.filled_text("taskDefinition").unwrap_or("");
    lookup::definition(world, name).ok_or_else(|| Refusal::client("TaskDefinition not found."))
}
