//! Fargate, or Fargate Spot, has no capacity left in a zone or anywhere: new tasks find no place.
//!
//! Source: Amazon ECS Developer Guide, "API failure reasons" and "Amazon ECS service event
//! messages" (capacity is unavailable); ECS does not turn to another provider of the strategy.

use super::parameters::{ANY_ZONE, FARGATE_PROVIDER};
use super::{Answers, FaultType, Part, freed};
use crate::model::Zone;
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "NoFargateCapacity",
    strikes: Part::Capacity,
    title: "No Fargate capacity",
    explains: "Fargate, Fargate Spot or both are full: tasks that run go on, new ones wait.",
    parameters: &[FARGATE_PROVIDER, ANY_ZONE],
    answers: Answers {
        lacks_fargate: Some(lacks),
        lift: Some(freed),
        ..Answers::NONE
    },
};

fn lacks(fault: &Fault, zone: Zone, provider: &str) -> bool {
    fault.zone.is_none_or(|one| one == zone) && fault.is_named("capacityProvider", provider)
}
