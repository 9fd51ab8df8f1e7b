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
        match deletable(turn.world(), name) {
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
/// Source of the texts: moto, `ecs/models.py`; public reports of the last.
fn deletable(world: &World, name: &str) -> Result<DefinitionId, Value> {
    let fails = |reason: &str| json!({"arn": name, "reason": reason});
    if !last_part(name).contains(':') || lookup::check_definition(world, name).is_err() {
        return Err(fails(
            "The specified task definition identifier is invalid. Specify a valid name or ARN and \
             try again.",
        ));
    }
    let Some(row) = lookup::definition(world, name) else {
        return Err(fails(
            "The specified task definition does not exist. Specify a valid account, family, \
             revision and try again.",
        ));
    };
    match row.status {
        DefinitionStatus::Inactive | DefinitionStatus::DeleteInProgress => Ok(row.id),
        DefinitionStatus::Active | DefinitionStatus::Deleted => Err(fails(
            "The specified task definition is still in ACTIVE status. Please deregister the \
             target and try again.",
        )),
    }
}
