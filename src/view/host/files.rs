//! The tree of control groups as its files show it.
//!
//! Source: Linux kernel documentation, "Control Group v2" and "Control Groups version 1" (names of
//! files); amazon-ecs-agent, `agent/config` (names of groups).

use super::{Group, container_name, task_name};
use crate::lifecycle::host::cgroup::CpuLimit;
use crate::lifecycle::host::{ContainerGroup, HostTree, TaskGroup};
use crate::model::arn::Arns;
use crate::model::host::CgroupVersion;
use crate::model::{TaskId, World};
use crate::view::format::number;

/// A file, what it holds, and what that means.
type File = (&'static str, String, String);

/// The groups of all tasks of a host.
pub(super) fn groups(world: &World, tree: &HostTree) -> Vec<Group> {
    let tasks = tree.tasks.iter();
    tasks.map(|group| of_task(world, tree, group)).collect()
}

fn of_task(world: &World, tree: &HostTree, group: &TaskGroup) -> Group {
    let version = tree.settings.version;
    let hex = Arns::of(world).task_hex(group.task);
    let path = match (tree.windows, version) {
        (true, _) => "no group of its own: task-level CPU and memory are ignored".to_owned(),
        (false, CgroupVersion::V1) => format!("/ecs/{hex}"),
        (false, CgroupVersion::V2) => format!("ecstasks-{hex}.slice"),
    };
    let mut files = Vec::new();
    if !tree.windows {
        files.push(weight(version, group.shares, group.counts));
        files.extend(quota(version, group.limit));
        files.extend(group.memory_limit_mib.map(|mib| memory_limit(version, mib)));
    }
    let wants = group.containers.iter().map(|row| row.wants.cpu_units);
    let wants = wants.fold(0, u32::saturating_add);
    let within = group.containers.iter();
    Group {
        task: group.task,
        name: task_name(world, group),
        path,
        files,
        gets: gets(group.cpu_units(), wants, group.memory_mib(tree.windows)),
        within: within
            .map(|row| of_container(world, tree, group.task, row))
            .collect(),
    }
}

fn of_container(world: &World, tree: &HostTree, task: TaskId, row: &ContainerGroup) -> Group {
    let version = tree.settings.version;
    let mut files = Vec::new();
    match row.ceiling_units {
        Some(units) => {
            let percent = u64::from(units) * 100 / u64::from(tree.size.cpu_units.max(1));
            let meaning = format!("{} units at most", number(u64::from(units)));
            files.push(("CpuPercent", percent.to_string(), meaning));
        }
        None => files.push(weight(version, Some(row.shares), row.counts)),
    }
    if tree.windows {
        let bytes = |mib| ("Memory", bytes(mib), mebibytes(mib));
        files.extend(row.memory_limit_mib.map(bytes));
    } else {
        files.extend(row.memory_limit_mib.map(|mib| memory_limit(version, mib)));
        files.extend(swap_limit(tree, row));
        files.extend(row.memory_low_mib.map(|mib| memory_low(version, mib)));
    }
    let has = row.memory_mib(tree.windows);
    Group {
        task,
        name: container_name(world, task, row.container),
        path: String::new(),
        files,
        gets: gets(row.cpu_units, row.wants.cpu_units, has),
        within: Vec::new(),
    }
}

fn gets(cpu_units: u32, wants: u32, memory_mib: u32) -> String {
    let [cpu_units, wants, mib] = [cpu_units, wants, memory_mib].map(u64::from).map(number);
    format!("gets {cpu_units} of {wants} units, has {mib} MiB")
}

fn weight(version: CgroupVersion, shares: Option<u32>, counts: u32) -> File {
    let meaning = match (version, shares) {
        (_, None) => "the kernel's own: a quota was written, and no shares".to_owned(),
        (CgroupVersion::V1, Some(_)) => String::new(),
        (CgroupVersion::V2, Some(shares)) => format!("for {} shares", number(u64::from(shares))),
    };
    let file = match version {
        CgroupVersion::V1 => "cpu.shares",
        CgroupVersion::V2 => "cpu.weight",
    };
    (file, counts.to_string(), meaning)
}

/// The quota; one file with v2, two with v1.
fn quota(version: CgroupVersion, limit: Option<CpuLimit>) -> Vec<File> {
    let Some(limit) = limit else {
        return Vec::new();
    };
    let units = u64::from(limit.cpu_units());
    let CpuLimit {
        quota_us,
        period_us,
    } = limit;
    let meaning = format!("{} units at most", number(units));
    match version {
        CgroupVersion::V1 => vec![
            ("cpu.cfs_quota_us", quota_us.to_string(), meaning),
            ("cpu.cfs_period_us", period_us.to_string(), String::new()),
        ],
        CgroupVersion::V2 => {
            vec![("cpu.max", format!("{quota_us} {period_us}"), meaning)]
        }
    }
}

/// What Docker writes of swap, where the host has some: how much of it alone with cgroup v2, memory
/// and swap together with v1. Source: opencontainers/runc, `ConvertMemorySwapToCgroupV2Value`.
fn swap_limit(tree: &HostTree, row: &ContainerGroup) -> Option<File> {
    let limit = row
        .memory_limit_mib
        .filter(|_| tree.settings.swap_mib > 0)?;
    let swap = row.swap_limit_mib;
    let both = limit.saturating_add(swap);
    Some(match tree.settings.version {
        CgroupVersion::V1 => ("memory.memsw.limit_in_bytes", bytes(both), mebibytes(both)),
        CgroupVersion::V2 => ("memory.swap.max", bytes(swap), mebibytes(swap)),
    })
}

fn memory_limit(version: CgroupVersion, mib: u32) -> File {
    let file = match version {
        CgroupVersion::V1 => "memory.limit_in_bytes",
        CgroupVersion::V2 => "memory.max",
    };
    (file, bytes(mib), mebibytes(mib))
}

fn memory_low(version: CgroupVersion, mib: u32) -> File {
    let file = match version {
        CgroupVersion::V1 => "memory.soft_limit_in_bytes",
        CgroupVersion::V2 => "memory.low",
    };
    (file, bytes(mib), mebibytes(mib))
}

fn bytes(mib: u32) -> String {
    (u64::from(mib) * 1_048_576).to_string()
}

fn mebibytes(mib: u32) -> String {
    format!("{} MiB", number(u64::from(mib)))
}
