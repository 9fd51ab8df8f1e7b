//! Drydock.RegisterScalableTarget: the bounds between which the desired count of a service may go.
//! Source: Application Auto Scaling API, RegisterScalableTarget.

use crate::api::read::scaling as parts;
use crate::api::{Refusal, Request};
use crate::lifecycle::{Turn, scaling};
use crate::model::scaling::Suspended;
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let id = parts::service(world, request)?.id;
    let known = scaling::of(world, id);
    let before = |look: fn(&crate::model::scaling::Scaling) -> u32| known.map(look);
    let min = parts::capacity(request, "MinCapacity")?.or(before(|row| row.min));
    let max = parts::capacity(request, "MaxCapacity")?.or(before(|row| row.max));
    let (Some(min), Some(max)) = (min, max) else {
        let message = "MinCapacity and MaxCapacity are required for a new scalable target.";
        return Err(Refusal::invalid(message));
    };
    if min > max {
        let message = "MaxCapacity must be greater than or equal to MinCapacity.";
        return Err(Refusal::invalid(message));
    }
    let given = request.part("SuspendedState");
    let state = known.map(|row| row.suspended).unwrap_or_default();
    let truth = |name, before| given.truth(name).unwrap_or(before);
    let suspended = Suspended {
        scale_in: truth("DynamicScalingInSuspended", state.scale_in),
        scale_out: truth("DynamicScalingOutSuspended", state.scale_out),
        scheduled: truth("ScheduledScalingSuspended", state.scheduled),
    };
    scaling::register(turn, id, |row| crate::model::scaling::Scaling {
        min,
        max,
        suspended,
        ..row
    });
    Ok(json!({}))
}
