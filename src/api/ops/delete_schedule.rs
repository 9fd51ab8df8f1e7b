//! Drydock.DeleteSchedule: a schedule runs no more. Source: Amazon EventBridge Scheduler API,
//! DeleteSchedule.

use crate::api::read::own;
use crate::api::{Refusal, Request, read};
use crate::lifecycle::{Turn, schedules};
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let lowered = read::schedule::lowered(request);
    let name = own::text(Request::new(&lowered), "name")?;
    let world = turn.world();
    let row = world.schedules.rows().find(|row| *row.name == *name);
    let id = row.map(|row| row.id);
    let id = id.ok_or_else(|| Refusal::invalid(format!("Schedule {name} does not exist.")))?;
    schedules::delete(turn, id);
    Ok(json!({}))
}
