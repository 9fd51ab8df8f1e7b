//! Tasks of capacity providers that wait in PROVISIONING for an instance.
//! Source: Developer Guide, "Amazon ECS cluster auto scaling".

use super::launch::settle_on;
use super::{Host, Turn};
use crate::lifecycle::placement::{self, Ask, strategy};
use crate::model::task::Launch;
use crate::model::{ClusterId, TaskId};
use std::sync::Arc;

/// Room has appeared: tasks that wait are placed, the first that came first.
/// Assumption: one that finds no room does not hold up those behind it.
pub fn place_waiting(turn: &mut Turn, cluster: ClusterId) {
    let waiting: Vec<TaskId> = strategy::waiting(turn.world(), cluster).collect();
    let mut in_vain: Option<Arc<Launch>> = None;
    for id in waiting {
        let Some(task) = turn.world().tasks.get(id) else {
            continue;
        };
        let launch = task.launch.clone();
        // What is launched alike fits nowhere either.
        if in_vain
            .as_ref()
            .is_some_and(|other| Arc::ptr_eq(other, &launch))
        {
            continue;
        }
        match placement::find(&Ask::new(turn.world(), &launch)) {
            Some(Host::Instance(instance)) => settle_on(turn, id, instance),
            Some(Host::Fargate(_) | Host::Waiting) | None => in_vain = Some(launch),
        }
    }
}
