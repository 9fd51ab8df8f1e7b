//! Log groups of CloudWatch Logs.
//!
//! Source: Amazon ECS Developer Guide, "Send Amazon ECS logs to CloudWatch": the group must be
//! there, or `awslogs-create-group` be set.

use super::Surroundings;
use crate::model::World;

/// Whether there is a log group of this name.
pub fn exists(world: &World, name: &str) -> bool {
    world.settings.permissive || world.surroundings.log_groups.contains(name)
}

/// Assumption: what examples need.
pub(super) fn add_defaults(all: &mut Surroundings) {
    for name in ["/ecs/web", "/ecs/api", "/ecs/app"] {
        all.log_groups.insert(name.into());
    }
}
