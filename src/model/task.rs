//! Tasks.

pub use super::container::{Container, ContainerStatus, Containers, Health};
use super::instance_types::Architecture;
use super::placement::Placement;
use super::target::{Balancer, Discovery, Target, TargetState};
use super::task_definition::{ContainerDefinition, TaskSpec};
use super::{
    ClusterId, DefinitionId, DeploymentId, InstanceId, NetworkConfiguration, ServiceId, TaskId,
    World, Zone,
};
use crate::sim::{SimTime, Slot};
use std::sync::Arc;

/// The states of a task in the order in which it passes them.
/// Source: Amazon ECS Developer Guide, "Amazon ECS task lifecycle".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TaskStatus {
    /// Its network interface (or its capacity) is being made ready.
    Provisioning,
    /// Handed to the agent: images are pulled, and containers created and started.
    Pending,
    /// The same, where the task has to be made known before it is RUNNING.
    Activating,
    /// All containers have started.
    Running,
    /// What made the task known is taken back before the stop.
    Deactivating,
    /// Containers are being stopped.
    Stopping,
    /// Its network interface is being taken away.
    Deprovisioning,
    /// Over.
    Stopped,
}

impl TaskStatus {
    /// All states in order.
    pub const ALL: [TaskStatus; 8] = [
        TaskStatus::Provisioning,
        TaskStatus::Pending,
        TaskStatus::Activating,
        TaskStatus::Running,
        TaskStatus::Deactivating,
        TaskStatus::Stopping,
        TaskStatus::Deprovisioning,
        TaskStatus::Stopped,
    ];

    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            TaskStatus::Provisioning => "PROVISIONING",
            TaskStatus::Pending => "PENDING",
            TaskStatus::Activating => "ACTIVATING",
            TaskStatus::Running => "RUNNING",
            TaskStatus::Deactivating => "DEACTIVATING",
            TaskStatus::Stopping => "STOPPING",
            TaskStatus::Deprovisioning => "DEPROVISIONING",
            TaskStatus::Stopped => "STOPPED",
        }
    }

    /// Whether it lies before RUNNING. Services and clusters count these as pending.
    /// Assumption: PROVISIONING and ACTIVATING count like PENDING, as the console shows it.
    pub fn is_starting(self) -> bool {
        self < TaskStatus::Running
    }
}

/// What ECS wants of a task. Source: ECS API, `Task.desiredStatus`; only these two are ever set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DesiredStatus {
    /// It shall run.
    Running,
    /// It shall be over.
    Stopped,
}

impl DesiredStatus {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            DesiredStatus::Running => "RUNNING",
            DesiredStatus::Stopped => "STOPPED",
        }
    }
}

/// Source: ECS API, `TaskStopCode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopCode {
    /// It never ran.
    TaskFailedToStart,
    /// An essential container ended.
    EssentialContainerExited,
    /// StopTask.
    UserInitiated,
    /// The service scheduler: scale-in, deployment, drain.
    ServiceSchedulerInitiated,
    /// Fargate Spot or EC2 Spot took the capacity back.
    SpotInterruption,
    /// The host went away.
    TerminationNotice,
}

impl StopCode {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            StopCode::TaskFailedToStart => "TaskFailedToStart",
            StopCode::EssentialContainerExited => "EssentialContainerExited",
            StopCode::UserInitiated => "UserInitiated",
            StopCode::ServiceSchedulerInitiated => "ServiceSchedulerInitiated",
            StopCode::SpotInterruption => "SpotInterruption",
            StopCode::TerminationNotice => "TerminationNotice",
        }
    }
}

/// Source: ECS API, `LaunchType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaunchType {
    /// On a container instance of the cluster.
    Ec2,
    /// On capacity that AWS manages.
    Fargate,
    /// On a registered server outside AWS.
    External,
    /// On an instance that ECS has chosen; by capacity provider only.
    ManagedInstances,
}

impl LaunchType {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            LaunchType::Ec2 => "EC2",
            LaunchType::Fargate => "FARGATE",
            LaunchType::External => "EXTERNAL",
            LaunchType::ManagedInstances => "MANAGED_INSTANCES",
        }
    }
}

/// What RunTask or StartTask changed of one container.
/// Source: ECS API, `ContainerOverride`.
#[derive(Clone, Debug, PartialEq)]
pub struct ContainerOverride {
    /// The place of the container in the definition.
    pub container: u16,
    /// `command`, if overridden.
    pub command: Option<Vec<Arc<str>>>,
    /// `cpu`, if overridden.
    pub cpu_units: Option<u32>,
    /// `memory`, if overridden.
    pub memory_mib: Option<u32>,
    /// `memoryReservation`, if overridden.
    pub memory_reservation_mib: Option<u32>,
}

