//! The health check of a load balancer fails.

use super::parameters::{CLUSTER, REASON, TARGET_GROUP, TASK};
use super::{Answers, FaultType, Part, means};
use crate::model::arn::Arns;
use crate::model::fault::Fault;
use crate::model::target::Target;
use crate::model::{Task, World};

pub const FAULT: FaultType = FaultType {
    name: "TargetHealthCheckFails",
    strikes: Part::LoadBalancing,
    title: "Target health check fails",
    explains: "Load balancers find targets unhealthy, whatever the application does.",
    parameters: &[CLUSTER, TARGET_GROUP, TASK, REASON],
    answers: Answers {
        target_check: Some(fails),
        ..Answers::NONE
    },
};

fn fails(fault: &Fault, world: &World, task: &Task, target: &Target) -> Option<String> {
    let meant = is_in(fault, world, target) && means(fault, world, task);
    meant.then(|| fault.text("reason").to_owned())
}

/// Whether a target is in the target group of a fault, which its name or ARN names.
pub(super) fn is_in(fault: &Fault, world: &World, target: &Target) -> bool {
    let named = fault.text("targetGroup");
    let group = world.surroundings.target_groups.get(target.group);
    group.is_some_and(|group| {
        named.is_empty() || *named == *group.name || named == Arns::of(world).target_group(group)
    })
}
