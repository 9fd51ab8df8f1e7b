//! Drydock.ListSchedules: all schedules, with their next runs and what came of the last ones.
//! Source of most members: Amazon EventBridge Scheduler API, GetSchedule.

use crate::api::{Refusal, Request, render};
use crate::lifecycle::Turn;
use serde_json::Value;

pub fn run(turn: &mut Turn, _request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let rows = world.schedules.rows();
    let rows: Vec<Value> = rows.map(|row| render::schedule(world, row)).collect();
    Ok(render::members!({"schedules": rows}).into())
}
