//! DescribeServices. Source: ECS API, DescribeServices.

use crate::api::lookup::{self, includes};
use crate::api::{Refusal, Request, render};
use crate::lifecycle::Turn;
use crate::model::arn::{Arns, last_part};
use serde_json::{Value, json};

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
            None if name.starts_with("arn:") => failures.push(render::missing(name)),
            None => {
                let resource = format!("service/{}/{}", cluster.name, last_part(name));
                failures.push(render::missing(&Arns::of(world).ecs(&resource)));
            }
        }
    }
    Ok(json!({"services": services, "failures": failures}))
}
