//! Services and their deployments.

use super::capacity_provider::CapacityStrategy;
use super::placement::Placement;
use super::service_deployment::Detector;
pub use super::service_message::ServiceMessage;
use super::target::Balancer;
use super::task::{DesiredStatus, Launch, LaunchType, TaskStatus};
use super::{
    ClusterId, Controller, DefinitionId, DeploymentConfiguration, DeploymentId,
    NetworkConfiguration, ServiceDeploymentId, ServiceId, TaskIds, TaskSet,
};
use crate::sim::{SimTime, Slot, Span};
use std::collections::VecDeque;
use std::sync::Arc;

/// Source: ECS API, `Service.status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceStatus {
    /// It keeps its tasks running.
    Active,
    /// Deleted while tasks still stop.
    Draining,
    /// Deleted.
    Inactive,
}

impl ServiceStatus {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            ServiceStatus::Active => "ACTIVE",
            ServiceStatus::Draining => "DRAINING",
            ServiceStatus::Inactive => "INACTIVE",
        }
    }
}

/// How many tasks a service has, and where. Source: ECS API, `SchedulingStrategy`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheduling {
    /// As many as are desired, placed over the cluster.
    #[default]
    Replica,
    /// One on each ACTIVE instance that meets the constraints.
    Daemon,
}

impl Scheduling {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            Scheduling::Replica => "REPLICA",
            Scheduling::Daemon => "DAEMON",
        }
    }
}

/// Source: ECS API, `Deployment.status`, `TaskSet.status`; INACTIVE ones leave the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeploymentStatus {
    /// The newest; among task sets the one that has the traffic.
    Primary,
    /// An older one that still has tasks; a task set without the traffic.
    Active,
    /// A task set that was deleted and still has tasks.
    Draining,
}

impl DeploymentStatus {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            DeploymentStatus::Primary => "PRIMARY",
            DeploymentStatus::Active => "ACTIVE",
            DeploymentStatus::Draining => "DRAINING",
        }
    }
}

/// Source: ECS API, `DeploymentRolloutState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RolloutState {
    /// Tasks are being started and stopped.
    InProgress,
    /// The service has reached a steady state.
    Completed,
    /// The circuit breaker or an alarm gave it up.
    Failed,
}

impl RolloutState {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            RolloutState::InProgress => "IN_PROGRESS",
            RolloutState::Completed => "COMPLETED",
            RolloutState::Failed => "FAILED",
        }
    }
}

/// Echoed members of a service that belong to its revisions; what else does is in [`Revision`].
/// Source: ECS API, UpdateService, the note of each member.
pub const OF_REVISIONS: &[&str] = &[
    "serviceRegistries",
    "serviceConnectConfiguration",
    "volumeConfigurations",
    "vpcLatticeConfigurations",
];

/// What a deployment launches. Changing any of it starts a new deployment.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// The task definition.
    pub definition: DefinitionId,
    /// EC2, Fargate or external; with a strategy, what its providers are.
    pub launch_type: LaunchType,
    /// The capacity provider strategy; empty where a launch type was asked for.
    pub strategy: CapacityStrategy,
    /// The platform version as asked for (`LATEST` by default); Fargate only.
    pub platform_version: Option<Arc<str>>,
    /// The network configuration (awsvpc).
    pub network: Option<Arc<NetworkConfiguration>>,
    /// Where its tasks are registered.
    pub balancers: Arc<[Balancer]>,
    /// Whether its tasks are in the alternate target groups of these: sides take turns.
    pub alternate: bool,
}

/// A roll-out of one revision, or a task set.
#[derive(Clone, Debug, PartialEq)]
pub struct Deployment {
    /// Its id; `ecs-svc/…` is rendered from it.
    pub id: DeploymentId,
    /// PRIMARY, ACTIVE or DRAINING.
    pub status: DeploymentStatus,
    /// What it launches.
    pub revision: Arc<Revision>,
    /// The scheduler's present target for it.
    pub desired_count: u32,
    /// Tasks of it that stopped without ever running, as long as none of it runs.
    pub failed_tasks: u32,
    /// How far it is; COMPLETED for a task set, which somebody else rolls out.
    pub rollout_state: RolloutState,
    /// Why it failed, or why it came back.
    pub cause: Option<Detector>,
    /// Whether a task of it has been RUNNING.
    pub has_run: bool,
    /// When one last became RUNNING; the start of the run before that.
    pub ran_at: SimTime,
    /// When it was created.
    pub created_at: SimTime,
    /// When it last changed.
    pub updated_at: SimTime,
    /// What each of its tasks is launched with.
    pub launch: Arc<Launch>,
    /// Its tasks that are not STOPPED.
    pub live_tasks: TaskIds,
    /// How many of them stand where.
    pub tally: Tally,
    /// How many unhealthy tasks were stopped before their replacements have started.
    pub owed: u32,
    /// What it is beyond that as a task set; None for a deployment of the scheduler.
    pub task_set: Option<TaskSet>,
}

