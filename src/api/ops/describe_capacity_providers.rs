//! DescribeCapacityProviders. Source: ECS API, DescribeCapacityProviders.

use crate::api::{Refusal, Request, lookup, paging, render};
use crate::lifecycle::Turn;
use crate::model::World;
use crate::model::arn::last_part;
use crate::model::capacity_provider::{FARGATE, FARGATE_SPOT};
use serde_json::{Value, json};

/// How many providers a page has, and can have. Source: ECS API, `maxResults`.
const PAGE: (usize, i64) = (10, 10);

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let of_cluster = of_cluster(world, request)?;
    let asked = lookup::named(request, "capacityProviders", "capacityProviders", 100)?;
    let all: Vec<&str> = match asked.is_empty() {
        false => asked,
        true => [FARGATE, FARGATE_SPOT]
            .into_iter()
            .chain(world.providers.keys().map(|name| &**name))
            .collect(),
    };
    let with_tags = lookup::includes(request, "TAGS");
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for named in all {
        let name = last_part(named);
        if of_cluster
            .as_ref()
            .is_some_and(|own| !own.iter().any(|own| **own == *name))
        {
            continue;
        }
        match render::capacity_provider(world, name, with_tags) {
            Some(shown) => found.push(shown),
            None => failures.push(lookup::missing(world, "capacity-provider", named)),
        }
    }
    let (page, next) = paging::page_within(world, request, PAGE, (0..).zip(found))?;
    let mut answer = paging::answer("capacityProviders", page, next);
    answer["failures"] = json!(failures);
    Ok(answer)
}

/// With a cluster only its providers are described.
fn of_cluster<'a>(
    world: &'a World,
    request: Request,
) -> Result<Option<&'a [std::sync::Arc<str>]>, Refusal> {
    match request.filled_text("cluster") {
        None => Ok(None),
        Some(_) => Ok(Some(&lookup::cluster(world, request)?.capacity_providers)),
    }
}
