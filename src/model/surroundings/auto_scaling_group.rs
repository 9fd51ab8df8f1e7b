//! Auto Scaling groups, as capacity providers name them.
//!
//! Source: Amazon EC2 Auto Scaling API, `AutoScalingGroup`.

use super::Surroundings;
use crate::model::World;
use std::sync::Arc;

/// An Auto Scaling group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AutoScalingGroup {
    /// The EC2 instance type that it launches.
    pub instance_type: Arc<str>,
    /// `MinSize`.
    pub min_size: u32,
    /// `MaxSize`.
    pub max_size: u32,
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

/// Assumption: what examples need.
pub(super) fn add_defaults(all: &mut Surroundings) {
    let group = AutoScalingGroup {
        instance_type: "t3.medium".into(),
        min_size: 0,
        max_size: 10,
    };
    all.auto_scaling_groups.insert("web".into(), group);
}
