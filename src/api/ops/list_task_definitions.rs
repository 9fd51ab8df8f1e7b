//! ListTaskDefinitions. Source: ECS API, ListTaskDefinitions.

use crate::api::paging;
use crate::api::{Refusal, Request};
use crate::lifecycle::Turn;
use crate::model::arn::Arns;
use crate::model::{DefinitionId, World};
use serde_json::Value;

/// By family and then by revision; newest first with `DESC`.
pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let status = request.filled_text("status").unwrap_or("ACTIVE");
    let mut ids = of_family(world, request.filled_text("familyPrefix"));
    ids.retain(|id| {
        let row = world.definitions.get(*id);
        row.is_some_and(|row| row.status.name() == status)
    });
    if request.text("sort") == Some("DESC") {
        ids.reverse();
    }
    // The key of a row is its place in the list: ids are not in the order of the families.
    let rows = (0..).zip(ids.iter().map(|id| Arns::of(world).definition(*id)));
    let (arns, next) = paging::page(world, request, 100, rows)?;
    Ok(paging::answer("taskDefinitionArns", arns, next))
}

/// The revisions of one family, or of all. The member is called a prefix and is the whole name.
/// Source: ECS API, `familyPrefix`.
fn of_family(world: &World, name: Option<&str>) -> Vec<DefinitionId> {
    let families = world.families.iter();
    let meant = families.filter(|(family, _)| name.is_none_or(|name| &***family == name));
    let revisions = meant.flat_map(|(_, family)| family.revisions.values());
    revisions.copied().collect()
}
