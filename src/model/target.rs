//! Targets: tasks as a load balancer sees them.

use super::TargetGroupId;
use super::container::Probing;
use crate::sim::SimTime;
use serde_json::Value;
use std::sync::Arc;

/// An item of `loadBalancers`. Source: ECS API, `LoadBalancer`.
#[derive(Clone, Debug, PartialEq)]
pub struct Balancer {
    /// Where the tasks are registered.
    pub to: BalancerTarget,
    /// The container that gets the traffic.
    pub container: Arc<str>,
    /// Its port.
    pub container_port: u16,
    /// `advancedConfiguration`, for deployments that shift traffic.
    pub advanced: Option<Arc<Value>>,
}

/// Where tasks are registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BalancerTarget {
    /// In a target group.
    Group(TargetGroupId),
    /// With the Classic Load Balancer that this row stands for.
    Classic(TargetGroupId),
}

impl Balancer {
    /// The target group, or what stands for the Classic Load Balancer.
    pub fn group(&self) -> TargetGroupId {
        match self.to {
            BalancerTarget::Group(id) | BalancerTarget::Classic(id) => id,
        }
    }
}

/// How a service's tasks are found without a load balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Discovery {
    /// `serviceRegistries` or `vpcLatticeConfigurations`: an entry for each task.
    pub entry: bool,
    /// Service Connect: a proxy beside its containers.
    pub connect: bool,
}

/// A task in a target group.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The target group.
    pub group: TargetGroupId,
    /// The place of its container in the definition.
    pub container: u16,
    /// The port: of the interface with awsvpc, else of the instance.
    pub port: u16,
    /// Its state.
    pub state: TargetState,
    /// Why it is in this state, in the load balancer's words.
    pub reason: Option<Arc<str>>,
    /// When it was registered; probes come at whole intervals from then on.
    pub registered_at: SimTime,
    /// When its state began.
    pub since: SimTime,
    /// What probes find.
    pub probing: Probing,
}

/// Source: Elastic Load Balancing API, `TargetHealthStateEnum`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetState {
    /// Registered, and no probe has decided yet.
    Initial,
    /// Probes pass: it gets traffic.
    Healthy,
    /// Probes fail.
    Unhealthy,
    /// Deregistered; requests on their way may end.
    Draining,
    /// Not registered any more, or the group has no load balancer.
    Unused,
}

impl TargetState {
    /// The name that the API uses.
    pub fn name(self) -> &'static str {
        match self {
            TargetState::Initial => "initial",
            TargetState::Healthy => "healthy",
            TargetState::Unhealthy => "unhealthy",
            TargetState::Draining => "draining",
            TargetState::Unused => "unused",
        }
    }

    /// Whether probes are sent to it.
    pub fn is_registered(self) -> bool {
        match self {
            TargetState::Initial | TargetState::Healthy | TargetState::Unhealthy => true,
            TargetState::Draining | TargetState::Unused => false,
        }
    }
}
