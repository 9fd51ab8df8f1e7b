//! DeleteAttributes. Source: ECS API, DeleteAttributes.

use crate::api::read::attribute::named;
use crate::api::{Refusal, Request, lookup, render};
use crate::lifecycle::{Turn, capacity};
use serde_json::Value;

/// Those that are there go, with whatever value; the answer names all that were asked for
/// (assumption).
pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let cluster = lookup::cluster(turn.world(), request)?;
    let named = named(turn.world(), cluster, request)?;
    let shown = named.iter().map(|row| render::attribute(turn.world(), row));
    let shown: Vec<Value> = shown.collect();
    for row in named {
        capacity::set_attributes(turn, row.target, |own| {
            own.remove(&row.name);
        });
    }
    Ok(render::members!({"attributes": shown}).into())
}