/// The tasks of a deployment that are not STOPPED, counted by where they stand. Kept up to date
/// with every change of a task, so that looking at a service does not walk its tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Desired RUNNING, not RUNNING yet.
    pub starting: u32,
    /// Desired RUNNING and RUNNING.
    pub running: u32,
    /// Desired STOPPED, still RUNNING (the stop has not reached the agent).
    pub leaving: u32,
    /// Desired STOPPED, on the way to DEPROVISIONING or STOPPED.
    pub stopping: u32,
    /// DEPROVISIONING: over but for its network interface.
    pub releasing: u32,
}

impl Tally {
    /// The counter in which a task stands; None for a STOPPED one.
    pub fn counter(&mut self, last: TaskStatus, desired: DesiredStatus) -> Option<&mut u32> {
        match (desired, last) {
            (_, TaskStatus::Stopped) => None,
            (_, TaskStatus::Deprovisioning) => Some(&mut self.releasing),
            (DesiredStatus::Running, TaskStatus::Running) => Some(&mut self.running),
            (DesiredStatus::Running, _) => Some(&mut self.starting),
            (DesiredStatus::Stopped, TaskStatus::Running) => Some(&mut self.leaving),
            (DesiredStatus::Stopped, _) => Some(&mut self.stopping),
        }
    }

    /// Whether two tasks that stand so count alike.
    pub fn same(one: (TaskStatus, DesiredStatus), other: (TaskStatus, DesiredStatus)) -> bool {
        let kind = |(last, desired)| {
            let mut tally = Tally::default();
            *tally.counter(last, desired)? += 1;
            Some(tally)
        };
        kind(one) == kind(other)
    }

    /// Tasks that shall run, RUNNING or not.
    pub fn wanted(self) -> u32 {
        self.starting + self.running
    }

    /// Tasks that count against `maximumPercent`: all that are not DEPROVISIONING or STOPPED.
    /// Assumption: the guide counts STOPPING tasks, the API reference RUNNING and PENDING only.
    pub fn occupying(self) -> u32 {
        self.starting + self.running + self.leaving + self.stopping
    }

    /// All tasks that are not STOPPED.
    pub fn total(self) -> u32 {
        self.occupying() + self.releasing
    }
}

/// One entry of `Service.events`.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceEvent {
    /// The how-manieth of the service.
    pub number: u32,
    /// When it was said.
    pub at: SimTime,
    /// What was said.
    pub message: Arc<ServiceMessage>,
}

/// Source: ECS API, `PropagateTags`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PropagateTags {
    /// Tasks get no tags.
    #[default]
    None,
    /// Tasks get those of the service.
    Service,
    /// Tasks get those of the task definition.
    TaskDefinition,
}

impl PropagateTags {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            PropagateTags::None => "NONE",
            PropagateTags::Service => "SERVICE",
            PropagateTags::TaskDefinition => "TASK_DEFINITION",
        }
    }
}

/// What holds back the starts of a service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Throttle {
    /// Starts in a row that failed: tasks that stopped without ever running.
    pub failed_starts: u32,
    /// Before this moment no task is started.
    pub not_before: SimTime,
    /// When `not_before` was set; failures of tasks created before it are of the same attempt.
    pub since: SimTime,
    /// The minute of the run in which tasks were last launched.
    pub minute: u64,
    /// How many were launched in it.
    pub launched: u32,
}

