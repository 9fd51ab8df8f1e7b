//! A container does not hear SIGTERM: SIGKILL ends it after its `stopTimeout`.

use crate::model::fault::FaultKind;
use crate::model::{Task, World};

/// Whether a fault makes this container ignore SIGTERM.
pub fn hangs(world: &World, task: &Task, index: usize) -> bool {
    let name = &task.container_definitions()[index].name;
    world.faults.rows().any(|fault| {
        let FaultKind::HungShutdown { of, container } = &fault.kind else {
            return false;
        };
        of.has(task) && (container.is_empty() || container == name)
    })
}
