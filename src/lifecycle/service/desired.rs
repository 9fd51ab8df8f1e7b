//! The desired count alone changes: no new deployment.

use super::wake;
use crate::lifecycle::{Event, Turn};
use crate::model::ServiceId;

/// Sets how many tasks a service shall run, as UpdateService does.
/// Source: ECS API, `UpdateServiceRequest.desiredCount`.
pub fn set_desired(turn: &mut Turn, id: ServiceId, desired_count: u32) {
    let Some(service) = turn.sim.world.services.edit(id) else {
        return;
    };
    if service.desired_count == desired_count {
        return;
    }
    service.desired_count = desired_count;
    service.steady_since = None;
    turn.say(Event::ServiceUpdated(id));
    wake(turn, id);
}
