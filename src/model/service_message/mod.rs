//! What a service says in its event list, word for word.
//!
//! Source: Amazon ECS Developer Guide, "Amazon ECS service event messages", with the prefix that
//! services really write (the guide prints `service (NAME)`), and public reports for the rest.

mod call;
#[cfg(test)]
mod tests;
mod text;

pub use call::BalancerCall;

use super::{DeploymentId, InstanceId, ServiceId, TargetGroupId, TaskId, World, Zone};
use std::sync::Arc;
use text::Wording;

/// A message in the service's event list. Texts are rendered from it.
#[derive(Clone, Debug, PartialEq)]
pub enum ServiceMessage {
    /// `has reached a steady state.`
    SteadyState,
    /// `has started N tasks: (task …).`
    StartedTasks(Vec<TaskId>),
    /// The same, of tasks that take the place of unhealthy ones.
    ReplacedTasks(Vec<TaskId>),
    /// `has stopped N running tasks: (task …).`
    StoppedTasks(Vec<TaskId>),
    /// `registered N targets in (target-group …)`
    RegisteredTargets(u32, TargetGroupId),
    /// `deregistered N targets in (target-group …)`
    DeregisteredTargets(u32, TargetGroupId),
    /// One of these of a task set, which it names.
    OfTaskSet(DeploymentId, Box<ServiceMessage>),
    /// `updated computedDesiredCount for taskSet … to N.`
    ComputedDesiredCount(DeploymentId, u32),
    /// `has begun draining connections on N tasks.`
    DrainingConnections(DeploymentId, u32),
    /// The limits let nothing start and nothing stop.
    DeploymentStuck,
    /// `(deployment …) deployment completed.`
    DeploymentCompleted(DeploymentId),
    /// `(deployment …) deployment failed: …`
    DeploymentFailed(DeploymentId, DeploymentFailure),
    /// `rolling back to deployment …`
    RollingBack(DeploymentId),
    /// `is unable to consistently start tasks successfully.`
    UnableToStart,
    /// `was unable to place a task …` on the instances of the cluster; what follows `task `.
    UnableToPlace(Arc<str>),
    /// `was unable to place a task. Reason: …`
    UnableToPlaceFor(Arc<str>),
    /// `failed to launch a task with (error …).`
    FailedToLaunch(Arc<str>),
    /// A capacity provider has no container instance.
    NoInstancesInProvider,
    /// Protected tasks keep a deployment from scaling in.
    ProtectedTasks(DeploymentId),
    /// Too many tasks of the cluster are PROVISIONING.
    ProvisioningLimit,
    /// `(task …) (port …) is unhealthy in (target-group …) due to (reason …)`
    UnhealthyTarget(UnhealthyTarget),
    /// The same behind a Classic Load Balancer: the task, its instance, the balancer's name.
    UnhealthyInClassic(TaskId, InstanceId, Arc<str>),
    /// A target group, or a task in it, is gone.
    TargetMissing(DeploymentId, TaskId, TargetGroupId, Missing),
    /// `(task …) failed container health checks.`
    FailedContainerChecks(TaskId),
    /// Calls that ECS makes are throttled: of its own service, or of this other one.
    OperationsThrottled(Option<Arc<str>>),
    /// Only part of the tasks of a deployment could be launched.
    CouldNotLaunch(DeploymentId, u32, Arc<str>),
    /// Its tasks are spread unevenly: tasks by zone.
    NotBalanced(Vec<(Zone, u32)>),
    /// Its tasks are spread evenly: tasks by zone.
    Balanced(Vec<(Zone, u32)>),
    /// Rebalancing started tasks in a zone.
    StartedToRebalance(Zone, Vec<TaskId>),
    /// Rebalancing stopped tasks in a zone.
    StoppedToRebalance(Zone, Vec<TaskId>),
    /// `stopped AZ Rebalancing.`: something else came first.
    StoppedRebalancing,
    /// Rebalancing finds no instance in a zone.
    UnableToPlaceIn(Zone),
    /// `failed to register targets in (target-group …) with (error …)`
    CallDenied(BalancerCall, TargetGroupId),
    /// This permission of the service's role is missing.
    PermissionsMisconfigured(&'static str),
    /// The service's role cannot be assumed.
    TrustMisconfigured,
    /// The agent of an instance does not start.
    AgentTimedOut,
}

/// A target that fails the health checks of its load balancer.
#[derive(Clone, Debug, PartialEq)]
pub struct UnhealthyTarget {
    /// The task.
    pub task: TaskId,
    /// Its instance, where instances are the targets.
    pub instance: Option<InstanceId>,
    /// The port of the target.
    pub port: u16,
    /// The target group.
    pub group: TargetGroupId,
    /// The reason that the load balancer gives.
    pub reason: Arc<str>,
}

/// Why a deployment failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeploymentFailure {
    /// The circuit breaker counted too many failures.
    TasksFailedToStart,
    /// A CloudWatch alarm went off.
    AlarmDetected,
}

