//! The nouns of ECS as plain data: tables, ids, ARNs.
//!
//! Absent here: passing time (rows carry moments, nothing moves them) and the names of the wire.

pub mod account;
pub mod arn;
pub mod attributes;
pub mod buckets;
pub mod capacity_provider;
pub mod cluster;
pub mod container;
pub mod container_instance;
pub mod daemon;
pub mod demand;
pub mod deployment_arns;
pub mod deployment_configuration;
pub mod fault;
pub mod group;
pub mod host;
pub mod ids;
pub mod instance_types;
pub mod lifecycle_hook;
pub mod managed_instances;
pub mod network;
pub mod placement;
pub mod quotas;
pub mod reference;
pub mod reservation;
pub mod resources;
pub mod scaling;
pub mod scaling_group;
pub mod schedule;
pub mod service;
pub mod service_deployment;
pub mod service_message;
pub mod shelf;
pub mod surroundings;
pub mod target;
pub mod task;
pub mod task_definition;
pub mod task_set;
pub mod tokens;
pub mod traffic;
pub mod workload;
pub mod world;

pub use account::AccountSettings;
pub use capacity_provider::{CapacityProvider, CapacityStrategy, StrategyItem};
pub use cluster::{Cluster, ClusterChange, ClusterStatus};
pub use container::{Container, ContainerStatus};
pub use container_instance::{ContainerInstance, InstanceStatus};
pub use daemon::Daemon;
pub use deployment_configuration::{DeploymentConfiguration, Strategy};
pub use group::Group;
pub use ids::{Ids, TaskIds};
pub use lifecycle_hook::Stage;
pub use managed_instances::ManagedInstances;
pub use network::{NetworkConfiguration, Zone};
pub use quotas::Quotas;
pub use reservation::Reservation;
pub use resources::Resources;
pub use scaling_group::ScalingGroup;
pub use schedule::Schedule;
pub use service::{Deployment, DeploymentStatus, RolloutState, Service, ServiceStatus};
pub use service_deployment::{ServiceDeployment, ServiceDeploymentStatus};
pub use shelf::Shelf;
pub use surroundings::Surroundings;
pub use task::{DesiredStatus, StopCode, Task, TaskStatus};
pub use task_definition::{ContainerDefinition, TaskDefinition};
pub use task_set::{Controller, TaskSet};
pub use world::{Settings, World};

crate::ids! {
    /// A cluster.
    ClusterId,
    /// A container instance: an EC2 instance with the ECS agent on it.
    InstanceId,
    /// One revision of a task definition.
    DefinitionId,
    /// A service.
    ServiceId,
    /// A deployment of a service; unique over all services.
    DeploymentId,
    /// The record of one change of a service.
    ServiceDeploymentId,
    /// A task.
    TaskId,
    /// A fault that is switched on.
    FaultId,
    /// A capacity provider of an Auto Scaling group.
    ProviderId,
    /// What an Auto Scaling group has launched.
    ScalingGroupId,
    /// A schedule of EventBridge Scheduler.
    ScheduleId,
    /// A target group of Elastic Load Balancing.
    TargetGroupId,
    /// A listener rule of Elastic Load Balancing.
    ListenerRuleId,
}
