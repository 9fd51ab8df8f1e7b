//! Somebody stops the EC2 instance under a container instance: its tasks end, and it stays
//! registered without its agent until it is started again.
//!
//! Source: ECS API, DeregisterContainerInstance (stopped instances stay registered); the reason's
//! text from public reports of `stoppedReason`.

use super::parameters::{CLUSTER, INSTANCE};
use super::{Answers, FaultType, Part};
use crate::lifecycle::{Turn, capacity};
use crate::model::ContainerInstance;
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "InstanceStopped",
    strikes: Part::Instances,
    title: "Instance stopped",
    explains: "The machine is stopped: its tasks end, it stays registered. Cleared, it starts.",
    parameters: &[CLUSTER, INSTANCE],
    answers: Answers {
        is_stopped: Some(is_it),
        strike: Some(stop),
        lift: Some(start),
        ..Answers::NONE
    },
};

fn is_it(fault: &Fault, instance: &ContainerInstance) -> bool {
    fault.instance == Some(instance.id)
}

fn stop(turn: &mut Turn, fault: &Fault) {
    if let Some(id) = fault.instance {
        capacity::stop(turn, id);
    }
}

fn start(turn: &mut Turn, fault: &Fault) {
    if let Some(id) = fault.instance {
        capacity::set_connected(turn, id, true);
    }
}
