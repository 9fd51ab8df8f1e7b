//! What an instance lacks, as data; codes and sentences are rendered from it.

use crate::model::{InstanceStatus, Zone};
use std::sync::Arc;

/// What an instance lacks for a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shortfall {
    /// It takes no tasks.
    NotActive(InstanceStatus),
    /// It is no external server and the launch type is EXTERNAL, or the other way round.
    LaunchType,
    /// It did not come from this capacity provider.
    OtherProvider(Arc<str>),
    /// Its agent is disconnected.
    AgentDisconnected,
    /// It lacks attributes that the task definition requires.
    MissingAttributes(Vec<Arc<str>>),
    /// Its operating system or CPU architecture is another one.
    Platform {
        /// The attribute that differs.
        attribute: &'static str,
        /// What the task definition asks for.
        needs: Arc<str>,
        /// What the instance is.
        has: Option<Arc<str>>,
    },
    /// No subnet of the request lies in its zone.
    Location(Zone),
    /// CPU units.
    Cpu {
        /// What the task reserves.
        needs: u32,
        /// What remains.
        remaining: u32,
    },
    /// Memory in MiB.
    Memory {
        /// What the task reserves.
        needs: u32,
        /// What remains.
        remaining: u32,
    },
    /// A static host port is taken.
    PortTaken {
        /// The port.
        port: u16,
        /// Whether it is UDP.
        udp: bool,
    },
    /// The instance would have more than 100 reserved ports.
    TooManyPorts(usize),
    /// GPUs.
    Gpu {
        /// What the task needs.
        needs: u32,
        /// What is free.
        free: u32,
    },
    /// All network interfaces for tasks are in use.
    Eni {
        /// How many tasks with an interface fit.
        limit: u32,
    },
    /// A `memberOf` expression does not hold.
    MemberOf(Arc<str>),
    /// A task of the group is there already.
    DistinctInstance,
}

impl Shortfall {
    /// Whether it is about what the instance is, not about what is free on it at the moment: a
    /// daemon has no place there.
    pub fn is_about_kind(&self) -> bool {
        match self {
            Shortfall::LaunchType
            | Shortfall::OtherProvider(_)
            | Shortfall::MissingAttributes(_)
            | Shortfall::Platform { .. }
            | Shortfall::Location(_)
            | Shortfall::MemberOf(_) => true,
            Shortfall::NotActive(_)
            | Shortfall::AgentDisconnected
            | Shortfall::Cpu { .. }
            | Shortfall::Memory { .. }
            | Shortfall::PortTaken { .. }
            | Shortfall::TooManyPorts(_)
            | Shortfall::Gpu { .. }
            | Shortfall::Eni { .. }
            | Shortfall::DistinctInstance => false,
        }
    }

    /// The `reason` of a failure as RunTask and StartTask return it.
    /// Source: Amazon ECS Developer Guide, "API failure reasons"; `DRAINING` and the two texts of
    /// constraints are assumptions.
    pub fn code(&self) -> &'static str {
        match self {
            Shortfall::NotActive(status) => status.name(),
            Shortfall::AgentDisconnected => "AGENT",
            Shortfall::LaunchType
            | Shortfall::OtherProvider(_)
            | Shortfall::MissingAttributes(_)
            | Shortfall::Platform { .. } => "ATTRIBUTE",
            Shortfall::Location(_) => "LOCATION",
            Shortfall::Cpu { .. } => "RESOURCE:CPU",
            Shortfall::Memory { .. } => "RESOURCE:MEMORY",
            Shortfall::PortTaken { .. } | Shortfall::TooManyPorts(_) => "RESOURCE:PORTS",
            Shortfall::Gpu { .. } => "RESOURCE:GPU",
            Shortfall::Eni { .. } => "RESOURCE:ENI",
            Shortfall::MemberOf(_) => "MemberOf placement constraint unsatisfied.",
            Shortfall::DistinctInstance => "distinctInstance placement constraint unsatisfied.",
        }
    }

    /// What a service event says of the closest instance, after its id.
    /// Source: Amazon ECS Developer Guide, "Amazon ECS service event messages"; an event of 2023 in
    /// public has the full stop of the constraint inside the quotation marks, and one after them.
    pub fn event_text(&self) -> String {
        match self {
            Shortfall::Cpu { .. } => "has insufficient CPU units available".into(),
            Shortfall::Memory { .. } => "has insufficient memory available".into(),
            Shortfall::PortTaken { .. } => "is already using a port required by your task".into(),
            Shortfall::MissingAttributes(_)
            | Shortfall::Platform { .. }
            | Shortfall::OtherProvider(_)
            | Shortfall::LaunchType => "is missing an attribute required by your task".into(),
            Shortfall::NotActive(_)
            | Shortfall::AgentDisconnected
            | Shortfall::Location(_)
            | Shortfall::TooManyPorts(_)
            | Shortfall::Gpu { .. }
            | Shortfall::Eni { .. }
            | Shortfall::MemberOf(_)
            | Shortfall::DistinctInstance => format!("encountered error \"{}\"", self.code()),
        }
    }
}
