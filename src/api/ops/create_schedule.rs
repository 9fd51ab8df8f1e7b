//! Drydock.CreateSchedule: EventBridge Scheduler runs tasks by the clock.
//!
//! The members are those of CreateSchedule of the EventBridge Scheduler API, in its spelling or
//! with small first letters; the target is an ECS cluster.

use crate::api::{Refusal, Request, read, render};
use crate::lifecycle::{Answerer, Turn, schedules};
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let lowered = read::schedule::lowered(request);
    let row = read::schedule::schedule(turn.world(), turn.now(), Request::new(&lowered))?;
    turn.sim.answerer = Answerer(Some(answer));
    let id = schedules::create(turn, row);
    let name = turn.world().schedules.get(id).map(|row| row.name.clone());
    let arn = name.map(|name| render::schedule_arn(turn.world(), &name));
    Ok(render::members!({"scheduleArn": arn}).into())
}

/// A schedule asks as everybody does.
fn answer(turn: &mut Turn, action: &str, body: &str) -> (u16, String) {
    let answer = crate::api::call(turn, action, body);
    (answer.status, answer.body)
}
