//! Without a strategy: the zone with the fewest tasks of the group, there the instance with the
//! fewest. Source: Developer Guide, "Amazon ECS services" (service scheduler); assumption:
//! RunTask without a strategy does the same over the task group.

use super::Ask;
use crate::model::ContainerInstance;

pub(super) fn key(ask: &Ask, instance: &ContainerInstance) -> (u32, u32) {
    let in_zone = ask.group_in_zone(instance.zone);
    (in_zone, ask.group_on_instance(instance.id))
}
