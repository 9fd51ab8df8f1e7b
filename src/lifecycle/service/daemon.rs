//! Which instances the DAEMON services of a cluster must look at again.
//!
//! Whatever happens to an instance is noted here, so that a look at a daemon walks the instances
//! that have changed and not those of its cluster.
//! Source: Amazon ECS Developer Guide, "Amazon ECS services", daemon scheduling strategy.

use super::reconcile;
use crate::lifecycle::Turn;
use crate::model::service::Scheduling;
use crate::model::{ClusterId, Daemon, InstanceId, InstanceStatus, ServiceId, Task, World};
use std::sync::Arc;

/// All instances are to be looked at: the service is new, or runs something else from now on.
pub(super) fn look_everywhere(world: &mut World, id: ServiceId) {
    let Some(service) = world.services.get(id) else {
        return;
    };
    if service.scheduling != Scheduling::Daemon {
        return;
    }
    let cluster = service.cluster;
    let rows = world.instances.rows().filter(|row| row.cluster == cluster);
    let all: Vec<InstanceId> = rows.map(|row| row.id).collect();
    let daemon = world.daemons.entry((cluster, id)).or_default();
    let daemon = Arc::make_mut(daemon);
    daemon.pending.extend(all);
    daemon.pending.extend(daemon.places.clone());
}

/// The service is deleted.
pub(super) fn forget(world: &mut World, cluster: ClusterId, id: ServiceId) {
    world.daemons.remove(&(cluster, id));
}

/// Keeps what a look at the instances has brought.
pub(super) fn keep(
    world: &mut World,
    id: ServiceId,
    joined: &[InstanceId],
    left: &[InstanceId],
    settled: &[InstanceId],
) {
    if joined.is_empty() && left.is_empty() && settled.is_empty() {
        return;
    }
    let Some(service) = world.services.get(id) else {
        return;
    };
    let key = (service.cluster, id);
    let Some(daemon) = world.daemons.get_mut(&key).map(Arc::make_mut) else {
        return;
    };
    daemon.places.extend(joined);
    for instance in left {
        daemon.places.remove(instance);
    }
    for instance in settled {
        daemon.pending.remove(instance);
    }
}

/// Something about an instance has changed; all daemons of its cluster shall look at it.
pub(super) fn look_at(world: &mut World, cluster: ClusterId, instance: InstanceId) {
    for id in daemons(world, cluster) {
        note(world, cluster, id, instance);
    }
}

/// An instance is gone. Its row may be gone already, so the daemons of all clusters are asked;
/// those that it concerns are given.
pub(super) fn look_for(world: &mut World, instance: InstanceId) -> Vec<ServiceId> {
    let mut concerned = Vec::new();
    for ((_, id), daemon) in &mut world.daemons {
        if daemon.places.contains(&instance) {
            Arc::make_mut(daemon).pending.insert(instance);
            concerned.push(*id);
        }
    }
    concerned
}

/// A task ends or is over: its own service looks at its instance, and once it is over on a
/// DRAINING one all daemons do, for they leave last. Gives those that must be woken for it.
pub(super) fn task_leaves(world: &mut World, task: &Task) -> Vec<ServiceId> {
    let (Some(instance), cluster) = (task.instance, task.launch.cluster) else {
        return Vec::new();
    };
    if let Some((service, _)) = task.launch.service {
        note(world, cluster, service, instance);
    }
    let row = world.instances.get(instance);
    if task.is_live() || row.is_none_or(|row| row.status != InstanceStatus::Draining) {
        return Vec::new();
    }
    look_at(world, cluster, instance);
    daemons(world, cluster)
}

fn note(world: &mut World, cluster: ClusterId, id: ServiceId, instance: InstanceId) {
    if let Some(daemon) = world.daemons.get_mut(&(cluster, id))
        && !daemon.pending.contains(&instance)
    {
        Arc::make_mut(daemon).pending.insert(instance);
    }
}

/// The daemons of a cluster.
pub(super) fn daemons(world: &World, cluster: ClusterId) -> Vec<ServiceId> {
    if world.daemons.is_empty() {
        return Vec::new();
    }
    let all = (cluster, ServiceId(0))..=(cluster, ServiceId(u32::MAX));
    world.daemons.range(all).map(|((_, id), _)| *id).collect()
}

/// An instance has come, or takes tasks again: daemons are placed before anything else can be.
/// Source: Developer Guide, "Amazon ECS services": daemon tasks are placed first.
/// Assumption: at once, not at the scheduler's next tick.
pub(super) fn place_first(turn: &mut Turn, cluster: ClusterId) {
    for id in daemons(turn.world(), cluster) {
        let key = (cluster, id);
        let waits = |daemon: &Arc<Daemon>| !daemon.pending.is_empty();
        if turn.world().daemons.get(&key).is_some_and(waits) {
            reconcile(turn, id);
        }
    }
}
