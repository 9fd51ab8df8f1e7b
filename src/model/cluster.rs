//! Clusters.

use super::{ClusterId, TaskIds};
use crate::sim::SimTime;
use std::sync::Arc;

/// The states of a cluster that the simulation knows.
/// Source: ECS API, `Cluster.status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusterStatus {
    /// Ready for tasks and instances.
    Active,
    /// Deleted; still describable for a while.
    Inactive,
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
    /// When it was created.
    pub created_at: SimTime,
    /// `clusterSettings`, `configuration`, `tags` and the like, kept as sent: (member, JSON text).
    pub extras: Arc<Vec<(Arc<str>, Arc<str>)>>,
    /// Its tasks that are not STOPPED.
    pub live_tasks: TaskIds,
    /// How many of its STOPPED tasks are kept; those shown as DELETED are not among them.
    pub stopped_tasks: u32,
}
