//! The roles of a launch. ECS assumes them when it starts the task.

use crate::api::{Refusal, Request};
use crate::lifecycle::task::resources;
use crate::model::World;
use crate::model::task_definition::TaskSpec;

/// Refuses a launch with a role that ECS cannot assume: it is not there, or does not trust ECS.
/// Source of the code and the text: public reports of RunTask.
pub fn check(world: &World, request: Request, spec: &TaskSpec) -> Result<(), Refusal> {
    let overrides = request.part("overrides");
    let pairs = [
        ("taskRoleArn", &spec.task_role),
        ("executionRoleArn", &spec.execution_role),
    ];
    for (member, own) in pairs {
        let role = overrides.filled_text(member).or(own.as_deref());
        if let Some(text) = role.and_then(|role| resources::unassumable(world, role)) {
            return Err(Refusal::client(text));
        }
    }
    Ok(())
}
