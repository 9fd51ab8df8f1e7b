//! With `distinctInstance` no other task of the group is on the instance.
//! Source: ECS API, `PlacementConstraint`; Developer Guide: tasks whose desired status is
//! STOPPED do not count.

use super::{Ask, Shortfall};
use crate::model::ContainerInstance;

pub(super) fn check(ask: &Ask, instance: &ContainerInstance) -> Result<(), Shortfall> {
    if ask.distinct_instance && ask.group_on_instance(instance.id) > 0 {
        return Err(Shortfall::DistinctInstance);
    }
    Ok(())
}
