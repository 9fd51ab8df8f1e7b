//! `random`: any instance that fits. Source: ECS API, `PlacementStrategy`.

use super::Ask;
use crate::lifecycle::chances;
use crate::model::ContainerInstance;
use crate::sim::Chance;

/// A draw per task and instance: the smallest is a fair pick, and one instance more or less does
/// not reshuffle the others.
pub(super) fn key(ask: &Ask, instance: &ContainerInstance) -> u64 {
    let chance = Chance {
        seed: ask.world.settings.seed,
    };
    let task = u64::from(ask.world.tasks.issued());
    chance.draw(chances::PLACEMENT, task, u64::from(instance.id.0))
}
