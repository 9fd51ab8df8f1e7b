//! What a task waits for, and until when: the question a learner asks most.

use super::super::container::dependencies::{self, Readiness};
use super::super::timing;
use crate::model::task::{Container, LaunchType};
use crate::model::{ContainerStatus, StopCode, Task, TaskStatus};
use crate::sim::SimTime;

/// What a task waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wait {
    /// An instance of its capacity provider with room for it.
    Instance,
    /// Its network interface is being made and attached.
    InterfaceAttach,
    /// The agent of its host has not picked it up yet.
    AgentPickup,
    /// A container's image is being pulled.
    ImagePull(usize),
    /// A container is being created and started.
    ContainerStart(usize),
    /// A container waits for another one (`dependsOn`).
    Dependency {
        /// The container that waits.
        container: usize,
        /// The container it waits for.
        on: usize,
    },
    /// The agent tells ECS what has happened.
    AgentReport,
    /// A container's process runs and ends by itself.
    ContainerEnd(usize),
    /// A container was sent SIGTERM; SIGKILL follows.
    ContainerStop(usize),
    /// Its load balancers let requests end.
    Draining,
    /// Its network interface is being detached and deleted.
    InterfaceDetach,
    /// Nothing ends it by itself.
    Nothing,
}

pub(super) fn is_fargate(task: &Task) -> bool {
    task.launch.launch_type == LaunchType::Fargate
}

/// When ECS hears that a container is over; of one that never ran it is told at once.
pub(super) fn told(task: &Task, container: &Container) -> SimTime {
    if is_fargate(task) && container.started_at.is_some() {
        container.since + timing::FARGATE_TELLS_OF_END
    } else {
        container.since
    }
}

/// Whether a container is over and ECS has not heard of it: an essential one on Fargate, see
/// [`timing::FARGATE_TELLS_OF_END`]. One whose end has stopped its task is known.
pub fn hides_end_of(task: &Task, container: usize) -> bool {
    let state = &task.containers[container];
    let over = state.status == ContainerStatus::Stopped && state.started_at.is_some();
    let essential = task.container_definitions()[container].essential;
    let stopped_by_it = task.stop_code == Some(StopCode::EssentialContainerExited);
    let told = task.last_status >= TaskStatus::Deprovisioning || stopped_by_it;
    is_fargate(task) && essential && over && !told
}

/// What a task waits for now, since when, and until when (`SimTime::NEVER` where it is open).
pub fn waits_for(task: &Task, now: SimTime) -> (Wait, SimTime, SimTime) {
    let state = |wait| (wait, task.status_since, task.status_until);
    match task.last_status {
        TaskStatus::Provisioning if task.is_unplaced() => state(Wait::Instance),
        TaskStatus::Provisioning => state(Wait::InterfaceAttach),
        TaskStatus::Pending if task.status_until > now && task.status_until < SimTime::NEVER => {
            state(Wait::AgentPickup)
        }
        TaskStatus::Deprovisioning => state(Wait::InterfaceDetach),
        TaskStatus::Deactivating if task.status_until < SimTime::NEVER => state(Wait::Draining),
        TaskStatus::Stopped => (Wait::Nothing, task.status_since, SimTime::NEVER),
        TaskStatus::Pending
        | TaskStatus::Activating
        | TaskStatus::Running
        | TaskStatus::Deactivating
        | TaskStatus::Stopping => container_wait(task, now),
    }
}

/// The container step that ends first; where none runs, the agent's report is on its way.
fn container_wait(task: &Task, now: SimTime) -> (Wait, SimTime, SimTime) {
    let mut first: Option<(Wait, SimTime, SimTime)> = None;
    for (index, container) in task.containers.iter().enumerate() {
        let wait = match container.status {
            ContainerStatus::Pulling => Wait::ImagePull(index),
            ContainerStatus::Pulled => Wait::ContainerStart(index),
            ContainerStatus::Stopping => Wait::ContainerStop(index),
            ContainerStatus::Running if container.until < SimTime::NEVER => {
                Wait::ContainerEnd(index)
            }
            ContainerStatus::None | ContainerStatus::Running | ContainerStatus::Stopped => continue,
        };
        if first
            .as_ref()
            .is_none_or(|(_, _, until)| container.until < *until)
        {
            first = Some((wait, container.since, container.until));
        }
    }
    let blocked = (0..task.containers.len()).find_map(|index| blocked(task, index, now));
    let report = || match task.last_status {
        TaskStatus::Running => {
            match (0..task.containers.len()).find(|at| hides_end_of(task, *at)) {
                Some(index) => {
                    let since = task.containers[index].since;
                    (
                        Wait::AgentReport,
                        since,
                        since + timing::FARGATE_TELLS_OF_END,
                    )
                }
                None => (Wait::Nothing, task.status_since, SimTime::NEVER),
            }
        }
        _ => (Wait::AgentReport, task.status_since, SimTime::NEVER),
    };
    first.or(blocked).unwrap_or_else(report)
}

fn blocked(task: &Task, index: usize, now: SimTime) -> Option<(Wait, SimTime, SimTime)> {
    let container = &task.containers[index];
    if container.status != ContainerStatus::None || !task.is_wanted() {
        return None;
    }
    match dependencies::readiness(task, index, now) {
        Readiness::Waits(dependency, until) => {
            let on = usize::from(dependency.container);
            Some((
                Wait::Dependency {
                    container: index,
                    on,
                },
                container.since,
                until,
            ))
        }
        Readiness::Ready | Readiness::Hopeless(..) => None,
    }
}
