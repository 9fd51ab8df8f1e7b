//! DeleteTaskDefinitions. Source: ECS API, DeleteTaskDefinitions; Developer Guide, "Amazon ECS task
//! definition states".

use crate::api::{Refusal, Request, lookup, render};
use crate::lifecycle::{Turn, definition};
use crate::model::arn::last_part;
use crate::model::task_definition::DefinitionStatus;
use crate::model::{DefinitionId, World};
use serde_json::{Value, json};

/// The most revisions of one request. Source: ECS API, `taskDefinitions`.
const MOST: usize = 10;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let names = lookup::named(request, "taskDefinitions", "taskDefinitions", MOST)?;
    if names.is_empty() {
        // Assumption: the text.
        return Err(Refusal::client("Task definitions cannot be empty."));
    }
    let (mut deleted, mut failures) = (Vec::new(), Vec::new());
    for name in names {
        match deletable(turn.world(), name)? {
            Ok(id) => {
                definition::delete(turn, id);
                deleted.push(render::task_definition(turn.world(), id));
            }
            Err(failure) => failures.push(failure),
        }
    }
    Ok(render::members!({"taskDefinitions": deleted, "failures": failures}).into())
}

/// The revision that is, or will be, on its way out; or the failure of one that cannot go.
///
/// # Errors
/// No revision is named. Source of the texts: moto, `ecs/models.py`; public reports of the failure.
fn deletable(world: &World, name: &str) -> Result<Result<DefinitionId, Value>, Refusal> {
    if !last_part(name).contains(':') {
        return Err(Refusal::client("Revision is missing."));
    }
    lookup::check_definition(world, name)?;
    let Some(row) = lookup::definition(world, name) else {
        return Ok(Err(lookup::missing(world, "task-definition", name)));
    };
    Ok(match row.status {
        DefinitionStatus::Inactive | DefinitionStatus::DeleteInProgress => Ok(row.id),
        DefinitionStatus::Active | DefinitionStatus::Deleted => {
            let arn = crate::model::arn::Arns::of(world).definition(row.id);
            Err(json!({
                "arn": arn,
                "reason": "The specified task definition is still in ACTIVE status. Please \
                           deregister the target and try again.",
            }))
        }
    })
}
