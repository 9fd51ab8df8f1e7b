//! No network interface can be attached: the host has no slot left, or the attachment takes too
//! long.
//!
//! Source: Amazon ECS Developer Guide, "Troubleshooting Amazon ECS TaskFailedToStart errors"; the
//! text of the timeout, which Fargate tasks get, from public reports of `stoppedReason`.

use super::parameters::CLUSTER;
use super::{Answers, FaultType, Part};
use crate::model::fault::Fault;
use crate::model::task::LaunchType;
use crate::model::{Task, World};

pub const FAULT: FaultType = FaultType {
    name: "NoInterfaceLeft",
    strikes: Part::Access,
    title: "No network interface left",
    explains: "awsvpc tasks get no network interface: the host or the account has none left.",
    parameters: &[CLUSTER],
    answers: Answers {
        interface_error: Some(error),
        ..Answers::NONE
    },
};

fn error(fault: &Fault, _world: &World, task: &Task) -> Option<String> {
    let here = fault.cluster.is_none_or(|id| id == task.launch.cluster);
    let text = match task.launch.launch_type {
        LaunchType::Fargate => "Timeout waiting for network interface provisioning to complete.",
        LaunchType::Ec2 | LaunchType::External | LaunchType::ManagedInstances => {
            "Unable to attach network interface to unused device index"
        }
    };
    here.then(|| text.to_owned())
}
