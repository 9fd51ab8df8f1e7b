//! A subnet has no free address: no network interface can be made in it.
//!
//! Source: Amazon ECS Developer Guide, "Troubleshooting Amazon ECS TaskFailedToStart errors"; the
//! error's name from the Amazon EC2 API, CreateNetworkInterface.

use super::parameters::SUBNET;
use super::{Answers, FaultType, Part};
use crate::model::fault::Fault;
use crate::model::{Task, World};

pub const FAULT: FaultType = FaultType {
    name: "NoAddressLeft",
    strikes: Part::Access,
    title: "No IP address left",
    explains: "A subnet has no free address: awsvpc tasks in it get no network interface.",
    parameters: &[SUBNET],
    answers: Answers {
        interface_error: Some(error),
        ..Answers::NONE
    },
};

fn error(fault: &Fault, _world: &World, task: &Task) -> Option<String> {
    let subnet = &*task.interface.as_ref()?.subnet_id;
    let network = task.launch.network.as_ref();
    let public = network.is_some_and(|network| network.assign_public_ip);
    let public = if public { "enabled" } else { "disabled" };
    fault.is_named("subnet", subnet).then(|| {
        format!(
            "Unexpected EC2 error while attempting to Create Network Interface with public IP \
             assignment {public} in subnet '{subnet}': InsufficientFreeAddressesInSubnet"
        )
    })
}
