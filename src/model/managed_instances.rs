//! Amazon ECS Managed Instances: EC2 instances that ECS itself chooses, launches and terminates.
//!
//! Source: ECS API, `ManagedInstancesProvider`, `InstanceRequirementsRequest`,
//! `InfrastructureOptimization`.

use super::instance_types::{Architecture, INSTANCE_TYPES, InstanceType};
use super::{ClusterId, Zone};
use crate::sim::{Span, sort};
use std::sync::Arc;

/// How long an idle instance is kept where the provider does not say. Assumption: the API speaks
/// of the default optimization behavior, and not of its time.
pub const IDLE: Span = Span::minutes(5);

/// What a provider of managed instances is told.
#[derive(Clone, Debug, PartialEq)]
pub struct ManagedInstances {
    /// The cluster that it belongs to.
    pub cluster: ClusterId,
    /// The instance types that it may launch, the cheapest first.
    pub instance_types: Vec<&'static InstanceType>,
    /// The zones of its subnets.
    pub zones: Vec<Zone>,
    /// How long an idle or underutilized instance is kept; None for ever.
    pub scale_in_after: Option<Span>,
    /// Whether impaired instances are replaced: `autoRepairConfiguration`, `actionsStatus`.
    pub repairs: bool,
    /// `managedInstancesProvider` as it was given.
    pub document: Arc<serde_json::Value>,
}

/// What instances must have. Source: ECS API, `InstanceRequirementsRequest`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirements {
    /// vCPUs, at least and at most.
    pub vcpus: (u32, u32),
    /// Memory in MiB, at least and at most.
    pub memory_mib: (u32, u32),
    /// Names with `*` for any letters; empty for all.
    pub allowed: Vec<Arc<str>>,
    /// The same, for what is not wanted.
    pub excluded: Vec<Arc<str>>,
    /// `cpuManufacturers`: `amazon-web-services` has arm64, `intel` and `amd` x86_64; empty for
    /// all.
    pub manufacturers: Vec<Arc<str>>,
    /// `burstablePerformance`: whether burstable types may be, must be, or may not be.
    pub burstable: Option<bool>,
    /// GPUs, at least and at most.
    pub gpus: (u32, u32),
}

impl Default for Requirements {
    fn default() -> Self {
        Requirements {
            vcpus: (1, u32::MAX),
            memory_mib: (1, u32::MAX),
            allowed: Vec::new(),
            excluded: Vec::new(),
            manufacturers: Vec::new(),
            // Source: ECS API, `burstablePerformance`: excluded by default.
            burstable: Some(false),
            gpus: (0, 0),
        }
    }
}

impl Requirements {
    /// The instance types that meet them, the cheapest first. Assumption: cheaper is what has fewer
    /// GPUs, then fewer vCPUs, then less memory; there are no prices here.
    pub fn instance_types(&self) -> Vec<&'static InstanceType> {
        let mut found: Vec<&'static InstanceType> = INSTANCE_TYPES
            .iter()
            .filter(|row| self.allow(row))
            .collect();
        sort::by_key(&mut found, |row| (row.gpus, row.vcpus, row.memory_mib));
        found
    }

    fn allow(&self, row: &InstanceType) -> bool {
        let within = |value: u32, (least, most): (u32, u32)| (least..=most).contains(&value);
        let named = |names: &[Arc<str>]| names.iter().any(|name| is_like(name, row.name));
        let maker = |name: &Arc<str>| match row.architecture {
            Architecture::Arm => **name == *"amazon-web-services",
            Architecture::X86 => matches!(&**name, "intel" | "amd"),
        };
        within(row.vcpus, self.vcpus)
            && within(row.nominal_mib(), self.memory_mib)
            && within(row.gpus, self.gpus)
            && (self.allowed.is_empty() || named(&self.allowed))
            && !named(&self.excluded)
            && (self.manufacturers.is_empty() || self.manufacturers.iter().any(maker))
            && self
                .burstable
                .is_none_or(|burst| burst == row.name.starts_with('t'))
    }
}

/// Whether a name is like a pattern in which `*` stands for any letters.
fn is_like(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else {
        return false;
    };
    let mut last_is_open = false;
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
        last_is_open = part.is_empty();
    }
    rest.is_empty() || last_is_open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_choose_the_cheapest_first() {
        let names = |requirements: &Requirements| {
            let types = requirements.instance_types();
            types.iter().map(|row| row.name).collect::<Vec<_>>()
        };
        let some = Requirements {
            vcpus: (2, 4),
            memory_mib: (8_192, 16_384),
            ..Requirements::default()
        };
        let all = names(&some);
        assert_eq!(all[..2], ["m5.large", "m6g.large"]);
        assert!(
            all.contains(&"m5.xlarge") && !all.contains(&"t3.large"),
            "{all:?}"
        );
        let arm = Requirements {
            manufacturers: vec!["amazon-web-services".into()],
            excluded: vec!["m6g.*".into(), "r*".into()],
            ..Requirements::default()
        };
        assert_eq!(names(&arm), ["c6g.large", "c7g.large"]);
        let one = Requirements {
            allowed: vec!["c5.*large".into()],
            vcpus: (8, 8),
            ..Requirements::default()
        };
        assert_eq!(names(&one), ["c5.2xlarge"]);
    }
}
