//! The protection of a task. Source: ECS API, ProtectedTask.

use super::time;
use crate::model::arn::Arns;
use crate::model::{Task, World};
use serde_json::{Value, json};

/// A task as UpdateTaskProtection and GetTaskProtection show it.
pub fn protected_task(world: &World, task: &Task) -> Value {
    let mut object = json!({
        "taskArn": Arns::of(world).task(task.id),
        "protectionEnabled": task.protected_until.is_some(),
    });
    if let Some(at) = task.protected_until {
        object["expirationDate"] = time(world, at);
    }
    object
}
