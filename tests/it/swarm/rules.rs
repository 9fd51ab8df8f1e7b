//! What must hold between any two turns of a random run.

use drydock::engine::Timeline;
use drydock::lifecycle::task::announces;
use drydock::lifecycle::{Event, host, invariants};
use drydock::model::{ContainerStatus, DesiredStatus, RolloutState, Task, World};

/// Every so many turns the whole world is recounted; after every command as well.
const RECOUNT_EVERY: u64 = 25;

/// Remembers what the last look has seen.
#[derive(Default)]
pub struct Watch {
    before: World,
    looks: u64,
    told: u64,
}

impl Watch {
    /// Everything that does not hold, by a recount of the whole world.
    pub fn look_closely(&mut self, timeline: &Timeline) -> Vec<String> {
        let mut found = invariants::breaches(timeline.world());
        found.extend(host::breaches(timeline.world(), timeline.now()));
        self.go_on(timeline, found)
    }

    /// What does not hold of that which has changed since the last look; at times, of all.
    pub fn look(&mut self, timeline: &Timeline) -> Vec<String> {
        self.looks += 1;
        if self.looks.is_multiple_of(RECOUNT_EVERY) {
            return self.look_closely(timeline);
        }
        let found = invariants::breaches_since(&self.before, timeline.world());
        self.go_on(timeline, found)
    }

    fn go_on(&mut self, timeline: &Timeline, mut found: Vec<String>) -> Vec<String> {
        let tasks = &timeline.world().tasks;
        for (id, after) in tasks.changed_since(&self.before.tasks) {
            if let Some(before) = self.before.tasks.get(id) {
                goes_forward(before, after, &mut found);
            }
        }
        self.failed_deployments_launch_nothing(timeline, &mut found);
        self.told = timeline.journal().end_seq();
        self.before = timeline.world().clone();
        found
    }

    fn failed_deployments_launch_nothing(&self, timeline: &Timeline, found: &mut Vec<String>) {
        let world = timeline.world();
        for (_, entry) in timeline.journal().since(self.told) {
            let Event::TaskCreated { task, .. } = &entry.event else {
                continue;
            };
            let row = world.tasks.get(*task);
            // One that fails in this turn may have launched it earlier in the same.
            let deployment = row.and_then(|row| self.before.deployment_of(row));
            if deployment.is_some_and(|row| row.rollout_state == RolloutState::Failed) {
                found.push(format!(
                    "task {} of a FAILED deployment was created",
                    task.0
                ));
            }
        }
    }
}

/// Statuses only go forward, nobody wants a stopped task back, and every change of them that is
/// announced has a version of its own.
fn goes_forward(before: &Task, after: &Task, found: &mut Vec<String>) {
    let id = after.id.0;
    if after.last_status < before.last_status {
        found.push(format!("task {id} went back to {:?}", after.last_status));
    }
    let stopped = before.desired_status == DesiredStatus::Stopped;
    if stopped && after.desired_status == DesiredStatus::Running {
        found.push(format!("task {id} is wanted again"));
    }
    let stopped = |status| status == ContainerStatus::Stopped;
    let over = after.containers.iter().all(|row| stopped(row.status));
    let asked = before.desired_status != after.desired_status && !over;
    let moved = before.last_status != after.last_status && announces(after.last_status);
    if (asked || moved) && after.version <= before.version {
        found.push(format!("task {id} changed and kept its version"));
    }
}
