//! The whole simulated account as id-ordered tables.

use super::group::GroupKey;
use super::{
    Cluster, ClusterId, ContainerInstance, DefinitionId, Deployment, InstanceId, Service,
    ServiceDeployment, ServiceDeploymentId, ServiceId, Task, TaskDefinition, TaskId,
};
use crate::sim::{Calendar, Table};
use std::collections::{BTreeMap, BTreeSet};
use std::iter::successors;
use std::sync::Arc;

/// What holds for the whole run. Part of the truth: export and share carry it.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The seed, 0 to 2^53−1.
    pub seed: u64,
    /// When the run starts.
    pub calendar: Calendar,
    /// The AWS Region that ARNs and zones name.
    pub region: Arc<str>,
    /// The AWS account that ARNs name; AWS's own documentation account by default.
    pub account_id: Arc<str>,
    /// Whether the quotas of ECS hold. Benchmarks lift them.
    pub quotas: bool,
    /// Whether resources around ECS that nobody declared come to be when a request names them.
    pub permissive: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            seed: 1,
            calendar: Calendar::DEFAULT,
            region: "us-east-1".into(),
            account_id: "123456789012".into(),
            quotas: true,
            permissive: false,
        }
    }
}

/// A task definition family.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Family {
    /// The newest revision number ever given. It survives deregistration.
    pub last_revision: u32,
    /// Its revisions.
    pub revisions: BTreeMap<u32, DefinitionId>,
}

/// Everything that exists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    /// What holds for the whole run.
    pub settings: Settings,
    /// Account settings.
    pub account: Arc<super::AccountSettings>,
    /// Quotas of the account.
    pub quotas: super::Quotas,
    /// Capacity providers of Auto Scaling groups, by name.
    pub providers: BTreeMap<Arc<str>, Arc<super::CapacityProvider>>,
    /// The capacity providers that were deleted last, by name: only good to describe.
    pub gone_providers: BTreeMap<Arc<str>, Arc<super::CapacityProvider>>,
    /// What ECS points to and does not own.
    pub surroundings: Arc<super::Surroundings>,
    /// What Auto Scaling groups have launched.
    pub scaling_groups: Table<super::ScalingGroupId, super::ScalingGroup>,
    /// Schedules of EventBridge Scheduler.
    pub schedules: Table<super::ScheduleId, super::Schedule>,
    /// Clusters.
    pub clusters: Table<ClusterId, Cluster>,
    /// Container instances; deregistered ones are moved to `departed`.
    pub instances: Table<InstanceId, ContainerInstance>,
    /// The container instances that were deregistered last: INACTIVE, and only good to describe.
    pub departed: BTreeMap<InstanceId, Arc<ContainerInstance>>,
    /// Task definitions.
    pub definitions: Table<DefinitionId, TaskDefinition>,
    /// Task definition families by name.
    pub families: BTreeMap<Arc<str>, Arc<Family>>,
    /// Services; INACTIVE ones stay describable.
    pub services: Table<ServiceId, Service>,
    /// What became of each change of a service.
    pub service_deployments: Table<ServiceDeploymentId, ServiceDeployment>,
    /// Tasks; STOPPED ones stay for an hour.
    pub tasks: Table<TaskId, Task>,
    /// Tasks by the token of their request, as long as they can be described.
    pub tokens: super::tokens::Tokens,
    /// Faults that are switched on.
    pub faults: Table<super::FaultId, super::fault::Fault>,
    /// Task groups that have tasks with desired status RUNNING.
    pub groups: BTreeMap<GroupKey, Arc<super::Group>>,
    /// The instances of each cluster with what remains on them.
    pub shelves: BTreeMap<ClusterId, Arc<super::Shelf>>,
    /// The instances of each DAEMON service that is not INACTIVE.
    pub daemons: BTreeMap<(ClusterId, ServiceId), Arc<super::Daemon>>,
    /// Container instances that are DRAINING.
    pub draining: BTreeSet<InstanceId>,
    /// Tasks in PROVISIONING that wait for an instance of their capacity provider, by cluster.
    pub waiting: BTreeSet<(ClusterId, TaskId)>,
    /// Services that have tasks to place and found no room, by cluster.
    pub unplaced: BTreeSet<(ClusterId, ServiceId)>,
    /// Clusters where all of these are to look again, and none has looked since it was told.
    pub roused: BTreeSet<ClusterId>,
    /// What is said and known of hosts.
    pub hosts: Arc<super::host::Hosts>,
    /// Services that are measured.
    pub measured: BTreeMap<ServiceId, Arc<super::traffic::Measured>>,
    /// Network interfaces ever made.
    pub interfaces_made: u32,
    /// Capacity providers ever made.
    pub providers_made: u32,
    /// Sessions of ECS Exec ever opened.
    pub sessions_made: u32,
    /// Scaling policies of services ever made.
    pub policies_made: u32,
    /// Deployments ever made.
    pub deployments_made: u32,
}

