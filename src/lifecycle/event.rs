//! What can happen, as the journal keeps it.

use super::rollout_step::RolloutStep;
use super::scaling_step::ScalingStep;
use super::schedule_step::ScheduleStep;
use super::setting::Setting;
use super::task_set_step::TaskSetStep;
use crate::model::container::Health;
use crate::model::container_instance::AgentUpdate;
use crate::model::service::ServiceMessage;
use crate::model::target::TargetState;
use crate::model::{
    ClusterId, ContainerStatus, DefinitionId, DeploymentId, FaultId, InstanceId, InstanceStatus,
    ScheduleId, ServiceId, ServiceStatus, TargetGroupId, TaskId, TaskStatus,
};
use std::fmt;
use std::sync::Arc;

/// Something that happened. Small on purpose: the journal keeps hundreds of thousands.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A cluster was created.
    ClusterCreated(ClusterId),
    /// A cluster was deleted.
    ClusterDeleted(ClusterId),
    /// What a cluster keeps for its capacity providers is as it was asked to be.
    ClusterSettled(ClusterId),
    /// A revision was registered.
    DefinitionRegistered(DefinitionId),
    /// A revision was deregistered.
    DefinitionDeregistered(DefinitionId),
    /// A revision became DELETE_IN_PROGRESS.
    DefinitionDeletionAsked(DefinitionId),
    /// A revision is gone.
    DefinitionDeleted(DefinitionId),
    /// The update of a container instance's agent got this far.
    AgentUpdate(InstanceId, AgentUpdate),
    /// A container instance was registered.
    InstanceRegistered(InstanceId),
    /// A container instance changed its status.
    InstanceStatus(InstanceId, InstanceStatus),
    /// A container instance's agent connected or disconnected.
    InstanceConnected(InstanceId, bool),
    /// A health check of an instance has decided: whether it is impaired.
    InstanceHealth(InstanceId, bool),
    /// EC2 Spot has announced that it takes a container instance's host back.
    SpotNotice(InstanceId),
    /// A container instance's host was terminated.
    InstanceTerminated(InstanceId),
    /// A task was created in this state.
    TaskCreated {
        /// The task.
        task: TaskId,
        /// Its definition.
        definition: DefinitionId,
        /// Its container instance; None on Fargate.
        instance: Option<InstanceId>,
        /// Its first state.
        status: TaskStatus,
    },
    /// A task went from one state to another.
    TaskStatus {
        /// The task.
        task: TaskId,
        /// Its definition.
        definition: DefinitionId,
        /// The state before.
        from: TaskStatus,
        /// The state now.
        to: TaskStatus,
        /// How it ended, of a task that is STOPPED.
        end: Option<Arc<TaskEnd>>,
    },
    /// A task's desired status became STOPPED.
    TaskStopRequested {
        /// The task.
        task: TaskId,
        /// Its definition.
        definition: DefinitionId,
        /// Why: its `stoppedReason`.
        reason: Arc<str>,
        /// Whether that is a change by itself, and not part of the next one.
        announced: bool,
    },
    /// A task is protected from scale-in from now on, or again for longer, or not any more.
    TaskProtection(TaskId, bool),
    /// A STOPPED task was forgotten after its retention: it is DELETED.
    TaskForgotten(TaskId),
    /// A container of a task got this far; only RUNNING, the asked stop and STOPPED are told.
    Container {
        /// The task.
        task: TaskId,
        /// Its definition.
        definition: DefinitionId,
        /// The container's place in the definition.
        container: u16,
        /// How far it got.
        status: ContainerStatus,
    },
    /// A health check has decided: the task, the container's place in the definition, the health.
    ContainerHealth(TaskId, u16, Health),
    /// A target came to a state: it was registered, checked, deregistered.
    Target(TaskId, TargetGroupId, TargetState),
    /// A service was created.
    ServiceCreated(ServiceId),
    /// A service was updated.
    ServiceUpdated(ServiceId),
    /// A service changed its status.
    ServiceStatus(ServiceId, ServiceStatus),
    /// A deployment of a service began.
    DeploymentStarted(ServiceId, DeploymentId),
    /// Something happened to a deployment.
    Rollout(ServiceId, DeploymentId, RolloutStep),
    /// A deployment left the list of its service.
    DeploymentRemoved(ServiceId, DeploymentId),
    /// Something happened to a task set of a service.
    TaskSet(ServiceId, DeploymentId, TaskSetStep),
    /// A task of a DAEMON service is on an instance that no longer meets the constraints.
    /// Source: Developer Guide, "Service action events",
    /// SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED.
    DaemonConstraintViolated(ServiceId, TaskId),
    /// A service said something in its event list.
    ServiceSaid {
        /// The service.
        service: ServiceId,
        /// The how-manieth message of the service it is.
        number: u32,
        /// What it said.
        message: Arc<ServiceMessage>,
    },
    /// Something happened to a capacity provider or its Auto Scaling group.
    Scaling(ScalingStep),
    /// Something happened to a schedule.
    Scheduled(ScheduleId, ScheduleStep),
    /// Service auto scaling changed the desired count of a service.
    DesiredCount(ServiceId, u32),
    /// Something around ECS was set by hand.
    Set(Setting),
    /// Resources around ECS were declared.
    SurroundingsDeclared,
    /// A fault was switched on.
    FaultInjected(FaultId),
    /// A fault was cleared.
    FaultCleared(FaultId),
}

