//! ListTaskDefinitionFamilies. Source: ECS API, ListTaskDefinitionFamilies.

use crate::api::paging;
use crate::api::{Refusal, Request};
use crate::lifecycle::Turn;
use crate::model::World;
use crate::model::task_definition::DefinitionStatus;
use crate::model::world::Family;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let prefix = request.text("familyPrefix").unwrap_or_default();
    let status = request.filled_text("status").unwrap_or("ALL");
    let families = world.families.iter();
    let meant = families.filter(|(name, family)| {
        // Of a family whose revisions are all deleted only the counter is left.
        !family.revisions.is_empty()
            && name.starts_with(prefix)
            && match status {
                "ACTIVE" => is_active(world, family),
                "INACTIVE" => !is_active(world, family),
                _ => true,
            }
    });
    let rows = (0..).zip(meant.map(|(name, _)| name.to_string()));
    let (families, next) = paging::page(world, request, 100, rows)?;
    Ok(paging::answer("families", families, next))
}

/// Whether a revision is ACTIVE. Source: ECS API, ListTaskDefinitionFamilies `status`.
fn is_active(world: &World, family: &Family) -> bool {
    family.revisions.values().any(|id| {
        let row = world.definitions.get(*id);
        row.is_some_and(|row| row.status == DefinitionStatus::Active)
    })
}
