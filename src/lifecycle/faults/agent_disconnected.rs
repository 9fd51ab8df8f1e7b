//! The agent of a container instance loses its connection. Containers run on, but ECS neither hears
//! of them nor can tell them anything: a StopTask waits until the agent is back.
//!
//! Source: ECS API, `ContainerInstance.agentConnected`; Amazon ECS Developer Guide, "Amazon ECS
//! container instance state change events".

use super::parameters::{CLUSTER, INSTANCE};
use super::{Answers, FaultType, Part};
use crate::lifecycle::{Turn, capacity};
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "AgentDisconnected",
    strikes: Part::Instances,
    title: "Agent disconnected",
    explains: "The agent of an instance is cut off: its tasks run on, and nobody can stop them.",
    parameters: &[CLUSTER, INSTANCE],
    answers: Answers {
        strike: Some(disconnect),
        lift: Some(connect),
        ..Answers::NONE
    },
};

fn disconnect(turn: &mut Turn, fault: &Fault) {
    if let Some(id) = fault.instance {
        capacity::set_connected(turn, id, false);
    }
}

fn connect(turn: &mut Turn, fault: &Fault) {
    if let Some(id) = fault.instance {
        capacity::set_connected(turn, id, true);
    }
}
