//! When a task counts as healthy for its service, when as unhealthy, and which tasks it watches.

use crate::lifecycle::Turn;
use crate::lifecycle::timing::HEALTHY_AFTER;
use crate::model::target::TargetState;
use crate::model::task::{Health, Launch};
use crate::model::{Deployment, Service, Task, TaskId, TaskStatus};
use crate::sim::SimTime;

/// Since when, or from when on, a task counts as healthy; `NEVER` as far as nobody can tell yet.
/// Source: ECS API, `DeploymentConfiguration.minimumHealthyPercent`: RUNNING, healthy by its
/// essential containers' health checks and in all its target groups; without either, 40 s after it
/// started.
pub fn healthy_at(task: &Task) -> SimTime {
    if task.last_status != TaskStatus::Running || !task.is_wanted() {
        return SimTime::NEVER;
    }
    let (checked, balanced) = (is_checked(task), is_balanced(task));
    let started = task.started_at.unwrap_or(SimTime::NEVER);
    if checked && task.health() != Health::Healthy || balanced && !is_served(task) {
        SimTime::NEVER
    } else if checked || balanced {
        started
    } else {
        started + HEALTHY_AFTER
    }
}

/// Since when, or from when on, a task counts as unhealthy; `NEVER` if it is not.
/// Source: ECS API, `Service.healthCheckGracePeriodSeconds`.
pub fn unhealthy_at(service: &Service, task: &Task) -> SimTime {
    let runs = task.last_status == TaskStatus::Running && task.is_wanted();
    if !runs || !task.is_unhealthy() {
        return SimTime::NEVER;
    }
    task.started_at.unwrap_or(SimTime::NEVER) + service.grace.unwrap_or_default()
}

/// Whether all tasks of a deployment that run count as healthy, told without looking at them:
/// nothing checks them, and the last one has run long enough.
pub(super) fn all_healthy(row: &Deployment, now: SimTime) -> bool {
    let unchecked = !checks(&row.launch) && row.launch.balancers.is_empty();
    unchecked && row.ran_at + HEALTHY_AFTER <= now
}

fn is_checked(task: &Task) -> bool {
    checks(&task.launch)
}

fn checks(launch: &Launch) -> bool {
    let mut definitions = launch.spec.containers.iter();
    definitions.any(|row| row.essential && row.health_check.is_some())
}

pub(super) fn is_balanced(task: &Task) -> bool {
    !task.launch.balancers.is_empty()
}

/// Whether it is healthy in all target groups.
fn is_served(task: &Task) -> bool {
    let healthy = |state| state == TargetState::Healthy;
    !task.targets.is_empty() && task.targets.iter().all(|row| healthy(row.state))
}

/// Whether something about the health or the registration of a task is open: it shall run and is
/// not healthy everywhere yet, or it shall stop and load balancers still know of it.
pub fn is_open(task: &Task) -> bool {
    let (checked, balanced) = (is_checked(task), is_balanced(task));
    if !checked && !balanced {
        return false;
    }
    match (task.is_wanted(), task.last_status == TaskStatus::Running) {
        (true, true) => checked && task.health() != Health::Healthy || balanced && !is_served(task),
        (true, false) => false,
        (false, _) => {
            let past = task.last_status > TaskStatus::Running;
            past && task.targets.iter().any(|row| row.state.is_registered())
        }
    }
}

/// Keeps the lists of open tasks of a service as they are: so that looking at a service does not
/// walk its tasks. Whoever changes a task's status, health or targets calls this.
pub fn watch(turn: &mut Turn, id: TaskId) {
    let Some(task) = turn.world().tasks.get(id) else {
        return;
    };
    let Some((service, _)) = task.launch.service else {
        return;
    };
    let open = is_open(task);
    let wanted = task.is_wanted();
    let Some(row) = turn.world().services.get(service) else {
        return;
    };
    let cured = row.unhealthy.contains(id) && !(wanted && task.is_unhealthy());
    let gone = row.spares.contains(id) && !wanted;
    if row.watched.contains(id) == open && !cured && !gone {
        return;
    }
    let Some(row) = turn.sim.world.services.edit(service) else {
        return;
    };
    if open {
        row.watched.insert(id);
    } else {
        row.watched.remove(id);
    }
    if cured {
        row.unhealthy.remove(id);
    }
    if gone {
        row.spares.remove(id);
    }
}