/// What a load balancer does not find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The target group.
    TargetGroup,
    /// The target.
    Target,
}

impl DeploymentFailure {
    fn text(self) -> &'static str {
        match self {
            DeploymentFailure::TasksFailedToStart => "failed: tasks failed to start.",
            DeploymentFailure::AlarmDetected => "failed: alarm detected.",
        }
    }
}

impl Missing {
    /// What a message says is not found.
    pub fn text(self) -> &'static str {
        match self {
            Missing::TargetGroup => "TARGET GROUP IS NOT FOUND.",
            Missing::Target => "TARGET IS NOT FOUND",
        }
    }
}

impl ServiceMessage {
    /// The text as ECS gives it.
    pub fn text(&self, world: &World, service: ServiceId) -> String {
        let full = Wording {
            world,
            service,
            set: None,
            short: false,
        };
        full.text(self)
    }

    /// The text with the first digits of ids and at most three tasks: for a narrow list.
    pub fn short_text(&self, world: &World, service: ServiceId) -> String {
        let short = Wording {
            world,
            service,
            set: None,
            short: true,
        };
        short.text(self)
    }

    /// Whether it tells of a trouble that lasts, so that ECS does not repeat it for a while.
    pub fn is_complaint(&self) -> bool {
        match self {
            ServiceMessage::OfTaskSet(_, message) => message.is_complaint(),
            ServiceMessage::DeploymentStuck
            | ServiceMessage::UnableToStart
            | ServiceMessage::UnableToPlace(_)
            | ServiceMessage::UnableToPlaceFor(_)
            | ServiceMessage::FailedToLaunch(_)
            | ServiceMessage::NoInstancesInProvider
            | ServiceMessage::ProtectedTasks(_)
            | ServiceMessage::ProvisioningLimit
            | ServiceMessage::TargetMissing(..)
            | ServiceMessage::OperationsThrottled(_)
            | ServiceMessage::CallDenied(..)
            | ServiceMessage::CouldNotLaunch(..)
            | ServiceMessage::UnableToPlaceIn(_)
            | ServiceMessage::PermissionsMisconfigured(_)
            | ServiceMessage::TrustMisconfigured
            | ServiceMessage::AgentTimedOut => true,
            ServiceMessage::SteadyState
            | ServiceMessage::StartedTasks(_)
            | ServiceMessage::ReplacedTasks(_)
            | ServiceMessage::StoppedTasks(_)
            | ServiceMessage::RegisteredTargets(..)
            | ServiceMessage::DeregisteredTargets(..)
            | ServiceMessage::ComputedDesiredCount(..)
            | ServiceMessage::DrainingConnections(..)
            | ServiceMessage::DeploymentCompleted(_)
            | ServiceMessage::DeploymentFailed(..)
            | ServiceMessage::RollingBack(_)
            | ServiceMessage::UnhealthyTarget(_)
            | ServiceMessage::UnhealthyInClassic(..)
            | ServiceMessage::FailedContainerChecks(_)
            | ServiceMessage::NotBalanced(_)
            | ServiceMessage::Balanced(_)
            | ServiceMessage::StoppedRebalancing
            | ServiceMessage::StartedToRebalance(..)
            | ServiceMessage::StoppedToRebalance(..) => false,
        }
    }
}
