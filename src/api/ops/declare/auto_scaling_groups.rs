//! Auto Scaling groups. Source of the members: Amazon EC2 Auto Scaling API,
//! CreateAutoScalingGroup.

use crate::api::read::own;
use crate::api::{Refusal, Request};
use crate::model::World;
use crate::model::surroundings::auto_scaling_group::AutoScalingGroup;
use serde_json::{Value, json};
use std::sync::Arc;

pub const MEMBERS: &[&str] = &["autoScalingGroupName", "instanceType", "minSize", "maxSize"];

/// The most instances of a group. Assumption: far beyond what a cluster holds.
const MOST: i64 = 5_000;

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let name = super::filled(request, "autoScalingGroupName")?;
    let instance_type = own::text(request, "instanceType")?;
    let least = own::number(request, "minSize", 0, 0..=MOST)?;
    let most = own::number(request, "maxSize", 10, 0..=MOST)?;
    let instance_type = match instance_type {
        "" => "t3.medium",
        other => other,
    };
    let group = AutoScalingGroup {
        instance_type: instance_type.into(),
        min_size: least as u32,
        max_size: most as u32,
    };
    let answer = json!({
        "autoScalingGroupName": name, "instanceType": instance_type,
        "minSize": least, "maxSize": most,
    });
    let all = Arc::make_mut(&mut world.surroundings);
    all.auto_scaling_groups.insert(name.into(), group);
    Ok(answer)
}
