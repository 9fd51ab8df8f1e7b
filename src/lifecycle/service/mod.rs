//! The service scheduler: keeps the wanted number of tasks of the wanted revision running.
//!
//! It looks at a service only when something about it has changed, at the next tick of its clock:
//! `plan` compares what is wanted with what is there, `apply` is the one place that acts. What it
//! sees decides, not what it was told, so a wake-up too many does no harm.
//! Source: Amazon ECS Developer Guide, "Amazon ECS services" and "Deploy by replacing tasks".

mod alarms;
mod apply;
mod breaker;
mod calls;
mod change;
mod controller;
mod daemon;
mod desired;
mod healing;
mod health;
mod limits;
mod messages;
mod plan;
mod protection;
mod reasons;
mod record;
mod rollback;
mod rollout;
mod scale_in;
mod shift;
mod task_sets;
mod throttle;
mod traffic;

#[cfg(test)]
mod tests;

pub use alarms::surroundings_changed;
pub use breaker::{failures as breaker_failures, threshold as breaker_threshold};
pub use calls::{agent_missed, calls_allowed};
pub use change::{Wanted, create, delete, deploy, launch_of, update_launches};
pub use controller::change_controller;
pub use desired::set_desired;
pub use health::{healthy_at, is_open, unhealthy_at, watch};
pub use limits::Limits;
pub use plan::{Effect, Plan, plan};
pub use protection::{blocked_by_protection, end as end_protection, protect};
pub use reasons::{rollback_reason, rollout_reason, status_reason};
pub use shift::{answer_hook, stop_deployment};
pub use task_sets::{add_task_set, delete_task_set, make_primary, scale_task_set};

use super::placement::{shelves, strategy};
use super::timing::SCHEDULER_TICK;
use super::{Timer, Turn};
use crate::model::{
    ClusterId, InstanceId, InstanceStatus, ServiceId, ServiceStatus, Task, TaskStatus,
};
use crate::sim::SimTime;

/// Compares what a service wants with what it has, and acts.
pub fn reconcile(turn: &mut Turn, id: ServiceId) {
    let plan = plan(turn.world(), id, turn.now());
    let look_again = plan.look_again.min(apply::apply(turn, id, plan.effects));
    if let Some(cluster) = turn.world().services.get(id).map(|row| row.cluster) {
        turn.sim.world.roused.remove(&cluster);
    }
    if look_again < SimTime::NEVER {
        wake_at(turn, id, look_again);
    }
}

/// Has a service looked at at the next tick: something about it has changed.
pub fn wake(turn: &mut Turn, id: ServiceId) {
    let now = turn.now();
    wake_at(turn, id, now);
}

/// Has a service looked at at the first tick after now that is not before `at`, or sooner if
/// that was due anyway.
fn wake_at(turn: &mut Turn, id: ServiceId, at: SimTime) {
    let tick = SCHEDULER_TICK.0;
    let next = (turn.now().0 / tick + 1) * tick;
    let at = SimTime(next.max(at.0.div_ceil(tick) * tick));
    let Some(service) = turn.world().services.get(id) else {
        return;
    };
    if service.alarm.is_some_and(|slot| slot.at <= at) {
        return;
    }
    let before = service.alarm;
    if let Some(slot) = before {
        turn.sim.agenda.cancel(slot);
    }
    let slot = turn.wake(at, Timer::ReconcileService(id));
    if let Some(service) = turn.sim.world.services.edit(id) {
        service.alarm = Some(slot);
    }
}

/// A task entered a state: its service, if it has one, may have something to do.
pub fn task_changed(turn: &mut Turn, task: &Task) {
    if task.last_status > TaskStatus::Running {
        for daemon in daemon::task_leaves(&mut turn.sim.world, task) {
            wake(turn, daemon);
        }
    }
    let Some((service, deployment)) = task.launch.service else {
        return;
    };
    match task.last_status {
        TaskStatus::Provisioning | TaskStatus::Pending | TaskStatus::Activating => return,
        TaskStatus::Running => throttle::task_ran(turn, service, deployment),
        TaskStatus::Stopped => throttle::task_stopped(turn, task, service, deployment),
        TaskStatus::Deactivating | TaskStatus::Stopping | TaskStatus::Deprovisioning => {}
    }
    wake(turn, service);
}

