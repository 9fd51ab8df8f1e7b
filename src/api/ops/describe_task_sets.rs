//! DescribeTaskSets: those that are named, or all of a service.
//! Source: ECS API, DescribeTaskSets.

use crate::api::lookup::{self, includes};
use crate::api::{Refusal, Request, render, task_sets};
use crate::lifecycle::Turn;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let service = task_sets::service(world, request)?;
    let tags = includes(request, "TAGS");
    let mut named = request.texts("taskSets").peekable();
    if named.peek().is_none() {
        let all = render::task_sets(world, service, tags);
        return Ok(render::members!({"taskSets": all, "failures": Vec::<Value>::new()}).into());
    }
    let (mut found, mut failures) = (Vec::new(), Vec::new());
    for name in named {
        match task_sets::find(world, service, name) {
            Some(row) => found.push(render::task_set(world, service, row, tags)),
            None => {
                let cluster = world.clusters.get(service.cluster);
                let cluster = cluster.map_or("", |row| &row.name);
                let kind = format!("task-set/{cluster}/{}", service.name);
                failures.push(lookup::missing(world, &kind, name));
            }
        }
    }
    Ok(render::members!({"taskSets": found, "failures": failures}).into())
}
