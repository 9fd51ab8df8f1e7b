//! The sizes of a task and its containers, with the request's overrides.

use crate::model::Resources;
use crate::model::task::Launch;

/// What a container may use and reserves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContainerSizes {
    /// `cpu`; 0 if not set.
    pub cpu_units: u32,
    /// `memory`, the hard limit, in MiB.
    pub limit_mib: Option<u32>,
    /// `memoryReservation`, the soft limit, in MiB, where it is not 0.
    pub reservation_mib: Option<u32>,
}

/// The sizes of a container.
pub fn container(launch: &Launch, index: usize) -> ContainerSizes {
    let definition = &launch.spec.containers[index];
    let changed = launch.overrides.as_ref().and_then(|overrides| {
        let mut rows = overrides.containers.iter();
        rows.find(|row| usize::from(row.container) == index)
    });
    let reservation = changed
        .and_then(|row| row.memory_reservation_mib)
        .or(definition.memory_reservation_mib);
    ContainerSizes {
        cpu_units: changed
            .and_then(|row| row.cpu_units)
            .unwrap_or(definition.cpu_units),
        limit_mib: changed
            .and_then(|row| row.memory_mib)
            .or(definition.memory_mib),
        reservation_mib: reservation.filter(|mib| *mib > 0),
    }
}

/// Task-level `cpu` in CPU units, if set.
pub fn task_cpu(launch: &Launch) -> Option<u32> {
    let overridden = launch.overrides.as_ref().and_then(|row| row.cpu_units);
    overridden.or(launch.spec.cpu_units)
}

/// Task-level `memory` in MiB, if set.
pub fn task_memory(launch: &Launch) -> Option<u32> {
    let overridden = launch.overrides.as_ref().and_then(|row| row.memory_mib);
    overridden.or(launch.spec.memory_mib)
}

/// What a task reserves: the task's size first, else the sums over its containers.
/// Source: amazon-ecs-agent, `ToHostResources`.
pub(super) fn reserved(launch: &Launch) -> Resources {
    let mut sums = Resources::default();
    for index in 0..launch.spec.containers.len() {
        let sizes = container(launch, index);
        sums = sums.plus(Resources {
            cpu_units: sizes.cpu_units,
            memory_mib: sizes.reservation_mib.or(sizes.limit_mib).unwrap_or(0),
        });
    }
    Resources {
        cpu_units: task_cpu(launch).unwrap_or(sums.cpu_units),
        memory_mib: task_memory(launch).unwrap_or(sums.memory_mib),
    }
}
