//! Faults are switched on and cleared. Pulls ask for faults when they begin; containers that run
//! already are looked at anew.

use crate::lifecycle::{Event, Turn, task};
use crate::model::fault::{Fault, FaultKind};
use crate::model::{ContainerStatus, FaultId, TaskId, TaskStatus};

/// Switches a fault on.
pub fn inject(turn: &mut Turn, kind: FaultKind) -> FaultId {
    let running = is_of_running(&kind);
    let since = turn.now();
    let id = turn.sim.world.faults.add(|_| Fault { since, kind });
    turn.say(Event::FaultInjected(id));
    if running {
        reconsider_all(turn);
    }
    id
}

/// Clears these faults.
pub fn clear(turn: &mut Turn, ids: &[FaultId]) {
    let mut running = false;
    for id in ids {
        if let Some(fault) = turn.sim.world.faults.remove(*id) {
            running |= is_of_running(&fault.kind);
            turn.say(Event::FaultCleared(*id));
        }
    }
    if running {
        reconsider_all(turn);
    }
}

fn is_of_running(kind: &FaultKind) -> bool {
    match kind {
        FaultKind::ContainerCrashes { .. }
        | FaultKind::ContainerHealthCheckFails { .. }
        | FaultKind::TargetHealthCheckFails { .. } => true,
        FaultKind::ImageCannotBePulled { .. }
        | FaultKind::SlowPull { .. }
        | FaultKind::HungShutdown { .. } => false,
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
    let running: Vec<TaskId> = running.map(|task| task.id).collect();
    for id in running {
        task::reconsider(turn, id);
    }
}
