//! Drydock.DescribeScaling: the scalable target of a service, its policies, scheduled actions and
//! activities, with the members of Application Auto Scaling's four Describe operations.

use crate::api::read::scaling as parts;
use crate::api::render::{self, scaling};
use crate::api::{Refusal, Request};
use crate::lifecycle::Turn;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let (id, row) = parts::target(world, request)?;
    Ok(render::members!({
        "ScalableTarget": scaling::target(world, id, row),
        "ScalingPolicies": scaling::policies(world, id, row),
        "ScheduledActions": scaling::scheduled_actions(world, id, row),
        "ScalingActivities": scaling::activities(world, id, row),
    })
    .into())
}
