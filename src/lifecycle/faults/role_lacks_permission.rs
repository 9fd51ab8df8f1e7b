//! The task execution role may not do what a task needs before it starts: log in at Amazon ECR,
//! read a secret or a parameter, write its log.

use super::parameters::PERMISSION;
use super::{Answers, FaultType, Part};
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "RoleLacksPermission",
    strikes: Part::Access,
    title: "Missing role permission",
    explains: "Execution roles may not log in at ECR, read secrets or parameters, or write logs.",
    parameters: &[PERMISSION],
    answers: Answers {
        lacks_permission: Some(lacks),
        ..Answers::NONE
    },
};

fn lacks(fault: &Fault, permission: &str) -> bool {
    fault.is_named("permission", permission)
}
