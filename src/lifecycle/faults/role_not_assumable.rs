//! ECS cannot assume a role any more: of a service, with which it calls load balancers, or of
//! tasks. Somebody has changed whom it trusts.
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS service event messages" (IAM trust
//! relationship).

use super::parameters::ROLE;
use super::{Answers, FaultType, Part};
use crate::lifecycle::{Turn, service};
use crate::model::fault::Fault;
use crate::model::surroundings::iam_role;

pub const FAULT: FaultType = FaultType {
    name: "RoleNotAssumable",
    strikes: Part::Access,
    title: "Role cannot be assumed",
    explains: "A role does not trust ECS: services cannot call load balancers or start tasks.",
    parameters: &[ROLE],
    answers: Answers {
        not_assumable: Some(distrusts),
        lift: Some(try_again),
        ..Answers::NONE
    },
};

fn distrusts(fault: &Fault, role: &str) -> bool {
    let named = fault.text("role");
    named.is_empty() || iam_role::name(named) == iam_role::name(role)
}

fn try_again(turn: &mut Turn, _fault: &Fault) {
    service::calls_allowed(turn);
}
