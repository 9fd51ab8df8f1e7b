//! What runs on a host at a moment: the tree of control groups with the numbers that the agent
//! wrote, what each container wants, and what it gets of the CPU.

use super::cgroup::{self, CpuLimit};
use super::divide::{Claim, GroupClaim, divide_groups};
use crate::lifecycle::demand;
use crate::lifecycle::task::{needs, sizes};
use crate::model::host::{CgroupVersion, HostId, HostSettings};
use crate::model::{Container, ContainerStatus, Resources, Task, TaskId, World};
use crate::sim::SimTime;

/// A host and the groups on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostTree {
    /// The host.
    pub host: HostId,
    /// How it is set up.
    pub settings: HostSettings,
    /// Whether it runs Windows: there are no control groups then.
    pub windows: bool,
    /// All that it has. Assumption: the agent and the system take nothing of what is registered.
    pub size: Resources,
    /// Its tasks that have a running container.
    pub tasks: Vec<TaskGroup>,
}

/// The control group of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskGroup {
    /// The task.
    pub task: TaskId,
    /// Its shares; None where its `cpu` is set, and nobody writes any.
    pub shares: Option<u32>,
    /// What it counts for beside other tasks: shares or weight.
    pub counts: u32,
    /// Its quota, where its `cpu` is set.
    pub limit: Option<CpuLimit>,
    /// What all its containers may have together, in MiB, where its `memory` is set.
    pub memory_limit_mib: Option<u32>,
    /// Its running containers.
    pub containers: Vec<ContainerGroup>,
}

/// The control group of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContainerGroup {
    /// Its place in the definition.
    pub container: u16,
    /// Its shares.
    pub shares: u32,
    /// What it counts for beside the other containers of its task: shares or weight.
    pub counts: u32,
    /// The most CPU units that it may use; only Windows has such a limit for containers.
    pub ceiling_units: Option<u32>,
    /// Its hard limit, in MiB.
    pub memory_limit_mib: Option<u32>,
    /// Its soft limit, in MiB.
    pub memory_low_mib: Option<u32>,
    /// How much of a host's swap it may use, in MiB.
    pub swap_limit_mib: u32,
    /// What it wants.
    pub wants: Resources,
    /// The CPU units that it gets.
    pub cpu_units: u32,
}

impl ContainerGroup {
    /// The memory that it has, in MiB. Windows grants no more than the limit; Linux does, and
    /// kills.
    pub fn memory_mib(&self, windows: bool) -> u32 {
        let most = self.memory_limit_mib.filter(|_| windows);
        self.wants.memory_mib.min(most.unwrap_or(u32::MAX))
    }
}

impl TaskGroup {
    /// The CPU units that its containers get together.
    pub fn cpu_units(&self) -> u32 {
        let got = self.containers.iter().map(|row| row.cpu_units);
        got.fold(0, u32::saturating_add)
    }

    /// The memory that its containers have together, in MiB.
    pub fn memory_mib(&self, windows: bool) -> u32 {
        let has = self.containers.iter().map(|row| row.memory_mib(windows));
        has.fold(0, u32::saturating_add)
    }
}

impl HostTree {
    /// All its running containers, each with its task.
    pub fn containers(&self) -> impl Iterator<Item = (TaskId, &ContainerGroup)> {
        let tasks = self.tasks.iter();
        tasks.flat_map(|group| group.containers.iter().map(|row| (group.task, row)))
    }

    /// CPU units and MiB that are in use.
    pub fn used(&self) -> Resources {
        let tasks = self.tasks.iter();
        tasks.fold(Resources::default(), |sum, group| {
            sum.plus(Resources {
                cpu_units: group.cpu_units(),
                memory_mib: group.memory_mib(self.windows),
            })
        })
    }
}

/// The host of a task; None while it has none.
pub fn host_of(task: &Task) -> Option<HostId> {
    match task.instance {
        Some(id) => Some(HostId::Instance(id)),
        None => (!task.is_unplaced()).then_some(HostId::Fargate(task.id)),
    }
}

/// The tasks that are on a host now.
pub fn tasks_on(world: &World, host: HostId) -> Vec<TaskId> {
    match host {
        HostId::Instance(id) => {
            let row = world.instances.get(id);
            row.map_or(Vec::new(), |row| row.live_tasks.iter().collect())
        }
        HostId::Fargate(id) => vec![id],
    }
}

/// The host as it is at a moment with the tasks that it has now; None if there is no such host.
pub fn tree(world: &World, host: HostId, at: SimTime) -> Option<HostTree> {
    let tasks = tasks_on(world, host).into_iter();
    let tasks = tasks.filter_map(|id| world.tasks.get(id));
    tree_of(world, host, tasks.map(|task| &**task), at)
}

/// The host as it was with these tasks at a moment.
pub fn tree_of<'a>(
    world: &World,
    host: HostId,
    tasks: impl Iterator<Item = &'a Task>,
    at: SimTime,
) -> Option<HostTree> {
    let size = size(world, host)?;
    let settings = world.hosts.settings(host);
    let vcpus = size.cpu_units.div_ceil(cgroup::UNITS_PER_VCPU);
    let mut windows = false;
    let mut groups = Vec::new();
    for task in tasks {
        windows |= task.launch.spec.windows;
        let group = group(world, task, settings, vcpus, at);
        if !group.containers.is_empty() {
            groups.push(group);
        }
    }
    let mut tree = HostTree {
        host,
        settings,
        windows,
        size,
        tasks: groups,
    };
    share_cpu(&mut tree);
    Some(tree)
}

