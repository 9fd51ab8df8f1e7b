//! A container's process ends with an error some time after its start, or after the fault.

use super::parameters::{AFTER, CLUSTER, CONTAINER, EXIT_CODE};
use super::{Answers, Container, FaultType, Part};
use crate::model::fault::Fault;
use crate::model::workload::Workload;

pub const FAULT: FaultType = FaultType {
    name: "ContainerCrashes",
    strikes: Part::Containers,
    title: "Container crashes",
    explains: "Containers that run, and those that start later, end with an exit code.",
    parameters: &[CLUSTER, CONTAINER, EXIT_CODE, AFTER],
    answers: Answers {
        workload: Some(crash),
        ..Answers::NONE
    },
};

fn crash(fault: &Fault, container: &Container, workload: Workload) -> Workload {
    let exit_code = fault.number("exitCode") as u16;
    ends_early(fault, container, workload, |workload| Workload {
        exit_code,
        ..workload
    })
}

/// The workload of a container that the fault is about: it ends in the way of `end` some time
/// after its start, if it does not end before.
pub(super) fn ends_early(
    fault: &Fault,
    container: &Container,
    workload: Workload,
    end: impl FnOnce(Workload) -> Workload,
) -> Workload {
    let here = fault
        .cluster
        .is_none_or(|id| id == container.task.launch.cluster);
    let meant = fault.is_named("container", &container.definition.name);
    let from_start = fault.since.since(container.started) + fault.seconds("afterSeconds");
    if here && meant && workload.run_for.is_none_or(|span| span >= from_start) {
        return end(Workload {
            run_for: Some(from_start),
            ..workload
        });
    }
    workload
}
