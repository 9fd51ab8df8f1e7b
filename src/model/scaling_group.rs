//! What an Auto Scaling group has launched: the row that changes, beside what it was told
//! ([`AutoScalingGroup`](super::surroundings::auto_scaling_group::AutoScalingGroup)).
//!
//! Source: Amazon EC2 Auto Scaling User Guide, "Amazon EC2 Auto Scaling instance lifecycle".

use super::instance_types::InstanceType;
use super::{InstanceId, ScalingGroupId, Zone};
use crate::sim::{SimTime, Slot};
use std::sync::Arc;

/// The instances of an Auto Scaling group.
#[derive(Clone, Debug, PartialEq)]
pub struct ScalingGroup {
    /// Its id.
    pub id: ScalingGroupId,
    /// Its name, unique in the account.
    pub name: Arc<str>,
    /// `DesiredCapacity`, in instances.
    pub desired: u32,
    /// What it has launched and not yet terminated, the oldest first.
    pub machines: Vec<Machine>,
    /// How many it has ever launched.
    pub launched: u32,
    /// Since when no zone has capacity for what it wants to launch; None while one has.
    pub starved_since: Option<SimTime>,
    /// The timer that will look at it next.
    pub alarm: Option<Slot>,
}

/// An EC2 instance of the group.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    /// The how-manieth of its group it is.
    pub number: u32,
    /// Its EC2 instance type.
    pub instance_type: &'static InstanceType,
    /// Its Availability Zone.
    pub zone: Zone,
    /// When it was launched.
    pub launched_at: SimTime,
    /// How far it is.
    pub stage: MachineStage,
    /// Since when it has no tasks, where that counts: with managed instances.
    pub idle_since: Option<SimTime>,
    /// Since when its tasks would fit elsewhere, where that counts: with managed instances.
    pub underused_since: Option<SimTime>,
}

/// How far an instance of a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MachineStage {
    /// It boots; its agent registers at this moment. EC2 Auto Scaling calls it `Pending`.
    Booting(SimTime),
    /// It runs, and its agent has found no cluster to register with.
    WithoutCluster,
    /// It runs and is registered. EC2 Auto Scaling calls it `InService`.
    InService(InstanceId),
    /// It runs, and somebody deregistered it from ECS.
    Deregistered,
    /// It shall go and waits for its tasks, at the longest until this moment. EC2 Auto Scaling
    /// calls it `Terminating:Wait`.
    Terminating(InstanceId, SimTime),
}

impl MachineStage {
    /// The container instance that it is.
    pub fn instance(self) -> Option<InstanceId> {
        match self {
            MachineStage::InService(id) | MachineStage::Terminating(id, _) => Some(id),
            MachineStage::Booting(_)
            | MachineStage::WithoutCluster
            | MachineStage::Deregistered => None,
        }
    }

    /// Whether it counts towards the desired capacity.
    pub fn counts(self) -> bool {
        match self {
            MachineStage::Booting(_)
            | MachineStage::WithoutCluster
            | MachineStage::InService(_)
            | MachineStage::Deregistered => true,
            MachineStage::Terminating(..) => false,
        }
    }
}

impl ScalingGroup {
    /// Instances that count towards the desired capacity.
    pub fn size(&self) -> u32 {
        self.machines
            .iter()
            .filter(|row| row.stage.counts())
            .count() as u32
    }

    /// Whether something of it is under way.
    pub fn is_moving(&self) -> bool {
        self.machines.iter().any(|row| match row.stage {
            MachineStage::Booting(_) | MachineStage::Terminating(..) => true,
            MachineStage::WithoutCluster
            | MachineStage::InService(_)
            | MachineStage::Deregistered => false,
        })
    }
}
