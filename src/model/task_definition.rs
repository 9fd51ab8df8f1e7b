//! Task definitions: the lowered form that the simulation reads.

use super::demand::Demand;
use super::instance_types::Architecture;
use super::reference::Reference;
use super::workload::Workload;
use super::{DefinitionId, Resources};
use crate::sim::{SimTime, Span};
use std::sync::Arc;

/// Source: Amazon ECS Developer Guide, "Task definition states".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefinitionStatus {
    /// Can be run.
    Active,
    /// Deregistered: what runs goes on, nothing new starts from it by hand.
    Inactive,
    /// To be deleted once nothing refers to it.
    DeleteInProgress,
    /// Gone: only the tasks and services that once had it still know its name.
    Deleted,
}

/// The effective Docker network mode. Source: ECS API, `TaskDefinition.networkMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkMode {
    /// The task has an ENI of its own.
    Awsvpc,
    /// Docker's bridge, or NAT on Windows: the default on EC2.
    Bridge,
    /// The host's network.
    Host,
    /// No network.
    None,
}

/// A launch type, as a member of `compatibilities`. Source: ECS API, `Compatibility`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Compatibility {
    /// `EC2`
    Ec2,
    /// `FARGATE`
    Fargate,
    /// `EXTERNAL`
    External,
    /// `MANAGED_INSTANCES`
    ManagedInstances,
}

/// One registered revision.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskDefinition {
    /// Its id.
    pub id: DefinitionId,
    /// Its family.
    pub family: Arc<str>,
    /// Its revision, from 1.
    pub revision: u32,
    /// Its status.
    pub status: DefinitionStatus,
    /// When it was registered.
    pub registered_at: SimTime,
    /// When it was deregistered.
    pub deregistered_at: Option<SimTime>,
    /// When it was asked to be deleted.
    pub delete_requested_at: Option<SimTime>,
    /// What does not change after registration; shared by all rows and tasks.
    pub spec: Arc<TaskSpec>,
}

/// The content of a revision.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskSpec {
    /// The definition as ECS stores and returns it, a JSON object without the output-only members.
    pub document: Arc<serde_json::Value>,
    /// `tags` of the registration, a JSON array.
    pub tags: Arc<serde_json::Value>,
    /// The effective network mode.
    pub network_mode: NetworkMode,
    /// Whether the containers are Windows containers.
    pub windows: bool,
    /// `runtimePlatform.cpuArchitecture`, if set.
    pub architecture: Option<Architecture>,
    /// What it declares to need (`requiresCompatibilities`).
    pub requires: Vec<Compatibility>,
    /// What it can run on (`compatibilities`), as ECS derives it.
    pub compatibilities: Vec<Compatibility>,
    /// Names of the attributes that an instance must have (`requiresAttributes`).
    pub requires_attributes: Vec<Arc<str>>,
    /// Task-level `cpu`, if set.
    pub cpu_units: Option<u32>,
    /// Task-level `memory`, if set.
    pub memory_mib: Option<u32>,
    /// What a task of it takes from an instance.
    pub needs: Needs,
    /// `memberOf` expressions of its `placementConstraints`.
    pub constraints: Vec<Arc<str>>,
    /// Its containers, in the order of the definition.
    pub containers: Vec<ContainerDefinition>,
    /// `taskRoleArn`, if set.
    pub task_role: Option<Arc<str>>,
    /// `executionRoleArn`, if set.
    pub execution_role: Option<Arc<str>>,
    /// What it points to outside of ECS.
    pub references: Vec<Reference>,
    /// Ephemeral storage in GiB, if set (Fargate; 20 otherwise).
    pub ephemeral_storage_gib: Option<u32>,
}

/// What a task reserves on a container instance.
/// Source: amazon-ecs-agent, `agent/api/task/task.go`, `ToHostResources`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Task-level size where set; else the sums over the containers, where memory counts the
    /// reservation before the limit.
    pub resources: Resources,
    /// Static host ports, TCP, ascending.
    pub tcp_ports: Vec<u16>,
    /// Static host ports, UDP, ascending.
    pub udp_ports: Vec<u16>,
    /// Whether it needs an ENI (awsvpc).
    pub eni: bool,
    /// GPUs.
    pub gpus: u32,
}

