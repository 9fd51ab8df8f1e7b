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
    if failure(world, &definition.image).is_some() {
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

/// Why the image cannot be pulled, in the agent's words; None if it can.
pub fn failure(world: &World, image: &str) -> Option<String> {
    faults::image_cannot_be_pulled(world, image).then(|| {
        let name = image.split('@').next().unwrap_or(image);
        // Source: amazon-ecs-agent, `agent/api/errormessages` and Docker's answer for a manifest
        // that the registry does not have.
        format!(
            "CannotPullContainerError: The task can\u{2019}t pull the image. Check whether the \
             image exists. Error response from daemon: manifest for {name} not found: manifest \
             unknown: manifest unknown"
        )
    })
}
