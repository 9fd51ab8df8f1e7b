//! Somebody deregisters targets behind the back of ECS.
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS service event messages": TARGET IS NOT FOUND.
//! Assumption: ECS finds out as with a failing health check, and replaces the task.

use super::parameters::{CLUSTER, TARGET_GROUP, TASK};
use super::target_health_check_fails::is_in;
use super::{Answers, FaultType, Part, means};
use crate::model::fault::Fault;
use crate::model::service_message::Missing;
use crate::model::target::Target;
use crate::model::{Task, World};

pub const FAULT: FaultType = FaultType {
    name: "TargetDeregistered",
    strikes: Part::LoadBalancing,
    title: "Target deregistered by hand",
    explains: "Targets are taken out of their target group by somebody else than ECS.",
    parameters: &[CLUSTER, TARGET_GROUP, TASK],
    answers: Answers {
        missing_target: Some(missing),
        ..Answers::NONE
    },
};

fn missing(fault: &Fault, world: &World, task: &Task, target: &Target) -> Option<Missing> {
    let meant = is_in(fault, world, target) && means(fault, world, task);
    meant.then_some(Missing::Target)
}
