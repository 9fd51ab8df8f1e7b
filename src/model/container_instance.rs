//! Container instances.

use super::attributes::Attributes;
use super::instance_types::InstanceType;
use super::{ClusterId, InstanceId, Resources, ScalingGroupId, TaskIds, Zone};
use crate::sim::SimTime;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Source: ECS API, `ContainerInstanceStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstanceStatus {
    /// Takes tasks.
    Active,
    /// Takes no new tasks; service tasks move away.
    Draining,
    /// Deregistered.
    Inactive,
}

impl InstanceStatus {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            InstanceStatus::Active => "ACTIVE",
            InstanceStatus::Draining => "DRAINING",
            InstanceStatus::Inactive => "INACTIVE",
        }
    }
}

/// The newest version of the ECS agent, which instances have unless they say otherwise.
/// Source: amazon-ecs-agent, release 1.105.1.
pub const AGENT_VERSION: &str = "1.105.1";

/// The short hash of the agent's commit; made up.
pub const AGENT_HASH: &str = "0d0c1105";

/// How far an update of the agent is. Source: ECS API, `AgentUpdateStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentUpdate {
    /// Asked for.
    Pending,
    /// The new version is being fetched.
    Staging,
    /// The new version is there.
    Staged,
    /// The agent starts again.
    Updating,
    /// Done.
    Updated,
}

impl AgentUpdate {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            AgentUpdate::Pending => "PENDING",
            AgentUpdate::Staging => "STAGING",
            AgentUpdate::Staged => "STAGED",
            AgentUpdate::Updating => "UPDATING",
            AgentUpdate::Updated => "UPDATED",
        }
    }

    /// What follows; None after the last.
    pub fn next(self) -> Option<AgentUpdate> {
        match self {
            AgentUpdate::Pending => Some(AgentUpdate::Staging),
            AgentUpdate::Staging => Some(AgentUpdate::Staged),
            AgentUpdate::Staged => Some(AgentUpdate::Updating),
            AgentUpdate::Updating => Some(AgentUpdate::Updated),
            AgentUpdate::Updated => None,
        }
    }
}

/// The check `AGENT_CONNECTIVITY` of an instance. Source: ECS API, `InstanceHealthCheckType`;
/// Developer Guide, "Amazon ECS container instance health change events".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Connectivity {
    /// Since when its agent is cut off; None while it is not.
    pub lost_at: Option<SimTime>,
    /// Whether that is too long: `IMPAIRED`, and not `OK`.
    pub is_impaired: bool,
    /// When the check last changed its mind; None if it never did.
    pub changed_at: Option<SimTime>,
}

/// An EC2 instance (or external server) that runs the ECS agent and is registered in a cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct ContainerInstance {
    /// Its id.
    pub id: InstanceId,
    /// Its cluster.
    pub cluster: ClusterId,
    /// Its EC2 instance type.
    pub instance_type: &'static InstanceType,
    /// Its EC2 instance id, if its agent gave one; else it is rendered from its id.
    pub given_ec2_id: Option<Arc<str>>,
    /// The capacity provider that it came from, if it came from one.
    pub capacity_provider: Option<Arc<str>>,
    /// The Auto Scaling group that launched it, if one did.
    pub scaling_group: Option<ScalingGroupId>,
    /// The version of its agent; empty if the agent did not say.
    pub agent_version: Arc<str>,
    /// How far the last update of its agent is; None if there was none.
    pub agent_update: Option<AgentUpdate>,
    /// Its Availability Zone.
    pub zone: Zone,
    /// Its status.
    pub status: InstanceStatus,
    /// Whether its agent talks to ECS.
    pub agent_connected: bool,
    /// What ECS thinks of that.
    pub connectivity: Connectivity,
    /// When it was registered.
    pub registered_at: SimTime,
    /// Tags, a JSON array.
    pub tags: Arc<serde_json::Value>,
    /// Its attributes: built in, capabilities and custom ones.
    pub attributes: Arc<Attributes>,
    /// CPU and memory at registration.
    pub registered: Resources,
    /// CPU and memory not reserved by tasks.
    pub remaining: Resources,
    /// TCP ports in use: reserved ones and static ports of tasks. Ascending.
    pub tcp_ports: Vec<u16>,
    /// UDP ports in use. Ascending.
    pub udp_ports: Vec<u16>,
    /// Task ENIs in use.
    pub interfaces: u32,
    /// Task ENIs that fit.
    pub interface_limit: u32,
    /// Its tasks that are not STOPPED.
    pub live_tasks: TaskIds,
    /// Images it has, by name.
    pub images: Arc<BTreeSet<Arc<str>>>,
    /// The next port that Docker tries for a dynamic mapping.
    pub next_dynamic_port: u16,
    /// Grows by one with each change that ECS announces.
    pub version: u32,
}

impl ContainerInstance {
    /// Whether it is a server outside of AWS. Source: Developer Guide, "Amazon ECS Anywhere".
    pub fn is_external(&self) -> bool {
        self.attributes.is_external()
    }

    /// The value of an attribute that has one.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name)?.as_deref()
    }
}
