//! `dependsOn`: what a container waits for before it starts, and who must stop before it.
//!
//! Source: amazon-ecs-agent, `agent/engine/dependencygraph/graph.go`.

use crate::model::task::{Container, Health};
use crate::model::task_definition::{Condition, ContainerDefinition, Dependency};
use crate::model::{ContainerStatus, Task};
use crate::sim::SimTime;

/// The exit code that the agent gives a container whose dependency can never hold.
/// Source: amazon-ecs-agent, `dependencygraph` (terminal dependency errors).
pub const EXIT_DEPENDENCY: u16 = 143;

/// How a container's dependencies stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// All hold.
    Ready,
    /// Some do not yet; look again at this moment at the latest (`SimTime::NEVER`: when the other
    /// container changes).
    Waits(Dependency, SimTime),
    /// One can never hold.
    Hopeless(Dependency, Hopeless),
}

/// Why a dependency can never hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hopeless {
    /// The other one's `startTimeout` is over.
    TimedOut,
    /// The other one ended with another exit code than 0.
    Failed,
    /// The other one ended without ever starting.
    NeverStarted,
}

impl Hopeless {
    /// The end of the agent's sentence.
    pub fn text(self) -> &'static str {
        match self {
            Hopeless::TimedOut => "has timed out.",
            Hopeless::Failed => "did not exit successfully.",
            Hopeless::NeverStarted => "because dependency will never start",
        }
    }
}

/// How the dependencies of the container at `index` stand at `now`.
pub fn readiness(task: &Task, index: usize, now: SimTime) -> Readiness {
    let definitions = task.container_definitions();
    let mut waits = None;
    for dependency in &definitions[index].depends_on {
        let other = usize::from(dependency.container);
        match one(
            &task.containers[other],
            &definitions[other],
            dependency.condition,
            now,
        ) {
            One::Holds => {}
            One::Waits(until) => {
                let earlier = waits.is_none_or(|(_, at)| until < at);
                waits = if earlier {
                    Some((*dependency, until))
                } else {
                    waits
                };
            }
            One::Never(why) => return Readiness::Hopeless(*dependency, why),
        }
    }
    match waits {
        Some((dependency, until)) => Readiness::Waits(dependency, until),
        None => Readiness::Ready,
    }
}

enum One {
    Holds,
    Waits(SimTime),
    Never(Hopeless),
}

fn one(
    container: &Container,
    definition: &ContainerDefinition,
    condition: Condition,
    now: SimTime,
) -> One {
    let stopped = container.status == ContainerStatus::Stopped;
    let never_started = stopped && container.started_at.is_none();
    let runs = container.status >= ContainerStatus::Running;
    let holds = match condition {
        Condition::Start => runs && !never_started,
        Condition::Complete => stopped && !never_started,
        Condition::Success => stopped && container.exit_code == Some(0),
        Condition::Healthy => container.health == Health::Healthy && !stopped,
    };
    if holds {
        return One::Holds;
    }
    if never_started {
        return One::Never(Hopeless::NeverStarted);
    }
    if stopped {
        return One::Never(Hopeless::Failed);
    }
    let times_out = match condition {
        Condition::Start => None,
        Condition::Complete | Condition::Success | Condition::Healthy => container
            .started_at
            .zip(definition.start_timeout)
            .map(|(at, span)| at + span),
    };
    match times_out {
        Some(at) if now >= at => One::Never(Hopeless::TimedOut),
        Some(at) => One::Waits(at),
        None => One::Waits(SimTime::NEVER),
    }
}

/// Whether everything that depends on the container at `index` has stopped, so that it may be
/// stopped too: the shutdown goes in the reverse order of the start.
pub fn may_stop(task: &Task, index: usize) -> bool {
    let definitions = task.container_definitions();
    definitions
        .iter()
        .zip(&task.containers)
        .all(|(definition, container)| {
            let depends = definition
                .depends_on
                .iter()
                .any(|d| usize::from(d.container) == index);
            !depends || container.status == ContainerStatus::Stopped
        })
}
