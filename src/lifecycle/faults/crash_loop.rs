//! Every start of a container ends in a crash; what runs already is spared. This is how a bad
//! release looks.

use super::container_crashes::ends_early;
use super::parameters::{AFTER, CLUSTER, CONTAINER, EXIT_CODE};
use super::{Answers, Container, FaultType, Part};
use crate::model::fault::Fault;
use crate::model::workload::Workload;

pub const FAULT: FaultType = FaultType {
    name: "CrashLoop",
    strikes: Part::Containers,
    title: "Crash loop",
    explains: "Containers that start from now on crash, each time anew; running ones are spared.",
    parameters: &[CLUSTER, CONTAINER, EXIT_CODE, AFTER],
    answers: Answers {
        workload: Some(crash),
        ..Answers::NONE
    },
};

fn crash(fault: &Fault, container: &Container, workload: Workload) -> Workload {
    if container.started < fault.since {
        return workload;
    }
    let exit_code = fault.number("exitCode") as u16;
    ends_early(fault, container, workload, |workload| Workload {
        exit_code,
        ..workload
    })
}
