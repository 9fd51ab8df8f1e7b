//! UpdateClusterSettings. Source: ECS API, UpdateClusterSettings.

use crate::api::{Refusal, Request, lookup, read, render};
use crate::lifecycle::Turn;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let id = lookup::required_cluster(turn.world(), request)?.id;
    let settings = read::cluster::settings(request)?;
    // Assumption: the text.
    let settings = settings.ok_or_else(|| Refusal::invalid("Settings cannot be empty."))?;
    if let Some(row) = turn.sim.world.clusters.edit(id) {
        row.put_extra("settings", &settings);
    }
    let mut shown = render::cluster(turn.world(), id);
    render::put_attachments(turn.world(), id, &mut shown);
    Ok(render::members!({"cluster": shown}).into())
}
