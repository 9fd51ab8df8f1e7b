//! The health check of a container fails, whatever the application does.

use crate::model::fault::FaultKind;
use crate::model::{Task, World};

/// Whether a fault makes the health check of this container fail.
pub fn container_check_fails(world: &World, task: &Task, index: usize) -> bool {
    let name = &task.container_definitions()[index].name;
    world.faults.rows().any(|fault| {
        let FaultKind::ContainerHealthCheckFails { of, container } = &fault.kind else {
            return false;
        };
        of.has(task) && (container.is_empty() || container == name)
    })
}
