//! An Auto Scaling group is as large as it may be: cluster auto scaling asks for more in vain, and
//! tasks wait until they give up.
//!
//! Source: Amazon ECS Developer Guide, "Automatically manage Amazon ECS capacity with cluster auto
//! scaling": ECS never changes the maximum size of a group.

use super::parameters::GROUP;
use super::{Answers, FaultType, Part};
use crate::lifecycle::{Turn, capacity};
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "GroupAtMaximum",
    strikes: Part::Capacity,
    title: "Auto Scaling group at its maximum",
    explains: "A group may not grow beyond what it has now, whatever its tasks need.",
    parameters: &[GROUP],
    answers: Answers {
        is_group_full: Some(is_full),
        lift: Some(measure_again),
        ..Answers::NONE
    },
};

fn is_full(fault: &Fault, group: &str) -> bool {
    fault.is_named("autoScalingGroup", group)
}

fn measure_again(turn: &mut Turn, _fault: &Fault) {
    capacity::stir_all(turn);
}
