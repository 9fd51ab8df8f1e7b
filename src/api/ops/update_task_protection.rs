//! UpdateTaskProtection. Source: ECS API, UpdateTaskProtection; Developer Guide, "Protect your
//! Amazon ECS tasks from being terminated by scale-in events" and "API failure reasons".

use crate::api::{Refusal, Request};
use crate::api::{lookup, render};
use crate::lifecycle::{Turn, service};
use crate::model::arn::Arns;
use crate::model::{Cluster, Task, TaskId, World};
use crate::sim::Span;
use serde_json::Value;
use std::sync::Arc;

/// The most tasks of one request. Source: ECS API, UpdateTaskProtectionRequest.
const MOST: usize = 10;

/// For how many minutes a task can be protected, and for how many it is unless the request says.
/// Source: ECS API, UpdateTaskProtectionRequest, `expiresInMinutes`.
const MINUTES: (i64, i64) = (1, 2_880);
const MINUTES_BY_DEFAULT: u64 = 120;

/// Why a task cannot be protected.
pub struct Why {
    reason: &'static str,
    detail: &'static str,
}

impl Why {
    /// The failure of a task.
    pub fn of(&self, world: &World, task: TaskId) -> Value {
        render::not_done(&Arns::of(world).task(task), self.reason, self.detail)
    }
}

/// Source of the reason: Developer Guide, "API failure reasons". Assumption: its words.
pub const NOT_OF_A_SERVICE: Why = Why {
    reason: "TASK_NOT_VALID",
    detail: "The specified task isn't part of an Amazon ECS service. Only tasks that a service \
             manages can be protected.",
};

/// Source of the reason: Developer Guide, "API failure reasons". Assumption: its words.
const DEPLOYMENT_BLOCKED: Why = Why {
    reason: "DEPLOYMENT_BLOCKED",
    detail: "Protected tasks keep the service deployment from reaching a steady state. Remove the \
             protection of some of them, or wait until it expires.",
};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let cluster = lookup::cluster(world, request)?.clone();
    let on = request.truth("protectionEnabled").unwrap_or(false);
    let lasts = Span::minutes(minutes(request)?);
    let (mut done, mut failures) = (Vec::new(), Vec::new());
    for (named, found) in named_tasks(world, &cluster, request, MOST)? {
        let world = turn.world();
        let Some(task) = found.and_then(|id| world.tasks.get(id)) else {
            let kind = format!("task/{}", cluster.name);
            failures.push(lookup::missing(world, &kind, named));
            continue;
        };
        let id = task.id;
        if let Some(why) = hindered(world, task, on) {
            failures.push(why.of(world, id));
            continue;
        }
        let until = on.then(|| turn.now() + lasts);
        service::protect(turn, id, until);
        done.push(id);
    }
    let world = turn.world();
    let rows = done.iter().filter_map(|id| world.tasks.get(*id));
    let tasks: Vec<Value> = rows
        .map(|task| render::protected_task(world, task))
        .collect();
    Ok(render::members!({"protectedTasks": tasks, "failures": failures}).into())
}

/// Assumption: the text. Minutes count only where the protection is switched on.
fn minutes(request: Request) -> Result<u64, Refusal> {
    let given = request.integer("expiresInMinutes");
    let (least, most) = MINUTES;
    match given.filter(|_| request.truth("protectionEnabled") == Some(true)) {
        None => Ok(MINUTES_BY_DEFAULT),
        Some(minutes) if (least..=most).contains(&minutes) => Ok(minutes.unsigned_abs()),
        Some(_) => {
            let message = format!("expiresInMinutes must be between {least} and {most}.");
            Err(Refusal::invalid(message))
        }
    }
}

/// The tasks that a request names, with what there is of them.
///
/// # Errors
/// There are none or too many, or an ARN is of another cluster.
/// Source of the texts: those of DescribeTasks.
pub fn named_tasks<'a>(
    world: &World,
    cluster: &Cluster,
    request: Request<'a>,
    most: usize,
) -> Result<Vec<(&'a str, Option<TaskId>)>, Refusal> {
    let names = lookup::named(request, "tasks", "taskIds", most)?;
    if names.is_empty() {
        return Err(Refusal::invalid("Tasks cannot be empty."));
    }
    let found = |named| Ok((named, lookup::task(world, cluster, named)?));
    names.into_iter().map(found).collect()
}

/// Whether no service keeps the task running. Assumption: a task that is STOPPED is no task of its
/// service any more.
pub fn not_of_a_service(task: &Arc<Task>) -> bool {
    task.launch.service.is_none() || !task.is_live()
}

fn hindered(world: &World, task: &Arc<Task>, on: bool) -> Option<&'static Why> {
    if not_of_a_service(task) {
        return Some(&NOT_OF_A_SERVICE);
    }
    let (id, _) = task.launch.service?;
    let service = world.services.get(id)?;
    let blocked = on && service::blocked_by_protection(world, service).is_some();
    blocked.then_some(&DEPLOYMENT_BLOCKED)
}
