//! A container does not hear SIGTERM: SIGKILL ends it after its `stopTimeout`.

use super::parameters::{CLUSTER, CONTAINER};
use super::{Answers, Container, FaultType, Part};
use crate::model::fault::Fault;
use crate::model::workload::{OnTerm, Workload};

pub const FAULT: FaultType = FaultType {
    name: "HungShutdown",
    strikes: Part::Containers,
    title: "Hung shutdown",
    explains: "Containers ignore SIGTERM, and SIGKILL ends them after their stopTimeout.",
    parameters: &[CLUSTER, CONTAINER],
    answers: Answers {
        workload: Some(hang),
        ..Answers::NONE
    },
};

fn hang(fault: &Fault, container: &Container, workload: Workload) -> Workload {
    let cluster = container.task.launch.cluster;
    let here = fault.cluster.is_none_or(|id| id == cluster);
    if here && fault.is_named("container", &container.definition.name) {
        return Workload {
            on_term: OnTerm::Ignores,
            ..workload
        };
    }
    workload
}
