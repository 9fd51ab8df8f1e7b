//! Which of the instances that fit is best. A strategy gives each a key; the smallest key wins,
//! and each further strategy decides among equals.

pub mod binpack;
mod default_spread;
mod random;
mod spread;

use super::Ask;
use crate::model::ContainerInstance;
use crate::model::placement::PlacementStrategy;
use std::cmp::Ordering;

/// The attribute that says an instance's zone; tasks are counted by zone anyway.
pub(super) const ZONE: &str = "ecs.availability-zone";

/// Which of two instances that fit ranks before the other; among equals the one registered first
/// is taken (assumption: ECS picks any of them).
pub fn compare(ask: &Ask, left: &ContainerInstance, right: &ContainerInstance) -> Ordering {
    let strategies = &ask.launch.placement.strategies;
    if strategies.is_empty() {
        return default_spread::key(ask, left).cmp(&default_spread::key(ask, right));
    }
    let mut nth_spread = 0;
    for strategy in strategies {
        let order = match strategy {
            PlacementStrategy::Random => random::key(ask, left).cmp(&random::key(ask, right)),
            PlacementStrategy::Binpack(field) => {
                binpack::key(left, *field).cmp(&binpack::key(right, *field))
            }
            PlacementStrategy::Spread(field) => {
                let key = |instance| spread::key(ask, instance, field, nth_spread);
                let order = key(left).cmp(&key(right));
                nth_spread += 1;
                order
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}
