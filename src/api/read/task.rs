//! What a launch needs of its task definition.

use crate::api::{Code, Refusal, Request, lookup};
use crate::model::task_definition::{DefinitionStatus, TaskSpec};
use crate::model::{TaskDefinition, World};
use std::sync::Arc;

/// The ACTIVE revision that `taskDefinition` names.
///
/// # Errors
/// There is none; in the code that the operation uses for it.
/// Source of the texts: public reports of RunTask (InvalidParameterException), UpdateService
/// (ClientException) and CreateService (an empty name); that for an absent one is an assumption.
pub fn definition<'a>(
    world: &'a World,
    request: Request,
    code: Code,
) -> Result<&'a Arc<TaskDefinition>, Refusal> {
    let name = request
        .text("taskDefinition")
        .ok_or_else(|| Refusal::new(code, "TaskDefinition can not be blank."))?;
    if name.is_empty() {
        return Err(Refusal::invalid("Family should not be null or empty."));
    }
    lookup::check_definition(world, name)?;
    let row = lookup::definition(world, name)
        .ok_or_else(|| Refusal::new(code, "TaskDefinition not found."))?;
    match row.status {
        DefinitionStatus::Active => Ok(row),
        DefinitionStatus::Inactive => Err(Refusal::new(code, "TaskDefinition is inactive")),
    }
}

/// Who asks for ECS Exec.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecuteCommand {
    /// RunTask or StartTask.
    Task,
    /// CreateService.
    NewService,
    /// UpdateService.
    Service,
}

impl ExecuteCommand {
    /// Source of the texts: public reports of RunTask and of UpdateService; that of CreateService
    /// is assumed to differ by its verb.
    fn refusal(self) -> Refusal {
        let verb = match self {
            ExecuteCommand::Task => {
                return Refusal::invalid(
                    "The execute command failed because a valid task role is not being used. \
                     Specify a valid task role in your task definition or as a task override and \
                     try again.",
                );
            }
            ExecuteCommand::NewService => "created",
            ExecuteCommand::Service => "updated",
        };
        Refusal::invalid(format!(
            "The service couldn't be {verb} because a valid taskRoleArn is not being used. Specify \
             a valid task role in your task definition and try again."
        ))
    }
}

/// `enableExecuteCommand`, which needs a task role: that of the definition or an overriding one.
///
/// # Errors
/// There is no role.
pub fn execute_command(
    request: Request,
    spec: &TaskSpec,
    asked_by: ExecuteCommand,
) -> Result<bool, Refusal> {
    let wanted = request.truth("enableExecuteCommand").unwrap_or(false);
    let document = Request::new(&spec.document);
    let overrides = request.object("overrides");
    // An overriding role that is empty is none. Source: public reports of RunTask.
    let role = match overrides.and_then(|overrides| overrides.get("taskRoleArn")) {
        Some(role) => role.as_str().is_some_and(|role| !role.is_empty()),
        None => document.filled_text("taskRoleArn").is_some(),
    };
    if wanted && !role {
        return Err(asked_by.refusal());
    }
    Ok(wanted)
}
