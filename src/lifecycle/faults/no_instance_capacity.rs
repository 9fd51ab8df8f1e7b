//! EC2 has no capacity for instances in a zone or anywhere (`InsufficientInstanceCapacity`): Auto
//! Scaling groups launch in their other zones, or other types, or not at all.
//!
//! Source: Amazon EC2 Auto Scaling User Guide, "Troubleshoot Amazon EC2 Auto Scaling: EC2 instance
//! launch failures".

use super::parameters::{ANY_ZONE, INSTANCE_TYPE};
use super::{Answers, FaultType, Part};
use crate::lifecycle::{Turn, capacity};
use crate::model::Zone;
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "NoInstanceCapacity",
    strikes: Part::Capacity,
    title: "No EC2 capacity",
    explains: "EC2 cannot launch instances: Auto Scaling groups try other zones, and again.",
    parameters: &[ANY_ZONE, INSTANCE_TYPE],
    answers: Answers {
        lacks_instances: Some(lacks),
        lift: Some(try_again),
        ..Answers::NONE
    },
};

fn lacks(fault: &Fault, zone: Zone, instance_type: &str) -> bool {
    fault.zone.is_none_or(|one| one == zone) && fault.is_named("instanceType", instance_type)
}

fn try_again(turn: &mut Turn, _fault: &Fault) {
    capacity::wake_all(turn);
}