/// All that a host has; on Fargate the size of its task.
fn size(world: &World, host: HostId) -> Option<Resources> {
    match host {
        HostId::Instance(id) => world.instance_ever(id).map(|row| row.registered),
        HostId::Fargate(id) => {
            let task = world.tasks.get(id);
            let task = task.filter(|task| host_of(task) == Some(host));
            task.map(|task| needs(&task.launch).resources)
        }
    }
}

/// Whether the process of a container runs at a moment.
pub fn runs_at(container: &Container, at: SimTime) -> bool {
    let started = container.started_at.is_some_and(|start| start <= at);
    started
        && match container.status {
            ContainerStatus::Running | ContainerStatus::Stopping => true,
            ContainerStatus::Stopped => at < container.since,
            ContainerStatus::None | ContainerStatus::Pulling | ContainerStatus::Pulled => false,
        }
}

fn group(world: &World, task: &Task, settings: HostSettings, vcpus: u32, at: SimTime) -> TaskGroup {
    let launch = &task.launch;
    let windows = launch.spec.windows;
    let units = |index| sizes::container(launch, index).cpu_units;
    // Source: Developer Guide, task definition parameters: task-level CPU and memory are ignored
    // for Windows containers.
    let cpu = sizes::task_cpu(launch).filter(|_| !windows);
    let shares = match cpu {
        Some(_) => None,
        None => Some(cgroup::task_shares((0..task.containers.len()).map(units))),
    };
    let running = task.containers.iter().enumerate();
    let running = running.filter(|(_, container)| runs_at(container, at));
    TaskGroup {
        task: task.id,
        shares,
        counts: cgroup::counts(shares, settings.version),
        limit: cpu.map(|units| CpuLimit::of_task(units, settings)),
        memory_limit_mib: sizes::task_memory(launch).filter(|_| !windows),
        containers: running
            .map(|(index, _)| container(world, task, index, settings.version, vcpus, at))
            .collect(),
    }
}

fn container(
    world: &World,
    task: &Task,
    index: usize,
    version: CgroupVersion,
    vcpus: u32,
    at: SimTime,
) -> ContainerGroup {
    let windows = task.launch.spec.windows;
    let sizes = sizes::container(&task.launch, index);
    let shares = cgroup::container_shares(sizes.cpu_units);
    let least = if windows {
        cgroup::LEAST_WINDOWS_MEMORY_MIB
    } else {
        cgroup::LEAST_MEMORY_MIB
    };
    let percent = u64::from(cgroup::windows_percent(sizes.cpu_units, vcpus));
    let host_units = u64::from(vcpus) * u64::from(cgroup::UNITS_PER_VCPU);
    let ceiling = u32::try_from(host_units * percent / 100).unwrap_or(u32::MAX);
    ContainerGroup {
        container: u16::try_from(index).unwrap_or(u16::MAX),
        shares,
        counts: cgroup::counts(Some(shares), version),
        ceiling_units: windows.then_some(ceiling),
        memory_limit_mib: sizes.limit_mib.map(|mib| mib.max(least)),
        memory_low_mib: sizes.reservation_mib,
        swap_limit_mib: match task.container_definitions()[index].max_swap_mib {
            _ if windows => 0,
            max => swap_limit(max, sizes.limit_mib),
        },
        wants: demand::wanted(world, task, index, at),
        cpu_units: 0,
    }
}

/// `maxSwap`; else as much swap as memory, which Docker allows of its own accord; a container
/// without a hard limit may use all. Source: Developer Guide, "Managing container swap memory space
/// on Amazon ECS"; Docker documentation, "Resource constraints" (`--memory-swap`).
fn swap_limit(max_swap_mib: Option<u32>, limit_mib: Option<u32>) -> u32 {
    max_swap_mib.or(limit_mib).unwrap_or(u32::MAX)
}

/// Works out what each container gets of the CPU. On Windows nothing counts but the ceiling of
/// each container. Assumption: where these are more than there is, all count alike.
fn share_cpu(tree: &mut HostTree) {
    let claim = |row: &ContainerGroup| Claim {
        weight: row.counts,
        wants: row.wants.cpu_units,
    };
    let groups: Vec<GroupClaim> = if tree.windows {
        let rows = tree.tasks.iter().flat_map(|group| &group.containers);
        rows.map(|row| GroupClaim {
            weight: 1,
            ceiling: row.ceiling_units,
            members: vec![claim(row)],
        })
        .collect()
    } else {
        let groups = tree.tasks.iter();
        groups
            .map(|group| GroupClaim {
                weight: group.counts,
                ceiling: group.limit.map(CpuLimit::cpu_units),
                members: group.containers.iter().map(claim).collect(),
            })
            .collect()
    };
    let parts = divide_groups(tree.size.cpu_units, &groups);
    let mut parts = parts.into_iter().flatten();
    for group in &mut tree.tasks {
        for row in &mut group.containers {
            row.cpu_units = parts.next().unwrap_or(0);
        }
    }
}
