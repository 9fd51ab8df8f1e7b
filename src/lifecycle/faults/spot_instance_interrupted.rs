//! EC2 Spot takes an instance back, with a notice two minutes before. An agent that is told so sets
//! its instance DRAINING, and services move their tasks while there is time.
//!
//! Source: amazon-ecs-agent, `agent/app/agent.go` (`ECS_ENABLE_SPOT_INSTANCE_DRAINING`); Amazon EC2
//! User Guide, "Spot Instance interruption notices".

use super::parameters::{CLUSTER, INSTANCE, SPOT_DRAINING};
use super::{Answers, FaultType, Part};
use crate::lifecycle::{Event, Timer, Turn, capacity, timing};
use crate::model::InstanceStatus;
use crate::model::fault::Fault;

pub const FAULT: FaultType = FaultType {
    name: "SpotInstanceInterrupted",
    strikes: Part::Instances,
    title: "EC2 Spot interruption",
    explains: "EC2 takes an instance back in two minutes; its agent drains it if it is told to.",
    parameters: &[CLUSTER, INSTANCE, SPOT_DRAINING],
    answers: Answers {
        strike: Some(notify),
        is_over_at_once: true,
        ..Answers::NONE
    },
};

fn notify(turn: &mut Turn, fault: &Fault) {
    let Some(id) = fault.instance else {
        return;
    };
    turn.say(Event::SpotNotice(id));
    let row = turn.world().instances.get(id);
    let hears = row.is_some_and(|row| row.agent_connected && row.status == InstanceStatus::Active);
    if hears && fault.text("spotInstanceDraining") == "true" {
        capacity::set_status(turn, id, InstanceStatus::Draining);
    }
    let at = turn.now() + timing::SPOT_NOTICE;
    turn.wake(at, Timer::TakeBack(id));
}
