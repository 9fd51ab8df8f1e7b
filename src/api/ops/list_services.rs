//! ListServices: those that are ACTIVE. Source: ECS API, ListServices.

use crate::api::{Refusal, Request, lookup, paging};
use crate::lifecycle::Turn;
use crate::model::arn::Arns;
use crate::model::{Service, ServiceStatus};
use serde_json::Value;
use std::sync::Arc;

/// A page unless `maxResults` says otherwise. Source: ECS API, ListServices, `maxResults`.
const PAGE: usize = 10;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let cluster = lookup::cluster_id(world, request)?;
    let launch_type = request.filled_text("launchType");
    let scheduling = request.filled_text("schedulingStrategy");
    // Services that ECS manages are Express ones, which are not simulated.
    let managed = request.text("resourceManagementType") == Some("ECS");
    let listed = |row: &&Arc<Service>| {
        // A service with a strategy has no launch type. Source: ECS API, Service, `launchType`.
        let primary = row.primary();
        let by_strategy = primary.is_some_and(|of| !of.revision.strategy.is_empty());
        let kind = (!by_strategy).then(|| row.launch_type().name());
        row.cluster == cluster
            && row.status == ServiceStatus::Active
            && (launch_type.is_none() || launch_type == kind)
            && scheduling.is_none_or(|asked| asked == row.scheduling.name())
            && !managed
    };
    let rows = world.services.rows().filter(listed);
    let rows = rows.map(|row| (u64::from(row.id.0), row.id));
    let (page, next) = paging::page(world, request, PAGE, rows)?;
    let arns = page
        .into_iter()
        .map(|id| Arns::of(world).service(id))
        .collect();
    Ok(paging::answer("serviceArns", arns, next))
}