/// One container of a definition.
#[derive(Clone, Debug, PartialEq)]
pub struct ContainerDefinition {
    /// Its name.
    pub name: Arc<str>,
    /// Its image, as written.
    pub image: Arc<str>,
    /// `cpu`; 0 if not set.
    pub cpu_units: u32,
    /// `memory`, the hard limit.
    pub memory_mib: Option<u32>,
    /// `memoryReservation`, the soft limit.
    pub memory_reservation_mib: Option<u32>,
    /// `linuxParameters.maxSwap`: how much swap it may use, in MiB; 0 is none.
    pub max_swap_mib: Option<u32>,
    /// Whether the task stops with it.
    pub essential: bool,
    /// What it waits for before it starts.
    pub depends_on: Vec<Dependency>,
    /// `portMappings`.
    pub ports: Vec<PortMapping>,
    /// `entryPoint`; empty if not set.
    pub entry_point: Vec<Arc<str>>,
    /// `command`; empty if not set.
    pub command: Vec<Arc<str>>,
    /// `dockerLabels`, in the order of the definition.
    pub docker_labels: Vec<(Arc<str>, Arc<str>)>,
    /// What its process does, read from image, entry point, command and labels.
    pub workload: Workload,
    /// What its process wants, by its labels.
    pub demand: Demand,
    /// `startTimeout`.
    pub start_timeout: Option<Span>,
    /// `stopTimeout`.
    pub stop_timeout: Option<Span>,
    /// `healthCheck`.
    pub health_check: Option<HealthCheck>,
}

impl TaskSpec {
    /// Whether an image is named by a tag that ECS resolves to a digest when a service is
    /// deployed. Source: ECS API, `ContainerDefinition.versionConsistency`.
    pub fn has_tags(&self) -> bool {
        let documents = self.document.get("containerDefinitions");
        let disabled = |place: usize| {
            let document = documents.and_then(|list| list.get(place));
            document.and_then(|row| row.get("versionConsistency")) == Some(&"disabled".into())
        };
        let mut containers = self.containers.iter().enumerate();
        containers.any(|(place, row)| !row.image.contains('@') && !disabled(place))
    }
}

/// `dependsOn` of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The place of the other container in `TaskSpec::containers`.
    pub container: u16,
    /// What must hold for it.
    pub condition: Condition,
}

/// Source: ECS API, `ContainerCondition`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// It has started.
    Start,
    /// It has ended.
    Complete,
    /// It has ended with exit code 0.
    Success,
    /// Its health check passes.
    Healthy,
}

/// Source: ECS API, `PortMapping`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortMapping {
    /// The port inside the container.
    pub container_port: u16,
    /// The port on the host; 0 means one is picked at start (bridge only).
    pub host_port: u16,
    /// Whether it is UDP instead of TCP.
    pub udp: bool,
}

/// Source: ECS API, `HealthCheck`, with its defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthCheck {
    /// The command, `CMD` or `CMD-SHELL` first.
    pub command: Vec<Arc<str>>,
    /// Time between two probes; 30 s by default.
    pub interval: Span,
    /// Time after which a probe has failed; 5 s by default.
    pub timeout: Span,
    /// Failures in a row that make it unhealthy; 3 by default.
    pub retries: u32,
    /// Time in which failures do not count; none by default.
    pub start_period: Span,
}

impl TaskDefinition {
    /// `family:revision`.
    pub fn name(&self) -> String {
        format!("{}:{}", self.family, self.revision)
    }
}

impl Condition {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            Condition::Start => "START",
            Condition::Complete => "COMPLETE",
            Condition::Success => "SUCCESS",
            Condition::Healthy => "HEALTHY",
        }
    }
}

impl Compatibility {
    /// All of them, in the order in which ECS lists them.
    pub const ALL: [Compatibility; 4] = [
        Compatibility::Ec2,
        Compatibility::Fargate,
        Compatibility::External,
        Compatibility::ManagedInstances,
    ];

    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            Compatibility::Ec2 => "EC2",
            Compatibility::Fargate => "FARGATE",
            Compatibility::External => "EXTERNAL",
            Compatibility::ManagedInstances => "MANAGED_INSTANCES",
        }
    }
}

impl NetworkMode {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            NetworkMode::Awsvpc => "awsvpc",
            NetworkMode::Bridge => "bridge",
            NetworkMode::Host => "host",
            NetworkMode::None => "none",
        }
    }
}

impl DefinitionStatus {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            DefinitionStatus::Active => "ACTIVE",
            DefinitionStatus::Inactive => "INACTIVE",
            DefinitionStatus::DeleteInProgress => "DELETE_IN_PROGRESS",
            DefinitionStatus::Deleted => "DELETED",
        }
    }
}
