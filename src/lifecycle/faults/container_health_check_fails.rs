//! The health check of a container fails, whatever the application does.

use super::parameters::{CLUSTER, CONTAINER, TASK};
use super::{Answers, FaultType, Part, means};
use crate::model::fault::Fault;
use crate::model::{ContainerDefinition, Task, World};

pub const FAULT: FaultType = FaultType {
    name: "ContainerHealthCheckFails",
    strikes: Part::Containers,
    title: "Container health check fails",
    explains: "The health checks of containers fail, whatever the application does.",
    parameters: &[CLUSTER, CONTAINER, TASK],
    answers: Answers {
        container_check: Some(fails),
        ..Answers::NONE
    },
};

fn fails(fault: &Fault, world: &World, task: &Task, definition: &ContainerDefinition) -> bool {
    means(fault, world, task) && fault.is_named("container", &definition.name)
}
