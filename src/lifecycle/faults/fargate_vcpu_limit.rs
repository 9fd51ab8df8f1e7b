//! The account may run only so many vCPUs on Fargate at once, and as many on Fargate Spot.
//!
//! Source: AWS General Reference, "Amazon ECS endpoints and quotas". It holds beside the quotas of
//! the account ([`crate::model::quotas`]): the lower one counts.

use super::parameters::VCPUS;
use super::{Answers, FaultType, Part};
use crate::lifecycle::{Turn, service};
use crate::model::ClusterId;
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "FargateVcpuLimit",
    strikes: Part::Capacity,
    title: "Fargate vCPU quota",
    explains: "The account may run only so many vCPUs on Fargate, and as many on Fargate Spot.",
    parameters: &[VCPUS],
    answers: Answers {
        fargate_vcpus: Some(vcpus),
        lift: Some(look_again),
        ..Answers::NONE
    },
};

fn vcpus(fault: &Fault) -> u64 {
    fault.number("vcpus")
}

fn look_again(turn: &mut Turn, _fault: &Fault) {
    let clusters: Vec<ClusterId> = turn.world().clusters.rows().map(|row| row.id).collect();
    for cluster in clusters {
        service::capacity_freed(turn, cluster);
    }
}
