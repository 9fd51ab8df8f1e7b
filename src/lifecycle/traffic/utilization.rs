//! How much of what it reserves a service uses.
//!
//! Source: Developer Guide, "Amazon ECS service utilization metrics": CPU units in use over those
//! of the task definition, memory in use over its memory. Assumption: memory without a hard limit
//! counts by its reservation.

use crate::lifecycle::host::{host_of, tree};
use crate::lifecycle::task::sizes;
use crate::model::host::HostId;
use crate::model::{Resources, Service, Task, TaskId, TaskStatus, World};
use crate::sim::SimTime;
use std::collections::{BTreeMap, BTreeSet};

/// CPU and memory in use, in thousandths of what is reserved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Utilization {
    /// CPU.
    pub cpu_permille: u32,
    /// Memory.
    pub memory_permille: u32,
}

/// The use of the RUNNING tasks of a service; None where none runs.
pub fn utilization(world: &World, service: &Service, now: SimTime) -> Option<Utilization> {
    let live = service.deployments.iter();
    let live = live.flat_map(|row| row.live_tasks.iter());
    let tasks = live.filter_map(|id| world.tasks.get(id));
    let running = tasks.filter(|task| task.last_status == TaskStatus::Running);
    let mut hosts: BTreeMap<HostId, BTreeSet<TaskId>> = BTreeMap::new();
    let mut of = Sum::default();
    for task in running {
        of.add(reserved(task));
        if let Some(host) = host_of(task) {
            hosts.entry(host).or_default().insert(task.id);
        }
    }
    let mut used = Sum::default();
    for (host, tasks) in &hosts {
        let Some(tree) = tree(world, *host, now) else {
            continue;
        };
        let ours = tree
            .tasks
            .iter()
            .filter(|group| tasks.contains(&group.task));
        for group in ours {
            used.add(Resources {
                cpu_units: group.cpu_units(),
                memory_mib: group.memory_mib(tree.windows),
            });
        }
    }
    (!hosts.is_empty()).then(|| Utilization {
        cpu_permille: permille(used.cpu_units, of.cpu_units),
        memory_permille: permille(used.memory_mib, of.memory_mib),
    })
}

#[derive(Clone, Copy, Default)]
struct Sum {
    cpu_units: u64,
    memory_mib: u64,
}

impl Sum {
    fn add(&mut self, more: Resources) {
        self.cpu_units += u64::from(more.cpu_units);
        self.memory_mib += u64::from(more.memory_mib);
    }
}

fn permille(used: u64, of: u64) -> u32 {
    match of {
        0 => 0,
        of => u32::try_from(used * 1_000 / of).unwrap_or(u32::MAX),
    }
}

/// What the use of a task is compared with.
fn reserved(task: &Task) -> Resources {
    let launch = &task.launch;
    let rows = (0..task.containers.len()).map(|index| sizes::container(launch, index));
    let mut sums = Resources::default();
    for row in rows {
        sums = sums.plus(Resources {
            cpu_units: row.cpu_units,
            memory_mib: row.limit_mib.or(row.reservation_mib).unwrap_or(0),
        });
    }
    Resources {
        cpu_units: sizes::task_cpu(launch).unwrap_or(sums.cpu_units),
        memory_mib: sizes::task_memory(launch).unwrap_or(sums.memory_mib),
    }
}
