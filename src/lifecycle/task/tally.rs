//! The one place that keeps the counts of clusters and deployments in step with their tasks.

use super::super::{Turn, placement, service};
use crate::model::cluster::TaskCounts;
use crate::model::service::Tally;
use crate::model::task::LaunchType;
use crate::model::{Cluster, DesiredStatus, Task, TaskId, TaskStatus};

/// Counts a new task in its cluster and its deployment.
pub(super) fn count_new(turn: &mut Turn, id: TaskId) {
    let Some(task) = turn.world().tasks.get(id) else {
        return;
    };
    let task = task.clone();
    let (cluster, service) = (task.launch.cluster, task.launch.service);
    let standing = (task.last_status, task.desired_status);
    placement::groups::join(&mut turn.sim.world, &task);
    if let Some(row) = turn.sim.world.clusters.edit(cluster) {
        row.live_tasks.insert(id);
        move_count(row, task.launch.launch_type, (None, Some(standing.0)));
    }
    let Some((service, deployment)) = service else {
        return;
    };
    let Some(row) = turn.sim.world.services.edit(service) else {
        return;
    };
    if let Some(row) = row.deployments.iter_mut().find(|row| row.id == deployment) {
        row.live_tasks.insert(id);
        count(&mut row.tally, standing, 1);
    }
}

/// Changes a task and keeps the counts of its cluster and its deployment in step.
pub(super) fn counted(turn: &mut Turn, id: TaskId, change: impl FnOnce(&mut Turn)) {
    let standing = |task: &Task| (task.last_status, task.desired_status);
    let Some(before) = turn.world().tasks.get(id).map(|task| standing(task)) else {
        return;
    };
    change(turn);
    let Some(task) = turn.sim.world.tasks.get(id).cloned() else {
        return;
    };
    let after = standing(&task);
    if before.1 != after.1 {
        placement::groups::leave(&mut turn.sim.world, &task);
    }
    let over = after.0 == TaskStatus::Stopped;
    let ends = over && before.0 != TaskStatus::Stopped;
    let counts = !TaskCounts::same(before.0, after.0);
    if (ends || counts)
        && let Some(row) = turn.sim.world.clusters.edit(task.launch.cluster)
    {
        move_count(
            row,
            task.launch.launch_type,
            (Some(before.0), Some(after.0)),
        );
        if ends {
            row.live_tasks.remove(id);
            row.stopped_tasks.insert(id);
        }
    }
    let Some((service, deployment)) = task.launch.service else {
        return;
    };
    if ends || !Tally::same(before, after) {
        let now = turn.now();
        let service = turn.sim.world.services.edit(service);
        let mut rows = service.into_iter().flat_map(|row| &mut row.deployments);
        if let Some(row) = rows.find(|row| row.id == deployment) {
            count(&mut row.tally, before, -1);
            count(&mut row.tally, after, 1);
            if after.0 == TaskStatus::Running && before.0 != TaskStatus::Running {
                row.ran_at = now;
            }
            if ends {
                row.live_tasks.remove(id);
            }
        }
    }
    service::watch(turn, id);
}

/// Counts a task of a cluster where it was no more, and where it is now.
fn move_count(
    row: &mut Cluster,
    launch_type: LaunchType,
    (from, to): (Option<TaskStatus>, Option<TaskStatus>),
) {
    let counts = row.counts_of(launch_type);
    if let Some(counter) = from.and_then(|status| counts.counter(status)) {
        *counter = counter.saturating_sub(1);
    }
    if let Some(counter) = to.and_then(|status| counts.counter(status)) {
        *counter += 1;
    }
}

fn count(tally: &mut Tally, (last, desired): (TaskStatus, DesiredStatus), by: i32) {
    if let Some(counter) = tally.counter(last, desired) {
        *counter = counter.saturating_add_signed(by);
    }
}
