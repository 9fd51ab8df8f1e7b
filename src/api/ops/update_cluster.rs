//! UpdateCluster: settings, configuration and Service Connect defaults of a cluster.
//! Source: ECS API, UpdateCluster.

use crate::api::read::cluster::KEPT;
use crate::api::{Refusal, Request, lookup, read, render};
use crate::lifecycle::Turn;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let id = lookup::required_cluster(turn.world(), request)?.id;
    let settings = read::cluster::settings(request)?;
    if let Some(row) = turn.sim.world.clusters.edit(id) {
        if let Some(settings) = settings {
            row.put_extra("settings", &settings);
        }
        for member in KEPT {
            if let Some(value) = request.get(member) {
                row.put_extra(member, value);
            }
        }
    }
    let mut shown = render::cluster(turn.world(), id);
    render::put_attachments(turn.world(), id, &mut shown);
    Ok(render::members!({"cluster": shown}).into())
}