/// `overrides` of a task.
#[derive(Clone, Debug, PartialEq)]
pub struct Overrides {
    /// The request's `overrides` object as DescribeTasks returns it.
    pub document: Arc<serde_json::Value>,
    /// Task-level `cpu`, if overridden.
    pub cpu_units: Option<u32>,
    /// Task-level `memory`, if overridden.
    pub memory_mib: Option<u32>,
    /// Overridden containers.
    pub containers: Vec<ContainerOverride>,
}

/// The elastic network interface of an awsvpc task.
/// Source: ECS API, `Attachment` of type `ElasticNetworkInterface`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkInterface {
    /// Its subnet.
    pub subnet_id: Arc<str>,
    /// The how-manieth interface of the run it is; address, MAC and id are rendered from it.
    pub number: u32,
    /// Where it stands.
    pub status: AttachmentStatus,
}

/// Source: ECS API, `Attachment.status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentStatus {
    /// Asked for.
    Precreated,
    /// Made, not attached yet.
    Created,
    /// Being attached.
    Attaching,
    /// In use.
    Attached,
    /// Being detached.
    Detaching,
    /// Detached.
    Detached,
    /// Gone.
    Deleted,
}

impl AttachmentStatus {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            AttachmentStatus::Precreated => "PRECREATED",
            AttachmentStatus::Created => "CREATED",
            AttachmentStatus::Attaching => "ATTACHING",
            AttachmentStatus::Attached => "ATTACHED",
            AttachmentStatus::Detaching => "DETACHING",
            AttachmentStatus::Detached => "DETACHED",
            AttachmentStatus::Deleted => "DELETED",
        }
    }
}

/// What started a task; never changes during its life, so it is shared.
#[derive(Clone, Debug, PartialEq)]
pub struct Launch {
    /// Its cluster.
    pub cluster: ClusterId,
    /// Its definition's id.
    pub definition: DefinitionId,
    /// The definition's content.
    pub spec: Arc<TaskSpec>,
    /// EC2, Fargate or external.
    pub launch_type: LaunchType,
    /// The capacity provider, if a strategy was used.
    pub capacity_provider: Option<Arc<str>>,
    /// The Fargate platform version, resolved; None elsewhere.
    pub platform_version: Option<Arc<str>>,
    /// The service and deployment it belongs to; None for a standalone task.
    pub service: Option<(ServiceId, DeploymentId)>,
    /// Its task group: `service:NAME`, `family:FAMILY` or what the request said.
    pub group: Arc<str>,
    /// `startedBy`; for service tasks the deployment's id.
    pub started_by: Option<Arc<str>>,
    /// Its network configuration (awsvpc).
    pub network: Option<Arc<NetworkConfiguration>>,
    /// Constraints and strategies of the request.
    pub placement: Arc<Placement>,
    /// Overrides of the request.
    pub overrides: Option<Arc<Overrides>>,
    /// Tags of the request, a JSON array.
    pub tags: Arc<serde_json::Value>,
    /// `enableExecuteCommand`.
    pub enable_execute_command: bool,
    /// Where its tasks are registered, if it belongs to a service with load balancers.
    pub balancers: Arc<[Balancer]>,
    /// How others find its tasks, beside load balancers.
    pub discovery: Discovery,
    /// The request behind it, if that had a token by which it is known when it comes again.
    pub request: Option<Arc<KnownRequest>>,
}

/// A request with a `clientToken`. Source: ECS API, RunTask, `clientToken`.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownRequest {
    /// The token.
    pub token: Arc<str>,
    /// The request's members.
    pub members: Arc<serde_json::Value>,
}

