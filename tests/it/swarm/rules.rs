//! What must hold between any two turns of a random run.

use drydock::engine::Timeline;
use drydock::lifecycle::{Event, invariants};
use drydock::model::{DesiredStatus, RolloutState, Task, TaskId};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Remembers what the last look has seen.
#[derive(Default)]
pub struct Watch {
    tasks: BTreeMap<TaskId, Arc<Task>>,
    told: u64,
}

impl Watch {
    /// Everything that does not hold.
    pub fn look(&mut self, timeline: &Timeline) -> Vec<String> {
        let mut found = invariants::breaches(timeline.world());
        self.tasks_go_forward(timeline, &mut found);
        self.failed_deployments_launch_nothing(timeline, &mut found);
        self.told = timeline.journal().end_seq();
        found
    }

    /// Statuses only go forward, nobody wants a stopped task back, and every change of them has a
    /// version of its own.
    fn tasks_go_forward(&mut self, timeline: &Timeline, found: &mut Vec<String>) {
        let rows = timeline.world().tasks.rows();
        let now: BTreeMap<TaskId, Arc<Task>> = rows.map(|row| (row.id, row.clone())).collect();
        for (id, after) in &now {
            let Some(before) = self.tasks.get(id).filter(|row| !Arc::ptr_eq(row, after)) else {
                continue;
            };
            let id = id.0;
            if after.last_status < before.last_status {
                found.push(format!("task {id} went back to {:?}", after.last_status));
            }
            let stopped = before.desired_status == DesiredStatus::Stopped;
            if stopped && after.desired_status == DesiredStatus::Running {
                found.push(format!("task {id} is wanted again"));
            }
            let changed = before.last_status != after.last_status
                || before.desired_status != after.desired_status;
            if changed && after.version <= before.version {
                found.push(format!("task {id} changed and kept its version"));
            }
        }
        self.tasks = now;
    }

    fn failed_deployments_launch_nothing(&self, timeline: &Timeline, found: &mut Vec<String>) {
        let world = timeline.world();
        for (_, entry) in timeline.journal().since(self.told) {
            let Event::TaskCreated { task, .. } = &entry.event else {
                continue;
            };
            let row = world.tasks.get(*task);
            let deployment = row.and_then(|row| world.deployment_of(row));
            if deployment.is_some_and(|row| row.rollout_state == RolloutState::Failed) {
                found.push(format!(
                    "task {} of a FAILED deployment was created",
                    task.0
                ));
            }
        }
    }
}
