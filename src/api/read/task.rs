//! What a launch needs of its task definition.

use crate::api::{Code, Refusal, Request, lookup};
use crate::model::task_definition::{DefinitionStatus, TaskSpec};
use crate::model::{TaskDefinition, World};
use std::sync::Arc;

/// The ACTIVE revision that `taskDefinition` names.
///
/// # Errors
/// There is none; in the code that the operation uses for it.
/// Source of the texts: public reports of RunTask (InvalidParameterException) and UpdateService
/// (ClientException); that for an absent one is an assumption.
pub fn definition<'a>(
    world: &'a World,
    request: Request,
    code: Code,
) -> Result<&'a Arc<TaskDefinition>, Refusal> {
    let name = request
        .filled_text("taskDefinition")
        .ok_or_else(|| Refusal::new(code, "TaskDefinition can not be blank."))?;
    let row = lookup::definition(world, name)
        .ok_or_else(|| Refusal::new(code, "TaskDefinition not found."))?;
    match row.status {
        DefinitionStatus::Active => Ok(row),
        DefinitionStatus::Inactive => Err(Refusal::new(code, "TaskDefinition is inactive")),
    }
}

/// `enableExecuteCommand`, which needs a task role: that of the definition or an overriding one.
///
/// # Errors
/// There is no role. Source of the text: public reports of UpdateService; here with another verb.
pub fn execute_command(request: Request, spec: &TaskSpec, what: &str) -> Result<bool, Refusal> {
    let wanted = request.truth("enableExecuteCommand").unwrap_or(false);
    let own = spec
        .document
        .get("taskRoleArn")
        .is_some_and(|role| !role.is_null());
    let overrides = request.object("overrides");
    let given = overrides
        .and_then(|overrides| overrides.filled_text("taskRoleArn"))
        .is_some();
    if !wanted || own || given {
        return Ok(wanted);
    }
    Err(Refusal::invalid(format!(
        "The {what} because a valid taskRoleArn is not being used. Specify a valid task role in \
         your task definition and try again."
    )))
}