/// A task: the containers of one definition, run together once.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// What started it.
    pub launch: Arc<Launch>,
    /// Its container instance; None on Fargate and while unplaced.
    pub instance: Option<InstanceId>,
    /// Its Availability Zone.
    pub zone: Zone,
    /// Where it stands.
    pub last_status: TaskStatus,
    /// Where it shall get.
    pub desired_status: DesiredStatus,
    /// When `last_status` was entered.
    pub status_since: SimTime,
    /// When the present state ends by itself, as far as it is known; else `SimTime::NEVER`.
    pub status_until: SimTime,
    /// Its network interface (awsvpc).
    pub interface: Option<NetworkInterface>,
    /// Its containers, in the order of the definition.
    pub containers: Containers,
    /// Where it is registered as a target; empty before that, and without load balancers.
    pub targets: Box<[Target]>,
    /// Grows by one with each change that ECS announces. Source: ECS API, `Task.version`.
    pub version: u32,
    /// When it was created.
    pub created_at: SimTime,
    /// When its agent last became connected.
    pub connectivity_at: Option<SimTime>,
    /// When its first image pull began.
    pub pull_started_at: Option<SimTime>,
    /// When its latest image pull ended.
    pub pull_stopped_at: Option<SimTime>,
    /// When it became RUNNING.
    pub started_at: Option<SimTime>,
    /// When it was told to stop.
    pub stopping_at: Option<SimTime>,
    /// When its first essential container ended.
    pub execution_stopped_at: Option<SimTime>,
    /// When it became STOPPED.
    pub stopped_at: Option<SimTime>,
    /// Why it stopped, as a code.
    pub stop_code: Option<StopCode>,
    /// Why it stopped, in words.
    pub stopped_reason: Option<Arc<str>>,
    /// Until when it is protected from scale-in; None where it is not.
    /// Source: ECS API, `ProtectedTask`.
    pub protected_until: Option<SimTime>,
    /// The timer that will look at it next.
    pub alarm: Option<Slot>,
}

impl Task {
    /// The definitions of its containers, beside `containers`.
    pub fn container_definitions(&self) -> &[ContainerDefinition] {
        &self.launch.spec.containers
    }

    /// Whether it is not over.
    pub fn is_live(&self) -> bool {
        self.last_status != TaskStatus::Stopped
    }

    /// Whether it has no host: it waits for an instance of its capacity provider, or ended so.
    pub fn is_unplaced(&self) -> bool {
        self.instance.is_none() && self.launch.launch_type != LaunchType::Fargate
    }

    /// Whether a health check of an essential container or of a load balancer says so.
    pub fn is_unhealthy(&self) -> bool {
        let fails = |row: &Target| row.state == TargetState::Unhealthy;
        self.targets.iter().any(fails) || self.health() == Health::Unhealthy
    }

    /// Whether it shall run: the sense in which a service or a group "has" a task.
    pub fn is_wanted(&self) -> bool {
        self.desired_status == DesiredStatus::Running
    }

    /// The architecture of its instance; on Fargate that of the definition.
    pub fn architecture(&self, world: &World) -> &'static str {
        if let Some(instance) = self.instance.and_then(|id| world.instances.get(id)) {
            return instance.instance_type.architecture.name();
        }
        let asked = self.launch.spec.architecture;
        asked.unwrap_or(Architecture::X86).name()
    }

    /// Whether it goes on when this container ends: it is RUNNING and shall be, and the container
    /// is not essential.
    pub fn runs_on_without(&self, container: usize) -> bool {
        let runs = self.last_status == TaskStatus::Running && self.is_wanted();
        runs && !self.launch.spec.containers[container].essential
    }

    /// Whether it ended badly: it failed to start, lost its host, or a container failed.
    pub fn ended_badly(&self) -> bool {
        match self.stop_code {
            Some(StopCode::TaskFailedToStart | StopCode::TerminationNotice) => true,
            Some(StopCode::SpotInterruption) => true,
            Some(StopCode::EssentialContainerExited) => self
                .containers
                .iter()
                .any(|row| row.exit_code.is_some_and(|code| code != 0) || row.reason.is_some()),
            Some(StopCode::UserInitiated | StopCode::ServiceSchedulerInitiated) | None => false,
        }
    }

    /// Its health over the essential containers with a health check.
    /// Source: ECS API, `HealthCheck`: any unhealthy, else any unknown, else healthy.
    pub fn health(&self) -> Health {
        let checked = self.containers.iter().zip(self.container_definitions());
        let mut checked = checked
            .filter(|(_, definition)| definition.essential && definition.health_check.is_some())
            .map(|(container, _)| container.health)
            .peekable();
        if checked.peek().is_none() {
            return Health::Unknown;
        }
        checked.fold(Health::Healthy, |worst, health| match (worst, health) {
            (Health::Unhealthy, _) | (_, Health::Unhealthy) => Health::Unhealthy,
            (Health::Unknown, _) | (_, Health::Unknown) => Health::Unknown,
            (Health::Healthy, Health::Healthy) => Health::Healthy,
        })
    }
}
