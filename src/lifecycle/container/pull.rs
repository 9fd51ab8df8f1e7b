//! Image pulls: how long they take and how they fail.

use super::super::timing;
use super::images;
use crate::lifecycle::faults;
use crate::model::{Task, World};
use crate::sim::Span;

/// How long the pull of a container's image takes: the manifest always, the layers only where the
/// instance does not have them. Fargate has no cache between tasks.
/// Source: amazon-ecs-agent, pull behaviour `default`: it always asks the registry.
pub fn duration(world: &World, task: &Task, container: usize) -> Span {
    let definition = &task.container_definitions()[container];
    if failure(world, task, container).is_some() {
        return timing::PULL_FAILS;
    }
    let instance = task.instance.and_then(|id| world.instances.get(id));
    if instance.is_some_and(|row| row.images.contains(&definition.image)) {
        return timing::PULL_MANIFEST;
    }
    let size_mib = u64::from(images::image(&definition.image).size_mib);
    let per_mib = timing::pull_per_mib(task.launch.launch_type);
    timing::PULL_MANIFEST + Span(size_mib * per_mib.0)
}

/// Why a container's image cannot be pulled, in the agent's words; None if it can.
pub fn failure(world: &World, task: &Task, container: usize) -> Option<String> {
    let pull = faults::Pull {
        world,
        task,
        definition: &task.container_definitions()[container],
    };
    faults::pull_error(&pull).or_else(|| faults::lacks_repository(&pull))
}
