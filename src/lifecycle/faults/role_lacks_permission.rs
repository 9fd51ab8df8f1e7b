//! Roles may not do what ECS needs of them: those of task execution log in at Amazon ECR, read a
//! secret or a parameter, write a log; those of services register and deregister targets.

use super::parameters::PERMISSION;
use super::{Answers, FaultType, Part};
use crate::lifecycle::{Turn, service};
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "RoleLacksPermission",
    strikes: Part::Access,
    title: "Missing role permission",
    explains: "Roles may not log in at ECR, read secrets, write logs, or register targets.",
    parameters: &[PERMISSION],
    answers: Answers {
        lacks_permission: Some(lacks),
        lift: Some(try_again),
        ..Answers::NONE
    },
};

fn lacks(fault: &Fault, permission: &str) -> bool {
    fault.is_named("permission", permission)
}

fn try_again(turn: &mut Turn, _fault: &Fault) {
    service::calls_allowed(turn);
}
