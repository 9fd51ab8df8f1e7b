//! Faults are switched on and cleared. Pulls and starts ask for faults when they begin; containers
//! that run already are looked at anew.

use super::{Answers, named};
use crate::lifecycle::{Event, Turn, task};
use crate::model::fault::Fault;
use crate::model::{ContainerStatus, FaultId, TaskId, TaskStatus};

/// Switches a fault of the table on.
pub fn inject(turn: &mut Turn, fault: Fault) -> FaultId {
    let answers = named(fault.name).map_or(&Answers::NONE, |row| &row.answers);
    let id = turn.sim.world.faults.add(|_| fault.clone());
    turn.say(Event::FaultInjected(id));
    if let Some(strike) = answers.strike {
        strike(turn, &fault);
    }
    if answers.is_of_running() {
        reconsider_all(turn);
    }
    if answers.is_over_at_once {
        clear(turn, &[id]);
    }
    id
}

/// Clears these faults.
pub fn clear(turn: &mut Turn, ids: &[FaultId]) {
    let mut running = false;
    for id in ids {
        let Some(fault) = turn.sim.world.faults.remove(*id) else {
            continue;
        };
        turn.say(Event::FaultCleared(*id));
        let answers = named(fault.name).map_or(&Answers::NONE, |row| &row.answers);
        running |= answers.is_of_running();
        if let Some(lift) = answers.lift {
            lift(turn, &fault);
        }
    }
    if running {
        reconsider_all(turn);
    }
}

/// A fault of containers or targets came or went, or what checks them has changed: running ones
/// may end, and health may change, at another time now.
pub fn reconsider_all(turn: &mut Turn) {
    let clusters = turn.world().clusters.rows();
    let live = clusters.flat_map(|cluster| cluster.live_tasks.iter());
    let tasks = live.filter_map(|id| turn.world().tasks.get(id));
    let runs = |status| status == ContainerStatus::Running;
    let running = tasks.filter(|task| {
        let containers = &task.containers;
        task.last_status <= TaskStatus::Running && containers.iter().any(|row| runs(row.status))
    });
    let ids: Vec<TaskId> = running.map(|task| task.id).collect();
    for id in ids {
        task::reconsider(turn, id);
    }
}
