//! GetTaskProtection. Source: ECS API, GetTaskProtection; Developer Guide, "Protect your Amazon ECS
//! tasks from being terminated by scale-in events".

use super::update_task_protection::{NOT_OF_A_SERVICE, named_tasks, not_of_a_service};
use crate::api::{Refusal, Request};
use crate::api::{lookup, render};
use crate::lifecycle::Turn;
use serde_json::Value;

/// The most tasks of one request. Source: ECS API, GetTaskProtectionRequest.
const MOST: usize = 100;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?;
    let (mut tasks, mut failures) = (Vec::new(), Vec::new());
    for (named, found) in named_tasks(world, cluster, request, MOST)? {
        match found.and_then(|id| world.tasks.get(id)) {
            Some(task) if not_of_a_service(task) => {
                failures.push(NOT_OF_A_SERVICE.of(world, task.id));
            }
            Some(task) => tasks.push(render::protected_task(world, task)),
            None => {
                let kind = format!("task/{}", cluster.name);
                failures.push(lookup::missing(world, &kind, named));
            }
        }
    }
    Ok(render::members!({"protectedTasks": tasks, "failures": failures}).into())
}