/// How a task ended. Kept with the event, because the task's row is dropped before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskEnd {
    /// Its `stoppedReason`.
    pub reason: Arc<str>,
    /// The first exit code among its containers.
    pub exit_code: Option<u16>,
    /// Whether it ended badly ([`crate::model::Task::ended_badly`]).
    pub failed: bool,
}

impl Event {
    /// The task that it is about.
    pub fn task(&self) -> Option<TaskId> {
        match self {
            Event::DaemonConstraintViolated(_, task)
            | Event::TaskCreated { task, .. }
            | Event::TaskStatus { task, .. }
            | Event::TaskStopRequested { task, .. }
            | Event::Container { task, .. }
            | Event::ContainerHealth(task, ..)
            | Event::Target(task, ..)
            | Event::TaskProtection(task, _)
            | Event::TaskForgotten(task) => Some(*task),
            Event::ClusterCreated(_)
            | Event::ClusterDeleted(_)
            | Event::ClusterSettled(_)
            | Event::DefinitionRegistered(_)
            | Event::DefinitionDeregistered(_)
            | Event::DefinitionDeletionAsked(_)
            | Event::DefinitionDeleted(_)
            | Event::AgentUpdate(..)
            | Event::InstanceRegistered(_)
            | Event::InstanceStatus(..)
            | Event::InstanceConnected(..)
            | Event::InstanceHealth(..)
            | Event::SpotNotice(_)
            | Event::InstanceTerminated(_)
            | Event::ServiceCreated(_)
            | Event::ServiceUpdated(_)
            | Event::ServiceStatus(..)
            | Event::DeploymentStarted(..)
            | Event::Rollout(..)
            | Event::DeploymentRemoved(..)
            | Event::TaskSet(..)
            | Event::ServiceSaid { .. }
            | Event::Scaling(_)
            | Event::Scheduled(..)
            | Event::DesiredCount(..)
            | Event::Set(_)
            | Event::SurroundingsDeclared
            | Event::FaultInjected(_)
            | Event::FaultCleared(_) => None,
        }
    }
}

