//! AWS takes fewer calls than ECS would make: of its own service, or of Elastic Load Balancing.
//!
//! Source: Amazon ECS Developer Guide, "Handle Amazon ECS throttling issues" and "Amazon ECS
//! service event messages"; of `on elb` a report of 2020, "Terraform and ECS at Scribd".
//! Assumption: while it lasts no such call of services of the scheduler gets through. Daemons and
//! the tasks that even zones out are not held up.

use super::parameters::THROTTLED;
use super::{Answers, FaultType, Part};
use crate::lifecycle::{Turn, service};
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "OperationsThrottled",
    strikes: Part::Access,
    title: "Calls are throttled",
    explains: "Services start no tasks (ecs), or register and deregister no targets (elb).",
    parameters: &[THROTTLED],
    answers: Answers {
        throttles: Some(throttles),
        lift: Some(try_again),
        ..Answers::NONE
    },
};

fn throttles(fault: &Fault, service: &str) -> bool {
    fault.is_named("service", service)
}

fn try_again(turn: &mut Turn, _fault: &Fault) {
    service::calls_allowed(turn);
}
