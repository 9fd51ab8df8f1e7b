//! Task definitions that shall be deleted: they go once nothing refers to them.
//! Source: Developer Guide, "Amazon ECS task definition states"; ECS API, DeleteTaskDefinitions.

use super::{Event, Timer, Turn, timing};
use crate::model::task_definition::DefinitionStatus;
use crate::model::{DefinitionId, ServiceStatus, World};
use std::sync::Arc;

/// An INACTIVE definition becomes DELETE_IN_PROGRESS, and is looked at until it can go.
pub fn delete(turn: &mut Turn, id: DefinitionId) {
    let now = turn.now();
    let Some(row) = turn.sim.world.definitions.edit(id) else {
        return;
    };
    if row.status != DefinitionStatus::Inactive {
        return;
    }
    row.status = DefinitionStatus::DeleteInProgress;
    row.delete_requested_at = Some(now);
    turn.say(Event::DefinitionDeletionAsked(id));
    look_later(turn, id);
}

fn look_later(turn: &mut Turn, id: DefinitionId) {
    let at = turn.now() + timing::DEFINITION_SWEEP;
    turn.wake(at, Timer::SweepDefinition(id));
}

/// Lets a definition go, or looks again later. What was shown with its name keeps that name, so
/// its row stays; nothing finds it any more, and its family never gives its number again.
pub fn sweep(turn: &mut Turn, id: DefinitionId) {
    if is_referred_to(turn.world(), id) {
        look_later(turn, id);
        return;
    }
    let world = &mut turn.sim.world;
    let Some(row) = world.definitions.edit(id) else {
        return;
    };
    row.status = DefinitionStatus::Deleted;
    let (family, revision) = (row.family.clone(), row.revision);
    if let Some(family) = world.families.get_mut(&family) {
        Arc::make_mut(family).revisions.remove(&revision);
    }
    turn.say(Event::DefinitionDeleted(id));
}

/// Whether a task that is not STOPPED, or a deployment of a service that is not INACTIVE, is of
/// this definition.
fn is_referred_to(world: &World, id: DefinitionId) -> bool {
    let services = world.services.rows();
    let mut kept = services.filter(|row| row.status != ServiceStatus::Inactive);
    let by_service = kept.any(|row| {
        let mut deployments = row.deployments.iter();
        deployments.any(|row| row.revision.definition == id)
    });
    // The newest definition is that of the newest tasks, more often than not.
    let mut clusters = world.clusters.rows();
    by_service
        || clusters.any(|cluster| {
            let tasks = cluster.live_tasks.iter();
            let mut tasks = tasks.filter_map(|id| world.tasks.get(id));
            tasks.any(|task| task.launch.definition == id)
        })
}
