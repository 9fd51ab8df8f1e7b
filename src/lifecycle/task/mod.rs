//! The life of a task, from its launch to its end.
//!
//! `next` looks and proposes one step; `apply` is the one place that takes it. `advance` repeats
//! the two until the task waits for something.

mod apply;
mod checks;
mod containers;
mod launch;
mod next;
mod ports;
mod report;
pub mod resources;
pub mod sizes;
mod tally;
mod targets;
mod waiting;

pub use apply::{advance, end_container, lose_host, reconsider, set_status};
pub use checks::TargetStep;
pub use launch::{Host, launch_on, needs, newest_platform};
pub use next::{Step, announces, next};
pub use report::{Wait, hides_end_of, waits_for};
pub use targets::{deregister, is_made_known, register};
pub use waiting::place_waiting;

use super::{Event, Timer, Turn, timing};
use crate::model::{DesiredStatus, StopCode, TaskId, TaskStatus};
use crate::sim::SimTime;
use std::sync::Arc;

/// Asks a task to stop. A task that was asked before keeps its first code and reason.
/// Source: ECS API, StopTask.
pub fn stop(turn: &mut Turn, id: TaskId, code: StopCode, reason: &Arc<str>) {
    if turn
        .world()
        .tasks
        .get(id)
        .is_some_and(|task| task.is_wanted())
    {
        want_no_more(turn, id, code, reason);
        let now = turn.now();
        turn.wake_task(id, now);
    }
}

/// Asks a task to stop as StopTask does. A task that others know of is DEACTIVATING at once.
/// Source: public answers of StopTask.
pub fn stop_by_hand(turn: &mut Turn, id: TaskId, reason: &Arc<str>) {
    stop(turn, id, StopCode::UserInitiated, reason);
    let row = turn.world().tasks.get(id);
    if row.is_some_and(|row| !row.is_wanted() && next::deactivates(turn.world(), row)) {
        set_status(turn, id, TaskStatus::Deactivating, SimTime::NEVER);
    }
}

/// The same for who looks at the task next anyway.
fn want_no_more(turn: &mut Turn, id: TaskId, code: StopCode, reason: &Arc<str>) {
    let Some(task) = turn.world().tasks.get(id) else {
        return;
    };
    if task.desired_status == DesiredStatus::Stopped {
        return;
    }
    let (definition, launch) = (task.launch.definition, task.launch.clone());
    if turn.sim.world.waiting.remove(&(launch.cluster, id)) {
        launch::stir(turn, &launch);
    }
    tally::counted(turn, id, |turn| {
        let now = turn.now();
        if let Some(task) = turn.edit_task(id) {
            task.desired_status = DesiredStatus::Stopped;
            task.stopping_at = Some(now);
            task.stop_code = Some(code);
            task.stopped_reason = Some(reason.clone());
        }
    });
    let row = turn.world().tasks.get(id);
    let announced = row.is_some_and(|row| next::announces_stop(turn.world(), row));
    if let Some(task) = turn.edit_task(id) {
        task.version += u32::from(announced);
    }
    turn.say(Event::TaskStopRequested {
        task: id,
        definition,
        reason: reason.clone(),
        announced,
    });
}

/// The retention of a STOPPED task is over: it is DELETED, and a moment later it is dropped.
pub fn forget(turn: &mut Turn, id: TaskId) {
    let task = turn.world().tasks.get(id).filter(|task| !task.is_live());
    let Some(launch) = task.map(|task| task.launch.clone()) else {
        return;
    };
    let row = turn.sim.world.clusters.edit(launch.cluster);
    if row.is_none_or(|row| !row.stopped_tasks.remove(id)) {
        turn.sim.world.tasks.remove(id);
        return;
    }
    if let Some(request) = &launch.request {
        turn.sim.world.tokens.remove(&request.token, id);
    }
    turn.say(Event::TaskForgotten(id));
    let at = turn.now() + timing::DELETED_SHOWN;
    turn.wake(at, Timer::ForgetTask(id));
}