/// One line of journal text, in numbers instead of ARNs: the text that runs are compared by.
impl fmt::Display for Event {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::ClusterCreated(id) => write!(out, "cluster {} created", id.0),
            Event::ClusterDeleted(id) => write!(out, "cluster {} deleted", id.0),
            Event::ClusterSettled(id) => write!(out, "cluster {} attachments updated", id.0),
            Event::DefinitionRegistered(id) => write!(out, "definition {} registered", id.0),
            Event::DefinitionDeregistered(id) => write!(out, "definition {} deregistered", id.0),
            Event::DefinitionDeletionAsked(id) => write!(out, "definition {} deleting", id.0),
            Event::DefinitionDeleted(id) => write!(out, "definition {} deleted", id.0),
            Event::AgentUpdate(id, stage) => of_update(out, *id, *stage),
            Event::InstanceRegistered(id) => write!(out, "instance {} registered", id.0),
            Event::InstanceStatus(id, status) => write!(out, "instance {} {}", id.0, status.name()),
            Event::InstanceConnected(id, on) => of_agent(out, *id, *on),
            Event::InstanceHealth(id, impaired) => of_health(out, *id, *impaired),
            Event::SpotNotice(id) => write!(out, "instance {} has a Spot notice", id.0),
            Event::InstanceTerminated(id) => write!(out, "instance {} terminated", id.0),
            Event::TaskCreated {
                task,
                definition,
                status,
                ..
            } => {
                let (definition, status) = (definition.0, status.name());
                write!(out, "task {} of definition {definition} {status}", task.0)
            }
            Event::TaskStatus { task, from, to, .. } => {
                write!(out, "task {} {} > {}", task.0, from.name(), to.name())
            }
            Event::TaskStopRequested { task, .. } => write!(out, "task {} desired STOPPED", task.0),
            Event::TaskProtection(task, on) => of_protection(out, *task, *on),
            Event::TaskForgotten(task) => write!(out, "task {} forgotten", task.0),
            Event::Container {
                task,
                container,
                status,
                ..
            } => of_container(out, *task, *container, container_word(*status)),
            Event::ContainerHealth(task, container, health) => {
                of_container(out, *task, *container, health.name())
            }
            Event::Target(task, of, state) => {
                let (of, state) = (of.0, state.name());
                write!(out, "task {} in target group {of} {state}", task.0)
            }
            Event::ServiceCreated(id) => write!(out, "service {} created", id.0),
            Event::ServiceUpdated(id) => write!(out, "service {} updated", id.0),
            Event::ServiceStatus(id, status) => write!(out, "service {} {}", id.0, status.name()),
            Event::DeploymentStarted(of, id) => of_deployment(out, *of, *id, &"started"),
            Event::Rollout(of, id, step) => of_deployment(out, *of, *id, step),
            Event::DeploymentRemoved(of, id) => of_deployment(out, *of, *id, &"removed"),
            Event::TaskSet(of, id, step) => {
                write!(out, "service {} task set {} {step}", of.0, id.0)
            }
            Event::DaemonConstraintViolated(id, task) => {
                let (id, task) = (id.0, task.0);
                write!(out, "service {id} constraint violated by task {task}")
            }
            Event::ServiceSaid {
                service, message, ..
            } => write!(out, "service {} says {message:?}", service.0),
            Event::Scaling(step) => write!(out, "{step}"),
            Event::Scheduled(id, step) => write!(out, "schedule {} {step}", id.0),
            Event::DesiredCount(id, to) => write!(out, "service {} scaled to {to}", id.0),
            Event::Set(setting) => write!(out, "{setting}"),
            Event::SurroundingsDeclared => write!(out, "surroundings declared"),
            Event::FaultInjected(id) => write!(out, "fault {} injected", id.0),
            Event::FaultCleared(id) => write!(out, "fault {} cleared", id.0),
        }
    }
}

fn of_agent(out: &mut fmt::Formatter<'_>, instance: InstanceId, connected: bool) -> fmt::Result {
    let dis = if connected { "" } else { "dis" };
    write!(out, "instance {} agent {dis}connected", instance.0)
}

fn of_update(out: &mut fmt::Formatter<'_>, of: InstanceId, stage: AgentUpdate) -> fmt::Result {
    write!(out, "instance {} agent update {}", of.0, stage.name())
}

fn of_health(out: &mut fmt::Formatter<'_>, instance: InstanceId, impaired: bool) -> fmt::Result {
    let health = if impaired { "IMPAIRED" } else { "OK" };
    write!(out, "instance {} health {health}", instance.0)
}

fn of_protection(out: &mut fmt::Formatter<'_>, task: TaskId, on: bool) -> fmt::Result {
    let not = if on { "" } else { "not " };
    write!(out, "task {} {not}protected", task.0)
}

fn of_deployment(
    out: &mut fmt::Formatter<'_>,
    service: ServiceId,
    deployment: DeploymentId,
    what: &dyn fmt::Display,
) -> fmt::Result {
    write!(
        out,
        "service {} deployment {} {what}",
        service.0, deployment.0
    )
}

fn of_container(
    out: &mut fmt::Formatter<'_>,
    task: TaskId,
    container: u16,
    word: &str,
) -> fmt::Result {
    write!(out, "task {} container {container} {word}", task.0)
}

fn container_word(status: ContainerStatus) -> &'static str {
    match status {
        ContainerStatus::Stopping => "SIGTERM",
        ContainerStatus::None
        | ContainerStatus::Pulling
        | ContainerStatus::Pulled
        | ContainerStatus::Running
        | ContainerStatus::Stopped => status.name(),
    }
}
