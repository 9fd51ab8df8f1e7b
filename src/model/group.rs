//! The tasks of a task group, counted: what spreading asks, answered without walking tasks.

use super::{InstanceId, Zone};
use std::collections::BTreeMap;

/// The tasks of one group of one cluster whose desired status is RUNNING, by where they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// By zone, on instances and on Fargate.
    pub zones: [u32; Zone::COUNT as usize],
    /// By instance; an instance without tasks of the group is not listed.
    pub instances: BTreeMap<InstanceId, u32>,
}

impl Group {
    /// How many tasks of the group an instance has.
    pub fn on_instance(&self, id: InstanceId) -> u32 {
        self.instances.get(&id).copied().unwrap_or(0)
    }

    /// How many tasks of the group a zone has.
    pub fn in_zone(&self, zone: Zone) -> u32 {
        self.zones.get(usize::from(zone.0)).copied().unwrap_or(0)
    }

    /// Counts a task in.
    pub fn add(&mut self, instance: Option<InstanceId>, zone: Zone) {
        if let Some(count) = self.zones.get_mut(usize::from(zone.0)) {
            *count += 1;
        }
        if let Some(instance) = instance {
            *self.instances.entry(instance).or_default() += 1;
        }
    }

    /// Counts a task out.
    pub fn remove(&mut self, instance: Option<InstanceId>, zone: Zone) {
        if let Some(count) = self.zones.get_mut(usize::from(zone.0)) {
            *count = count.saturating_sub(1);
        }
        let Some(instance) = instance else { return };
        if let Some(count) = self.instances.get_mut(&instance) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                self.instances.remove(&instance);
            }
        }
    }

    /// Whether it has no task.
    pub fn is_empty(&self) -> bool {
        self.zones.iter().all(|count| *count == 0)
    }
}
