//! What holds for every host between two turns. A breach is a bug of ours.

use super::cgroup::CpuLimit;
use super::memory;
use super::tree::{self, HostTree};
use crate::model::World;
use crate::model::host::HostId;
use crate::sim::SimTime;

/// Everything that does not hold of the container instances at this moment. Walks all of them: for
/// tests.
pub fn breaches(world: &World, now: SimTime) -> Vec<String> {
    let mut found = Vec::new();
    for (id, instance) in world.instances.iter() {
        let Some(tree) = tree::tree(world, HostId::Instance(id), now) else {
            continue;
        };
        cpu_breaches(&tree, &mut found);
        let victim = memory::victim(&tree).filter(|_| instance.agent_connected);
        if let Some(victim) = victim {
            found.push(format!("instance {}: {victim:?} lives", id.0));
        }
    }
    found
}

/// What is given is the lesser of what there is and what can be used; nobody gets more than they
/// want, and no task more than its quota.
fn cpu_breaches(tree: &HostTree, found: &mut Vec<String>) {
    let host = tree.host;
    let mut usable = 0_u64;
    for group in &tree.tasks {
        let rows = group.containers.iter().map(|row| {
            let most = row.ceiling_units.unwrap_or(u32::MAX);
            u64::from(row.wants.cpu_units.min(most))
        });
        let most = group.limit.map_or(u32::MAX, CpuLimit::cpu_units);
        usable += rows.sum::<u64>().min(u64::from(most));
        if group.cpu_units() > most {
            found.push(format!("{host:?}: task {} over its quota", group.task.0));
        }
    }
    let used = u64::from(tree.used().cpu_units);
    if used != usable.min(u64::from(tree.size.cpu_units)) {
        found.push(format!("{host:?}: {used} CPU units of {usable} usable"));
    }
    let more = |row: &tree::ContainerGroup| row.cpu_units > row.wants.cpu_units;
    if tree.containers().any(|(_, row)| more(row)) {
        found.push(format!("{host:?}: a container gets more than it wants"));
    }
}
