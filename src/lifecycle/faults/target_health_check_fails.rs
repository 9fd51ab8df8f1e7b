//! The health check of a load balancer fails.

use crate::model::fault::FaultKind;
use crate::model::target::Target;
use crate::model::{Task, World};
use std::sync::Arc;

/// The load balancer's words, if a fault makes the checks of this target fail.
pub fn target_check_fails(world: &World, task: &Task, target: &Target) -> Option<Arc<str>> {
    world.faults.rows().find_map(|fault| {
        let FaultKind::TargetHealthCheckFails { of, group, reason } = &fault.kind else {
            return None;
        };
        let meant = of.has(task) && group.is_none_or(|id| id == target.group);
        meant.then(|| reason.clone())
    })
}
