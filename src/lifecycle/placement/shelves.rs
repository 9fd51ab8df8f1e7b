//! The one place that keeps the shelves of clusters in step with the rows of their instances.

use crate::model::{InstanceId, World};
use std::sync::Arc;

/// An instance was registered, or what remains on it has changed.
pub fn put(world: &mut World, id: InstanceId) {
    let Some(instance) = world.instances.get(id) else {
        return;
    };
    let shelf = world.shelves.entry(instance.cluster).or_default();
    Arc::make_mut(shelf).put(id, instance.zone, instance.remaining);
}

/// An instance is gone. Its row may be gone already, so all clusters are asked.
pub fn take(world: &mut World, id: InstanceId) {
    for shelf in world.shelves.values_mut() {
        Arc::make_mut(shelf).take(id);
    }
    world.shelves.retain(|_, shelf| !shelf.runs.is_empty());
}
