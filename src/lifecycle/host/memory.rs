//! Who is killed when memory runs out, and when: a look at a host that changes nothing.
//!
//! Source: Linux kernel documentation, "Control Group v2" (`memory.max`, `memory.events`): what
//! goes over the limit of a group is killed within it; a host without memory kills anywhere. Swap
//! puts that off: Developer Guide, "Managing container swap memory space on Amazon ECS".

use super::tree::{self, ContainerGroup, HostTree};
use crate::lifecycle::demand;
use crate::model::host::{CgroupVersion, HostId};
use crate::model::{Task, TaskId, World};
use crate::sim::SimTime;
use std::cmp::Reverse;

/// What the agent says of a container that the kernel killed.
/// Source: amazon-ecs-agent, `agent/dockerclient/dockerapi/errors.go` (`OutOfMemoryError`).
pub const OUT_OF_MEMORY: &str = "OutOfMemoryError: Container killed due to memory usage";

/// Whose limit was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// That of the container.
    Container,
    /// That of the task: the largest of its containers is killed.
    Task,
    /// The host has no more: the largest of all is killed.
    Host,
}

/// A container that must die now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Victim {
    /// Its task.
    pub task: TaskId,
    /// Its place in the definition.
    pub container: u16,
    /// Whose limit was hit.
    pub limit: Limit,
}

/// What comes next on a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// A container is killed.
    Kill(Victim),
    /// Nothing before this moment.
    Look(SimTime),
    /// Nothing, until something starts here or somebody asks for something else.
    Nothing,
}

/// What comes next on a host if nothing else happens.
pub fn next(world: &World, host: HostId, now: SimTime) -> Next {
    let victim_at = |at| tree::tree(world, host, at).and_then(|tree| victim(&tree));
    if let Some(victim) = victim_at(now) {
        return Next::Kill(victim);
    }
    let Some(corner) = next_corner(world, host, now) else {
        return Next::Nothing;
    };
    if victim_at(corner).is_none() {
        return Next::Look(corner);
    }
    // All goes in straight lines until the corner: halve the way to the moment of the first kill.
    let (mut well, mut late) = (now.0, corner.0);
    while late - well > 1 {
        let middle = well + (late - well) / 2;
        match victim_at(SimTime(middle)) {
            Some(_) => late = middle,
            None => well = middle,
        }
    }
    Next::Look(SimTime(late))
}

/// When the demand for memory of any container of the host next changes its slope.
fn next_corner(world: &World, host: HostId, now: SimTime) -> Option<SimTime> {
    let tasks = tree::tasks_on(world, host).into_iter();
    let tasks = tasks.filter_map(|id| world.tasks.get(id));
    let corners = tasks.flat_map(|task| {
        let running = task.containers.iter().enumerate();
        let running = running.filter(move |(_, container)| tree::runs_at(container, now));
        running.filter_map(move |(index, _)| {
            demand::asked_memory(world, task, index, now)?.next_corner(world, now)
        })
    });
    corners.min()
}

/// Whether somebody has asked for a demand for memory of a container of the task that runs.
pub fn is_asked(world: &World, task: &Task, now: SimTime) -> bool {
    let mut running = task.containers.iter().enumerate();
    running.any(|(index, container)| {
        tree::runs_at(container, now) && demand::asked_memory(world, task, index, now).is_some()
    })
}

/// Who must die on a host as it is: over its own limit first, then for its task, then for all.
/// Source: Microsoft, "Windows memory management": allocations beyond the limit fail, and nobody
/// is killed. Assumption: the process copes with that.
pub fn victim(tree: &HostTree) -> Option<Victim> {
    if tree.windows {
        return None;
    }
    let mut swap = Swap::new(tree);
    let found = tree.containers().find(|(_, row)| {
        let most = row.memory_limit_mib.unwrap_or(u32::MAX);
        let over = row.wants.memory_mib.saturating_sub(most);
        !swap.takes(over, row.swap_limit_mib)
    });
    if let Some((task, row)) = found {
        return Some(Victim {
            task,
            container: row.container,
            limit: Limit::Container,
        });
    }
    let over = tree.tasks.iter().find(|group| {
        let most = group.memory_limit_mib.unwrap_or(u32::MAX);
        let over = sum(&group.containers, resident).saturating_sub(most);
        !swap.takes(over, sum(&group.containers, may_still_swap))
    });
    if let Some(group) = over {
        let rows = group.containers.iter().map(|row| (group.task, row));
        return largest(rows, Limit::Task);
    }
    let over = tree.used().memory_mib.saturating_sub(swap.used);
    let over = over.saturating_sub(tree.size.memory_mib);
    let may = tree
        .tasks
        .iter()
        .map(|group| sum(&group.containers, may_still_swap));
    let may = may.fold(0, u32::saturating_add);
    if !swap.takes(over, may) {
        return largest(tree.containers(), Limit::Host);
    }
    None
}

/// The swap of a host, given out as it is asked for. Assumption: to containers over their limits
/// first, then to tasks, then to the host, in the order of the tasks.
struct Swap {
    left: u32,
    used: u32,
}

impl Swap {
    fn new(tree: &HostTree) -> Swap {
        Swap {
            left: tree.settings.swap_mib,
            used: 0,
        }
    }

    /// Takes what does not fit into memory, if so much may be swapped and is there.
    fn takes(&mut self, mib: u32, most: u32) -> bool {
        let fits = mib <= most.min(self.left);
        if fits {
            self.left -= mib;
            self.used += mib;
        }
        fits
    }
}

/// What of a container is in memory, where its own limit decides.
fn resident(row: &ContainerGroup) -> u32 {
    let most = row.memory_limit_mib.unwrap_or(u32::MAX);
    row.wants.memory_mib.min(most)
}

/// What more of it may be swapped.
fn may_still_swap(row: &ContainerGroup) -> u32 {
    let swapped = row.wants.memory_mib - resident(row);
    let left = row.swap_limit_mib.saturating_sub(swapped);
    left.min(resident(row))
}

fn sum(rows: &[ContainerGroup], of: fn(&ContainerGroup) -> u32) -> u32 {
    rows.iter().map(of).fold(0, u32::saturating_add)
}

/// The one with the most memory, the first of equals.
fn largest<'a>(
    rows: impl Iterator<Item = (TaskId, &'a ContainerGroup)>,
    limit: Limit,
) -> Option<Victim> {
    let (task, row) = rows.min_by_key(|(_, row)| Reverse(row.wants.memory_mib))?;
    Some(Victim {
        task,
        container: row.container,
        limit,
    })
}

/// What the agent says of a victim. Docker knows of a kill from the container's own group: with
/// cgroup v2 `memory.events` counts kills by whatever killer there was. Assumption: with cgroup v1
/// a kill for the task or the host shows as exit code 137 alone.
pub fn reason(limit: Limit, version: CgroupVersion) -> Option<&'static str> {
    match (limit, version) {
        (Limit::Container, _) | (_, CgroupVersion::V2) => Some(OUT_OF_MEMORY),
        (Limit::Task | Limit::Host, CgroupVersion::V1) => None,
    }
}
