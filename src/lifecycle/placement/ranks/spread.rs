//! `spread`: where the fewest tasks of the group are, by instance or by the value of an
//! attribute. Source: ECS API, `PlacementStrategy`.

use super::{Ask, ZONE};
use crate::model::ContainerInstance;
use crate::model::placement::SpreadField;

/// Instances without the attribute come last (assumption).
pub(super) fn key(
    ask: &Ask,
    instance: &ContainerInstance,
    field: &SpreadField,
    nth_spread: usize,
) -> u32 {
    match field {
        SpreadField::InstanceId => ask.group_on_instance(instance.id),
        SpreadField::Attribute(name) if **name == *ZONE => ask.group_in_zone(instance.zone),
        SpreadField::Attribute(name) => match instance.attribute(name) {
            None => u32::MAX,
            Some(value) => {
                let counts = ask.spread_counts.get(nth_spread);
                counts
                    .and_then(|counts| counts.get(value))
                    .copied()
                    .unwrap_or(0)
            }
        },
    }
}
