//! Faults are switched on and cleared. Pulls ask for faults when they begin; containers that run
//! already are looked at anew.

use crate::lifecycle::{Event, Turn, task};
use crate::model::fault::{Fault, FaultKind};
use crate::model::{ContainerStatus, FaultId, TaskId, TaskStatus};

/// Switches a fault on.
pub fn inject(turn: &mut Turn, kind: FaultKind) -> FaultId {
    let crashes = is_crash(&kind);
    let since = turn.now();
    let id = turn.sim.world.faults.add(|_| Fault { since, kind });
    turn.say(Event::FaultInjected(id));
    if crashes {
        reconsider_all(turn);
    }
    id
}

/// Clears these faults.
pub fn clear(turn: &mut Turn, ids: &[FaultId]) {
    let mut crashes = false;
    for id in ids {
        if let Some(fault) = turn.sim.world.faults.remove(*id) {
            crashes |= is_crash(&fault.kind);
            turn.say(Event::FaultCleared(*id));
        }
    }
    if crashes {
        reconsider_all(turn);
    }
}

fn is_crash(kind: &FaultKind) -> bool {
    match kind {
        FaultKind::ContainerCrashes { .. } => true,
        FaultKind::ImageCannotBePulled { .. } | FaultKind::SlowPull { .. } => false,
    }
}

/// A fault of containers came or went: running ones may end at another time now.
fn reconsider_all(turn: &mut Turn) {
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
