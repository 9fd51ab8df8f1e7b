//! ListContainerInstances. Source: ECS API, ListContainerInstances.

use crate::api::{Refusal, Request};
use crate::api::{lookup, paging};
use crate::lifecycle::Turn;
use crate::lifecycle::placement::query::{self, Expression};
use crate::model::arn::Arns;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?.id;
    let filter = filter(request)?;
    // Without a status all are listed: INACTIVE ones have no rows.
    let status = request.filled_text("status");
    let rows = world.instances.rows().filter(|row| row.cluster == cluster);
    let rows = rows.filter(|row| status.is_none_or(|status| row.status.name() == status));
    let passes = |filter: &Expression, row| query::holds(filter, world, row);
    let rows = rows.filter(|row| filter.as_ref().is_none_or(|filter| passes(filter, row)));
    let rows = rows.map(|row| (u64::from(row.id.0), row.id));
    let (page, next) = paging::page(world, request, 100, rows)?;
    let arns = page
        .into_iter()
        .map(|id| Arns::of(world).instance(id))
        .collect();
    Ok(paging::answer("containerInstanceArns", arns, next))
}

/// An expression of the cluster query language. Assumption: the text.
fn filter(request: Request) -> Result<Option<Expression>, Refusal> {
    let Some(text) = request.filled_text("filter") else {
        return Ok(None);
    };
    query::parse(text).map(Some).map_err(|error| {
        let before = text.get(..error.at).unwrap_or("").chars().count();
        Refusal::invalid(format!(
            "Invalid filter: {} at character {}.",
            error.message.trim_end_matches('.'),
            before + 1
        ))
    })
}
