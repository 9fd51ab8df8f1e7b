//! Clusters.

use super::capacity_provider::CapacityStrategy;
use super::task::LaunchType;
use super::{ClusterId, TaskIds, TaskStatus};
use crate::sim::{SimTime, Slot};
use serde_json::Value;
use std::sync::Arc;

/// The states of a cluster that the simulation knows.
/// Source: ECS API, `Cluster.status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusterStatus {
    /// Ready for tasks and instances.
    Active,
    /// Deleted, or on its way: nothing can be done with it any more. It is still describable for
    /// a while.
    Inactive,
}

/// What ECS is doing to the resources that it keeps for the capacity providers of a cluster.
/// Source: ECS API, `Cluster.status` and `Cluster.attachmentsStatus`; what the AWS CLI printed of
/// create-cluster, put-cluster-capacity-providers and delete-cluster in public reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClusterChange {
    /// They are made with the cluster, which is PROVISIONING. Assumption: all else goes on in it.
    Create,
    /// They are changed; the cluster is ACTIVE all the time.
    Update {
        /// The providers that the cluster did not have before.
        coming: Vec<Arc<str>>,
        /// Those that it has no more.
        leaving: Vec<Arc<str>>,
    },
    /// They go with the cluster, which is DEPROVISIONING.
    Delete,
}

/// How many tasks of a cluster run, and how many do not run yet. Source: ECS API, Cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TaskCounts {
    /// RUNNING ones.
    pub running: u32,
    /// Those in PROVISIONING, PENDING and ACTIVATING.
    pub pending: u32,
}

impl TaskCounts {
    /// The counter that a task in this state belongs to; None once it stops.
    pub fn counter(&mut self, status: TaskStatus) -> Option<&mut u32> {
        match status {
            TaskStatus::Running => Some(&mut self.running),
            TaskStatus::Provisioning | TaskStatus::Pending | TaskStatus::Activating => {
                Some(&mut self.pending)
            }
            TaskStatus::Deactivating
            | TaskStatus::Stopping
            | TaskStatus::Deprovisioning
            | TaskStatus::Stopped => None,
        }
    }

    /// Whether two states count alike.
    pub fn same(one: TaskStatus, other: TaskStatus) -> bool {
        let kind = |status| {
            let mut counts = TaskCounts::default();
            *counts.counter(status)? += 1;
            Some(counts)
        };
        kind(one) == kind(other)
    }
}

/// A logical group of tasks, services and container instances.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// Its id.
    pub id: ClusterId,
    /// Its name, unique among all clusters of the account.
    pub name: Arc<str>,
    /// Its status.
    pub status: ClusterStatus,
    /// What is under way with what it has for its capacity providers.
    pub change: Option<Arc<ClusterChange>>,
    /// When it was created.
    pub created_at: SimTime,
    /// `clusterSettings`, `configuration`, `tags` and the like, kept as sent: (member, JSON text).
    pub extras: Arc<Vec<(Arc<str>, Arc<str>)>>,
    /// The names of its capacity providers.
    pub capacity_providers: Vec<Arc<str>>,
    /// `defaultCapacityProviderStrategy`.
    pub default_strategy: CapacityStrategy,
    /// Its tasks that are not STOPPED.
    pub live_tasks: TaskIds,
    /// Its STOPPED tasks that are kept; those shown as DELETED are not among them.
    pub stopped_tasks: TaskIds,
    /// The live tasks by their states: those on instances, and those on Fargate.
    pub counts: [TaskCounts; 2],
    /// The timer that will look for room for tasks that wait for an instance.
    pub alarm: Option<Slot>,
}

impl Cluster {
    /// The counts that tasks of a launch type belong to.
    pub fn counts_of(&mut self, launch_type: LaunchType) -> &mut TaskCounts {
        &mut self.counts[usize::from(launch_type == LaunchType::Fargate)]
    }

    /// The name of its status that the API uses. Source: ECS API, `Cluster.status`.
    pub fn status_name(&self) -> &'static str {
        match (self.change.as_deref(), self.status) {
            (Some(ClusterChange::Create), _) => "PROVISIONING",
            (Some(ClusterChange::Delete), _) => "DEPROVISIONING",
            (Some(ClusterChange::Update { .. }) | None, ClusterStatus::Active) => "ACTIVE",
            (Some(ClusterChange::Update { .. }) | None, ClusterStatus::Inactive) => "INACTIVE",
        }
    }

    /// A kept member; None if it was never sent.
    pub fn extra(&self, member: &str) -> Option<Value> {
        let (_, text) = self.extras.iter().find(|(name, _)| &**name == member)?;
        serde_json::from_str(text).ok()
    }

    /// Whether ECS makes something for it outside of ECS: for its capacity providers, or for the
    /// Service Connect namespace of its services.
    pub fn has_attachments(&self) -> bool {
        let connects = |(name, _): &(Arc<str>, Arc<str>)| &**name == "serviceConnectDefaults";
        !self.capacity_providers.is_empty() || self.extras.iter().any(connects)
    }

    /// Keeps a member in place of what it was.
    pub fn put_extra(&mut self, member: &str, value: &Value) {
        let extras = Arc::make_mut(&mut self.extras);
        extras.retain(|(name, _)| &**name != member);
        extras.push((member.into(), value.to_string().into()));
    }
}
