//! The health check of a load balancer fails.

use super::parameters::{CLUSTER, REASON, TARGET_GROUP, TASK};
use super::{Answers, FaultType, means};
use crate::model::arn::Arns;
use crate::model::fault::Fault;
use crate::model::target::Target;
use crate::model::{Task, World};

pub const FAULT: FaultType = FaultType {
    name: "TargetHealthCheckFails",
    title: "Target health check fails",
    explains: "Load balancers find targets unhealthy, whatever the application does.",
    parameters: &[CLUSTER, TARGET_GROUP, TASK, REASON],
    answers: Answers {
        target_check: Some(fails),
        ..Answers::NONE
    },
};

fn fails(fault: &Fault, world: &World, task: &Task, target: &Target) -> Option<String> {
    let named = fault.text("targetGroup");
    let group = world.surroundings.target_groups.get(target.group)?;
    let meant =
        named.is_empty() || *named == *group.name || named == Arns::of(world).target_group(group);
    let meant = meant && means(fault, world, task);
    meant.then(|| fault.text("reason").to_owned())
}
