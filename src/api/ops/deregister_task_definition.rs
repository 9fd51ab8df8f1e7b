//! DeregisterTaskDefinition. Source: ECS API, DeregisterTaskDefinition.

use super::describe_task_definition::find;
use crate::api::render;
use crate::api::{Refusal, Request};
use crate::lifecycle::{Event, Turn};
use crate::model::arn::last_part;
use crate::model::task_definition::DefinitionStatus;
use serde_json::Value;

/// The revision becomes INACTIVE: it stays describable, and what runs goes on. A second time
/// changes nothing.
pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let name = request.text("taskDefinition").unwrap_or_default();
    if !last_part(name).contains(':') {
        // Source: ECS API, `taskDefinition`: a revision is mandatory; the text from moto,
        // `ecs/models.py`.
        return Err(Refusal::client("Revision is missing."));
    }
    let id = find(turn.world(), name)?.id;
    let now = turn.now();
    if let Some(row) = turn.sim.world.definitions.edit(id)
        && row.status == DefinitionStatus::Active
    {
        row.status = DefinitionStatus::Inactive;
        row.deregistered_at = Some(now);
        turn.say(Event::DefinitionDeregistered(id));
    }
    Ok(render::members!({"taskDefinition": render::task_definition(turn.world(), id)}).into())
}
