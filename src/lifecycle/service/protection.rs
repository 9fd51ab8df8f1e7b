//! Tasks that neither a smaller desired count nor a deployment may stop, for a while.
//!
//! Source: Amazon ECS Developer Guide, "Protect your Amazon ECS tasks from being terminated by
//! scale-in events". It holds back neither StopTask nor a crash, failed health checks or the end of
//! the instance. Assumption: a DRAINING instance keeps protected tasks until their time is over.

use super::wake;
use crate::lifecycle::{Event, Timer, Turn};
use crate::model::{DeploymentId, Service, TaskId, World};
use crate::sim::SimTime;

/// Protects a task until a moment, or not any more.
pub fn protect(turn: &mut Turn, id: TaskId, until: Option<SimTime>) {
    let Some(task) = turn.edit_task(id) else {
        return;
    };
    let before = task.protected_until;
    task.protected_until = until;
    let service = task.launch.service;
    if let Some(at) = until {
        turn.wake(at, Timer::EndProtection(id));
    }
    if before.is_some() || until.is_some() {
        turn.say(Event::TaskProtection(id, until.is_some()));
    }
    if let (Some((service, _)), true) = (service, until.is_none()) {
        wake(turn, service);
    }
}

/// The protection of a task is over, unless it was asked for again meanwhile.
pub fn end(turn: &mut Turn, id: TaskId) {
    let now = turn.now();
    let task = turn.world().tasks.get(id);
    let over = |until: SimTime| until <= now;
    if task.is_some_and(|task| task.protected_until.is_some_and(over)) {
        protect(turn, id, None);
    }
}

/// The older deployment that cannot go because all tasks that it still has are protected: then
/// the deployment of the service is blocked.
/// Source: Developer Guide, "API failure reasons", DEPLOYMENT_BLOCKED. Assumption: what exactly
/// counts as blocked.
pub fn blocked_by_protection(world: &World, service: &Service) -> Option<DeploymentId> {
    let mut older = service.others();
    let blocked = older.find(|row| {
        let tasks = row.live_tasks.iter().filter_map(|id| world.tasks.get(id));
        let mut wanted = tasks.filter(|task| task.is_wanted()).peekable();
        wanted.peek().is_some() && wanted.all(|task| task.protected_until.is_some())
    });
    blocked.map(|row| row.id)
}
