//! Which of the instances that fit is best. A strategy gives each a key; the smallest key wins,
//! and each further strategy decides among equals.

mod binpack;
mod default_spread;
mod random;
mod spread;

use super::Ask;
use crate::model::ContainerInstance;
use crate::model::placement::PlacementStrategy;
use std::cmp::Ordering;
use std::sync::Arc;

/// The best of `fitting`, which come in the order of their registration; the first among equals.
/// Assumption: ECS picks any of them.
pub fn first<'a>(
    ask: &Ask<'a>,
    fitting: impl Iterator<Item = &'a Arc<ContainerInstance>>,
) -> Option<&'a Arc<ContainerInstance>> {
    fitting.min_by(|left, right| compare(ask, left, right))
}

/// Which of two instances that fit ranks before the other.
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
