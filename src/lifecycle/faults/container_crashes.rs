//! A container's process ends with an error some time after its start.

use crate::model::fault::FaultKind;
use crate::model::workload::Workload;
use crate::model::{ContainerDefinition, Task, World};
use crate::sim::SimTime;

/// The workload of a container that started at `started`, with the crashes that faults make of it.
pub fn crash(
    world: &World,
    task: &Task,
    definition: &ContainerDefinition,
    started: SimTime,
    mut workload: Workload,
) -> Workload {
    for fault in world.faults.rows() {
        let FaultKind::ContainerCrashes {
            cluster,
            container,
            exit_code,
            after,
        } = &fault.kind
        else {
            continue;
        };
        let here = cluster.is_none_or(|id| id == task.launch.cluster);
        let meant = container.is_empty() || **container == *definition.name;
        let from_start = fault.since.since(started) + *after;
        if here && meant && workload.run_for.is_none_or(|span| span >= from_start) {
            workload.run_for = Some(from_start);
            workload.exit_code = *exit_code;
        }
    }
    workload
}
