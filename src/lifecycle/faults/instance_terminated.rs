//! The EC2 instance under a container instance is terminated, for good.

use super::parameters::{CLUSTER, INSTANCE};
use super::{Answers, FaultType, Part};
use crate::lifecycle::{Turn, capacity};
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "InstanceTerminated",
    strikes: Part::Instances,
    title: "Instance terminated",
    explains: "The machine is gone for good, with its tasks; there is nothing to clear.",
    parameters: &[CLUSTER, INSTANCE],
    answers: Answers {
        strike: Some(terminate),
        is_over_at_once: true,
        ..Answers::NONE
    },
};

fn terminate(turn: &mut Turn, fault: &Fault) {
    if let Some(id) = fault.instance {
        capacity::terminate(turn, id);
    }
}
