//! StopTask. Source: ECS API, StopTask; the texts from public reports.

use crate::api::{Refusal, Request};
use crate::api::{lookup, render};
use crate::lifecycle::{Turn, task};
use serde_json::Value;

/// The reason of a task that is stopped without one.
const NO_REASON: &str = "Task stopped by user";

/// The most characters of a reason. Source: amazon-ecs-agent,
/// `ecs-agent/api/ecs/client/ecs_client.go`, where reasons are cut.
const LONGEST_REASON: usize = 1_024;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let cluster = lookup::cluster(turn.world(), request)?;
    let named = request.text("task").unwrap_or("");
    let found = lookup::task(turn.world(), cluster, named)?;
    let id = found.ok_or_else(|| Refusal::invalid("The referenced task was not found."))?;
    let reason = request.filled_text("reason").unwrap_or(NO_REASON);
    let reason: String = reason.chars().take(LONGEST_REASON).collect();
    // A task that is stopping or over keeps its first reason.
    task::stop_by_hand(turn, id, &reason.into());
    Ok(render::members!({"task": render::stopped_task(turn.world(), id).value()}).into())
}
