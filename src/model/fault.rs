//! Faults that are switched on: disturbances that a user asked for.

use super::{ClusterId, TargetGroupId, Task, TaskId};
use crate::sim::{SimTime, Span};
use std::sync::Arc;

/// A fault of the surroundings that lasts until it is cleared.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// When it was switched on.
    pub since: SimTime,
    /// What goes wrong.
    pub kind: FaultKind,
}

/// Tasks that a fault means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TasksMeant {
    /// Those of this cluster; None for all.
    pub cluster: Option<ClusterId>,
    /// This one; None for all.
    pub task: Option<TaskId>,
}

impl TasksMeant {
    /// Whether a task is one of them.
    pub fn has(self, task: &Task) -> bool {
        self.cluster.is_none_or(|id| id == task.launch.cluster)
            && self.task.is_none_or(|id| id == task.id)
    }
}

/// What can go wrong and stay so.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// Pulls of images whose name contains the text fail.
    ImageCannotBePulled {
        /// Part of the image name; empty for all images.
        image: Arc<str>,
    },
    /// Pulls of images whose name contains the text take longer by this much.
    SlowPull {
        /// Part of the image name; empty for all images.
        image: Arc<str>,
        /// Added to each pull.
        added: Span,
    },
    /// Containers with this name end with this exit code some time after they start.
    ContainerCrashes {
        /// The cluster, or None for all.
        cluster: Option<ClusterId>,
        /// The container's name; empty for all containers.
        container: Arc<str>,
        /// The exit code.
        exit_code: u16,
        /// How long after its start.
        after: Span,
    },
    /// Health checks of containers with this name fail.
    ContainerHealthCheckFails {
        /// Which tasks.
        of: TasksMeant,
        /// The container's name; empty for all containers.
        container: Arc<str>,
    },
    /// Health checks of targets fail.
    TargetHealthCheckFails {
        /// Which tasks.
        of: TasksMeant,
        /// The target group, or None for all.
        group: Option<TargetGroupId>,
        /// What the load balancer says.
        reason: Arc<str>,
    },
    /// Containers with this name ignore SIGTERM.
    HungShutdown {
        /// Which tasks.
        of: TasksMeant,
        /// The container's name; empty for all containers.
        container: Arc<str>,
    },
}
