//! The one place that keeps the counts of task groups: a task joins its group when it is
//! created, and leaves it when it is told to stop.

use crate::model::group::GroupKey;
use crate::model::{Task, World};
use std::sync::Arc;

/// Counts a new task in, once it has a place.
pub fn join(world: &mut World, task: &Task) {
    if task.is_unplaced() {
        return;
    }
    let key = GroupKey::new(task.launch.cluster, &task.launch.group);
    let group = world.groups.entry(key).or_default();
    Arc::make_mut(group).add(task.instance, task.zone);
}

/// Counts a task out.
pub fn leave(world: &mut World, task: &Task) {
    if task.is_unplaced() {
        return;
    }
    let key = GroupKey::new(task.launch.cluster, &task.launch.group);
    let Some(group) = world.groups.get_mut(&key) else {
        return;
    };
    Arc::make_mut(group).remove(task.instance, task.zone);
    if group.is_empty() {
        world.groups.remove(&key);
    }
}
