//! How the agent and the kernel of a host limit what containers take.

use super::demand::Wish;
use super::{InstanceId, TaskId};
use crate::sim::Slot;
use std::collections::BTreeMap;

/// The generation of Linux control groups.
/// Source: Linux kernel documentation, "Control Group v2" and "Control Groups version 1".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CgroupVersion {
    /// `cpu.shares`, `cpu.cfs_quota_us`, `memory.limit_in_bytes`: Amazon Linux 2.
    V1,
    /// `cpu.weight`, `cpu.max`, `memory.max`: Amazon Linux 2023 and Fargate.
    V2,
}

/// What a host is set up with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostSettings {
    /// Its control groups.
    pub version: CgroupVersion,
    /// The period, in microseconds, from which the agent works out quotas
    /// (`ECS_CGROUP_CPU_PERIOD`). Source: amazon-ecs-agent, README: 8 to 100 ms.
    pub agent_period_us: u32,
    /// The period, in microseconds, that somebody wrote over it on the host afterwards, leaving
    /// the quotas as they were; None where nobody did.
    pub written_period_us: Option<u32>,
    /// Swap space, in MiB. Source: Developer Guide, "Managing container swap memory space on Amazon
    /// ECS": the ECS-optimized AMIs have none unless somebody adds some.
    pub swap_mib: u32,
}

impl HostSettings {
    /// What a host has unless somebody changes it.
    pub const DEFAULT: HostSettings = HostSettings {
        version: CgroupVersion::V2,
        agent_period_us: 100_000,
        written_period_us: None,
        swap_mib: 0,
    };
}

/// A host: an instance of a cluster, or the machine that a task has for itself on Fargate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HostId {
    /// A container instance.
    Instance(InstanceId),
    /// The host of a Fargate task.
    Fargate(TaskId),
}

/// What was said and is known of hosts beyond what ECS keeps. Empty unless somebody asks for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hosts {
    /// Hosts that are set up otherwise than all.
    pub settings: BTreeMap<InstanceId, HostSettings>,
    /// Demands set by hand, the newest last; those that hold no more for a while as well.
    pub wishes: Vec<Wish>,
    /// Hosts whose memory may run out, each with the timer that looks at it next.
    pub watched: BTreeMap<HostId, Option<Slot>>,
}

impl Hosts {
    /// How a host is set up.
    pub fn settings(&self, id: HostId) -> HostSettings {
        let own = match id {
            HostId::Instance(id) => self.settings.get(&id),
            HostId::Fargate(_) => None,
        };
        own.copied().unwrap_or(HostSettings::DEFAULT)
    }
}
