//! ListAttributes: the attributes of the instances of a cluster, ECS's own included.
//! Source: ECS API, ListAttributes.

use crate::api::read::attribute::Named;
use crate::api::{Refusal, Request, lookup, paging, render};
use crate::lifecycle::Turn;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?.id;
    if request.filled_text("targetType").is_none() {
        // Source of the text: moto, `ecs/models.py`.
        let message = "targetType must be container-instance";
        return Err(Refusal::invalid(message));
    }
    let name = request.filled_text("attributeName");
    let value = request.filled_text("attributeValue");
    let rows = world.instances.rows().filter(|row| row.cluster == cluster);
    let all = rows.flat_map(|row| {
        let own = row.attributes.iter();
        own.map(|(name, value)| Named {
            target: row.id,
            name: name.clone(),
            value: value.clone(),
        })
    });
    let listed = all.filter(|row| {
        name.is_none_or(|name| *row.name == *name)
            && value.is_none_or(|value| row.value.as_deref() == Some(value))
    });
    let shown = listed.map(|row| render::attribute(world, &row));
    // Instances and names come in the order of their ids: the place in the list is a key.
    let (page, next) = paging::page(world, request, 100, (0..).zip(shown))?;
    Ok(paging::answer("attributes", page, next))
}
