//! A target group is deleted that services still register their tasks with.
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS service event messages": TARGET GROUP IS NOT
//! FOUND. Assumption: ECS finds out as with a failing health check, and replaces the tasks.

use super::parameters::TARGET_GROUP;
use super::target_health_check_fails::is_in;
use super::{Answers, FaultType, Part};
use crate::model::fault::Fault;
use crate::model::service_message::Missing;
use crate::model::target::Target;
use crate::model::{Task, World};

pub const FAULT: FaultType = FaultType {
    name: "TargetGroupDeleted",
    strikes: Part::LoadBalancing,
    title: "Target group deleted",
    explains: "A target group is gone: tasks that are registered with it are never healthy there.",
    parameters: &[TARGET_GROUP],
    answers: Answers {
        missing_target: Some(missing),
        ..Answers::NONE
    },
};

fn missing(fault: &Fault, world: &World, _task: &Task, target: &Target) -> Option<Missing> {
    is_in(fault, world, target).then_some(Missing::TargetGroup)
}
