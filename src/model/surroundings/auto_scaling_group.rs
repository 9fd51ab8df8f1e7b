//! Auto Scaling groups, as capacity providers name them: what they may launch and how much of it.
//!
//! Source: Amazon EC2 Auto Scaling API, `AutoScalingGroup`.

use super::Surroundings;
use crate::model::instance_types::InstanceType;
use crate::model::{World, Zone};
use std::sync::Arc;

/// What an Auto Scaling group is told. What it has launched is a
/// [`ScalingGroup`](crate::model::ScalingGroup).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AutoScalingGroup {
    /// The EC2 instance types that it may launch, the preferred one first; at least one.
    pub instance_types: Vec<&'static InstanceType>,
    /// `MinSize`, in instances.
    pub min_size: u32,
    /// `MaxSize`, in instances.
    pub max_size: u32,
    /// `DesiredCapacity` of the declaration; None where it named none.
    pub desired: Option<u32>,
    /// The Availability Zones of its subnets; at least one.
    pub zones: Vec<Zone>,
    /// `NewInstancesProtectedFromScaleIn`.
    pub protects_new: bool,
    /// The cluster that the agents of its instances are told of in their user data (`ECS_CLUSTER`).
    /// None where they go to the one that has a capacity provider of the group.
    pub cluster: Option<Arc<str>>,
}

/// The type of a group whose declaration names none.
const USUAL_TYPE: &str = "t3.medium";

/// The most instances of a group whose declaration does not say.
pub const USUAL_MOST: u32 = 10;

impl AutoScalingGroup {
    /// A group of which nothing is said. Assumption: what examples need.
    pub fn usual() -> AutoScalingGroup {
        AutoScalingGroup {
            instance_types: InstanceType::named(USUAL_TYPE).into_iter().collect(),
            min_size: 0,
            max_size: USUAL_MOST,
            desired: None,
            zones: Zone::all().collect(),
            protects_new: false,
            cluster: None,
        }
    }
}

/// The name at the end of a group's ARN, or a name alone.
pub fn name(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// Whether a request may name it.
pub fn is_known(world: &World, arn: &str) -> bool {
    world.settings.permissive
        || world
            .surroundings
            .auto_scaling_groups
            .contains_key(name(arn))
}

/// A group that a request has named is there from now on, declared or not.
pub fn come_to_be(world: &mut World, name: &str) {
    if !world.surroundings.auto_scaling_groups.contains_key(name) {
        let all = Arc::make_mut(&mut world.surroundings);
        let group = AutoScalingGroup::usual();
        all.auto_scaling_groups.insert(name.into(), group);
    }
}

/// Assumption: what examples need.
pub(super) fn add_defaults(all: &mut Surroundings) {
    let group = AutoScalingGroup::usual();
    all.auto_scaling_groups.insert("web".into(), group);
}
