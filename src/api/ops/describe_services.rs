//! DescribeServices. Source: ECS API, DescribeServices.

use crate::api::lookup::{self, includes};
use crate::api::{Refusal, Request, render};
use crate::lifecycle::Turn;
use serde_json::Value;

/// The most services of one request. Source: ECS API, DescribeServices, `services`.
const MOST: usize = 10;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let names = lookup::named(request, "services", "service names", MOST)?;
    if names.is_empty() {
        return Err(Refusal::invalid("Services cannot be empty."));
    }
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?;
    let (mut services, mut failures) = (Vec::new(), Vec::new());
    for name in names {
        match lookup::any_service(world, cluster, name)? {
            Some(row) => services.push(render::service(world, row.id, includes(request, "TAGS"))),
            None => {
                let kind = format!("service/{}", cluster.name);
                failures.push(lookup::missing(world, &kind, name));
            }
        }
    }
    Ok(render::members!({"services": services, "failures": failures}).into())
}