/// A service: a number of tasks of one revision that is kept running.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Its cluster.
    pub cluster: ClusterId,
    /// Its name, unique in the cluster among services that are not INACTIVE.
    pub name: Arc<str>,
    /// Its task group, `service:NAME`.
    pub group: Arc<str>,
    /// Its status.
    pub status: ServiceStatus,
    /// Whether it has a number of tasks, or one for each instance.
    pub scheduling: Scheduling,
    /// Who replaces its tasks.
    pub controller: Controller,
    /// Whether the scheduler did before somebody else took over: its task sets are still shown as
    /// deployments. Source: Developer Guide, "Updating Amazon ECS service parameters".
    pub was_scheduled: bool,
    /// How many tasks it shall run; for a daemon, on how many instances.
    pub desired_count: u32,
    /// `minimumHealthyPercent`.
    pub minimum_healthy_percent: u32,
    /// `maximumPercent`.
    pub maximum_percent: u32,
    /// How it changes from one revision to the next.
    pub configuration: Arc<DeploymentConfiguration>,
    /// `healthCheckGracePeriodSeconds`, if it was given.
    pub grace: Option<Span>,
    /// Constraints and strategies.
    pub placement: Arc<Placement>,
    /// Deployments, PRIMARY first, then the older ones, newest first; or task sets, newest first,
    /// of which one may be PRIMARY. Never empty with the controller ECS.
    pub deployments: Vec<Deployment>,
    /// Its messages, newest first, at most 100.
    pub events: VecDeque<ServiceEvent>,
    /// The record of its latest change; None only before its first.
    pub current: Option<ServiceDeploymentId>,
    /// Messages ever said.
    pub events_said: u32,
    /// When it was created.
    pub created_at: SimTime,
    /// Messages that are not repeated for a while, with the moment when they were said.
    pub said: Vec<(Arc<ServiceMessage>, SimTime)>,
    /// What holds back its starts.
    pub throttle: Throttle,
    /// Whether its tasks are evened out over Availability Zones when it is steady.
    /// Source: ECS API, `Service.availabilityZoneRebalancing`.
    pub rebalancing: bool,
    /// Since when that is under way; None while it is not.
    pub rebalances_since: Option<SimTime>,
    /// Its tasks whose health or registration is open: see `lifecycle::service::watch`.
    pub watched: TaskIds,
    /// Of these, the ones that it has called unhealthy.
    pub unhealthy: TaskIds,
    /// Tasks that were started to take the place of unhealthy ones, while that goes on.
    pub spares: TaskIds,
    /// When it last said that it is steady; None if something has changed since.
    pub steady_since: Option<SimTime>,
    /// Members of the request that are echoed and not simulated: (member, JSON text).
    pub extras: Arc<Vec<(Arc<str>, Arc<str>)>>,
    /// Tags, a JSON array.
    pub tags: Arc<serde_json::Value>,
    /// Whose tags its tasks get.
    pub propagate_tags: PropagateTags,
    /// Whether its tasks get `aws:ecs:clusterName` and `aws:ecs:serviceName`.
    pub managed_tags: bool,
    /// Whether ECS Exec is on for its tasks.
    pub enable_execute_command: bool,
    /// The timer that will reconcile it next.
    pub alarm: Option<Slot>,
}

impl Service {
    /// The newest deployment, or the task set that has the traffic; None as long as no task set
    /// was given it.
    pub fn primary(&self) -> Option<&Deployment> {
        let mut rows = self.deployments.iter();
        rows.find(|row| row.status == DeploymentStatus::Primary)
    }

    /// Whether a deployment is the PRIMARY one.
    pub fn is_primary(&self, id: DeploymentId) -> bool {
        self.primary().is_some_and(|row| row.id == id)
    }

    /// Whether requests could come to it: the PRIMARY deployment has a load balancer.
    pub fn has_target_group(&self) -> bool {
        self.primary()
            .is_some_and(|row| !row.revision.balancers.is_empty())
    }

    /// The deployment of this id, while it is listed.
    pub fn deployment(&self, id: DeploymentId) -> Option<&Deployment> {
        self.deployments.iter().find(|row| row.id == id)
    }

    /// What its tasks run on; EC2 as long as no task set is PRIMARY.
    /// Source: AWS CLI, sample of create-service with an external controller.
    pub fn launch_type(&self) -> LaunchType {
        let primary = self.primary();
        primary.map_or(LaunchType::Ec2, |row| row.revision.launch_type)
    }

    /// Its deployments that are not PRIMARY.
    pub fn others(&self) -> impl Iterator<Item = &Deployment> {
        let rows = self.deployments.iter();
        rows.filter(|row| row.status != DeploymentStatus::Primary)
    }

    /// Its tasks counted over all deployments.
    pub fn tally(&self) -> Tally {
        let mut sum = Tally::default();
        for tally in self.deployments.iter().map(|deployment| deployment.tally) {
            sum.starting += tally.starting;
            sum.running += tally.running;
            sum.leaving += tally.leaving;
            sum.stopping += tally.stopping;
            sum.releasing += tally.releasing;
        }
        sum
    }
}