/// A task's health changed, in its containers or at a load balancer: its service may go on with
/// a deployment, or replace it.
pub fn health_changed(turn: &mut Turn, task: crate::model::TaskId) {
    watch(turn, task);
    let row = turn.world().tasks.get(task).cloned();
    let Some((row, (service, _))) = row.and_then(|row| Some((row.clone(), row.launch.service?)))
    else {
        return;
    };
    breaker::task_changed(turn, &row);
    wake(turn, service);
}

/// An instance was registered, changed its status, its connection or its attributes, or is gone.
/// Whoever changes one of these calls this afterwards.
pub fn instance_changed(turn: &mut Turn, id: InstanceId) {
    let Some(instance) = turn.sim.world.instances.get(id).cloned() else {
        turn.sim.world.draining.remove(&id);
        shelves::take(&mut turn.sim.world, id);
        for service in daemon::look_for(&mut turn.sim.world, id) {
            wake(turn, service);
        }
        return;
    };
    shelves::put(&mut turn.sim.world, id);
    match instance.status {
        InstanceStatus::Draining => turn.sim.world.draining.insert(id),
        InstanceStatus::Active | InstanceStatus::Inactive => turn.sim.world.draining.remove(&id),
    };
    daemon::look_at(&mut turn.sim.world, instance.cluster, id);
    if instance.status == InstanceStatus::Active && instance.agent_connected {
        daemon::place_first(turn, instance.cluster);
        wake_rebalancing(turn, instance.cluster);
    }
    for service in daemon::daemons(turn.world(), instance.cluster) {
        wake(turn, service);
    }
    for task in instance.live_tasks.iter() {
        health_changed(turn, task);
    }
    capacity_freed(turn, instance.cluster);
}

/// Has the tasks that wait for an instance looked at, before anything else happens.
fn look_for_room(turn: &mut Turn, cluster: ClusterId) {
    let mut waiting = strategy::waiting(turn.world(), cluster);
    let none = waiting.next().is_none();
    drop(waiting);
    let row = turn.world().clusters.get(cluster);
    if none || row.is_none_or(|row| row.alarm.is_some()) {
        return;
    }
    let slot = turn.wake(turn.now(), Timer::PlaceWaiting(cluster));
    if let Some(row) = turn.sim.world.clusters.edit(cluster) {
        row.alarm = Some(slot);
    }
}

/// A zone may have become usable: services that even their tasks out over zones look again.
fn wake_rebalancing(turn: &mut Turn, cluster: ClusterId) {
    let rows = turn.world().services.rows();
    let balanced = rows.filter(|row| {
        let active = row.status == ServiceStatus::Active && row.cluster == cluster;
        active && row.rebalancing
    });
    let balanced: Vec<ServiceId> = balanced.map(|row| row.id).collect();
    for id in balanced {
        wake(turn, id);
    }
}

/// Room has appeared in a cluster: services that found none look again.
/// Assumption: ECS retries by a rhythm of its own; retrying on each change shows the same in the
/// end and costs nothing while nothing changes.
pub fn capacity_freed(turn: &mut Turn, cluster: ClusterId) {
    look_for_room(turn, cluster);
    let all = (cluster, ServiceId(0))..=(cluster, ServiceId(u32::MAX));
    let waiting = &turn.world().unplaced;
    if waiting.is_empty() {
        return;
    }
    daemon::place_first(turn, cluster);
    // Tasks end by the hundred between two looks of the services.
    if turn.sim.world.roused.contains(&cluster) {
        return;
    }
    let waiting = turn.world().unplaced.range(all);
    let waiting: Vec<ServiceId> = waiting.map(|(_, id)| *id).collect();
    for id in waiting {
        wake(turn, id);
    }
    turn.sim.world.roused.insert(cluster);
}
