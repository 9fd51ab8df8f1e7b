//! The kernel kills a container that takes more memory than it may have.
//!
//! Source: amazon-ecs-agent, `agent/dockerclient/dockerapi/errors.go` (`OutOfMemoryError`); exit
//! code 137 is SIGKILL's.

use super::container_crashes::ends_early;
use super::parameters::{AFTER, CLUSTER, CONTAINER};
use super::{Answers, Container, FaultType, Part};
use crate::lifecycle::container::workload::EXIT_KILLED;
use crate::model::fault::Fault;
use crate::model::workload::Workload;

pub const FAULT: FaultType = FaultType {
    name: "OutOfMemory",
    strikes: Part::Containers,
    title: "Out of memory",
    explains: "Containers take more memory than they may have: the kernel kills them, exit 137.",
    parameters: &[CLUSTER, CONTAINER, AFTER],
    answers: Answers {
        workload: Some(killed),
        ..Answers::NONE
    },
};

fn killed(fault: &Fault, container: &Container, workload: Workload) -> Workload {
    ends_early(fault, container, workload, |workload| Workload {
        exit_code: EXIT_KILLED,
        end_reason: Some("OutOfMemoryError: Container killed due to memory usage"),
        ..workload
    })
}
