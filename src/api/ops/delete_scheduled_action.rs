//! Drydock.DeleteScheduledAction. Source: Application Auto Scaling API, DeleteScheduledAction.

use crate::api::read::own;
use crate::api::read::scaling as parts;
use crate::api::{Refusal, Request};
use crate::lifecycle::{Turn, scaling};
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let (id, target) = parts::target(turn.world(), request)?;
    let name = own::text(request, "ScheduledActionName")?;
    if !target.scheduled.iter().any(|row| *row.name == *name) {
        let message = format!("No scheduled action found for scheduled action name: {name}");
        return Err(Refusal::invalid(message));
    }
    scaling::register(turn, id, |mut row| {
        row.scheduled.retain(|action| *action.name != *name);
        row
    });
    Ok(json!({}))
}