impl World {
    /// An empty account.
    pub fn new(settings: Settings) -> World {
        World {
            settings,
            ..World::default()
        }
    }

    /// Whether the retention of a STOPPED task is over: it shows as DELETED to DescribeTasks and
    /// nowhere else, and is gone a moment later.
    /// Source: Developer Guide, "Amazon ECS task lifecycle".
    pub fn is_deleted(&self, task: &Task) -> bool {
        let cluster = self.clusters.get(task.launch.cluster);
        !task.is_live() && cluster.is_none_or(|row| !row.stopped_tasks.contains(task.id))
    }

    /// How many container instances a cluster has.
    pub fn instance_count(&self, cluster: ClusterId) -> usize {
        let shelf = self.shelves.get(&cluster);
        shelf.map_or(0, |shelf| shelf.len())
    }

    /// The cluster with this name, ACTIVE or not; the newest where a name was used again.
    pub fn cluster_named(&self, name: &str) -> Option<&Arc<Cluster>> {
        self.clusters
            .rows()
            .rev()
            .find(|cluster| &*cluster.name == name)
    }

    /// The service with this name in a cluster; the newest where a name was used again.
    pub fn service_named(&self, cluster: ClusterId, name: &str) -> Option<&Arc<Service>> {
        let mut newest_first = self.services.rows().rev();
        newest_first.find(|service| service.cluster == cluster && &*service.name == name)
    }

    /// A capacity provider by its id; None once it is deleted.
    pub fn provider(&self, id: super::ProviderId) -> Option<&Arc<super::CapacityProvider>> {
        self.providers.values().find(|row| row.id == id)
    }

    /// A capacity provider by its id, also if it was deleted of late.
    pub fn provider_ever(&self, id: super::ProviderId) -> Option<&Arc<super::CapacityProvider>> {
        let mut gone = self.gone_providers.values();
        self.provider(id).or_else(|| gone.find(|row| row.id == id))
    }

    /// The cluster that has a capacity provider; the first where several have it.
    pub fn cluster_with(&self, provider: &str) -> Option<&Arc<Cluster>> {
        self.clusters.rows().find(|row| {
            let mut names = row.capacity_providers.iter();
            row.status == super::ClusterStatus::Active && names.any(|name| **name == *provider)
        })
    }

    /// What the Auto Scaling group with this name has launched.
    pub fn scaling_group(&self, name: &str) -> Option<&Arc<super::ScalingGroup>> {
        self.scaling_groups.rows().find(|row| *row.name == *name)
    }

    /// A container instance, registered or deregistered of late.
    pub fn instance_ever(&self, id: InstanceId) -> Option<&Arc<ContainerInstance>> {
        self.instances.get(id).or_else(|| self.departed.get(&id))
    }

    /// The counted tasks of a group; None if it has none.
    pub fn group(&self, cluster: ClusterId, name: &Arc<str>) -> Option<&super::Group> {
        let key = GroupKey::new(cluster, name);
        self.groups.get(&key).map(|group| &**group)
    }

    /// A revision of a family.
    pub fn definition_named(&self, family: &str, revision: u32) -> Option<&Arc<TaskDefinition>> {
        let id = self.families.get(family)?.revisions.get(&revision)?;
        self.definitions.get(*id)
    }

    /// The record of the latest change of a service.
    pub fn current_record(&self, service: &Service) -> Option<&Arc<ServiceDeployment>> {
        self.service_deployments.get(service.current?)
    }

    /// The records of a service's changes, newest first.
    pub fn records_of(&self, service: &Service) -> impl Iterator<Item = &Arc<ServiceDeployment>> {
        let before = |row: &&Arc<ServiceDeployment>| self.service_deployments.get(row.before?);
        successors(self.current_record(service), before)
    }

    /// The deployment that a task belongs to, if it is still listed.
    pub fn deployment_of(&self, task: &Task) -> Option<&Deployment> {
        let (service, deployment) = task.launch.service?;
        self.services.get(service)?.deployment(deployment)
    }
}
