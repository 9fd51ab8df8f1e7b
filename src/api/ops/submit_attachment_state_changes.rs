//! SubmitAttachmentStateChanges, as the ECS agent calls it: acknowledged and not heeded, because
//! the simulation knows first what happens to tasks here. Source: ECS API,
//! SubmitAttachmentStateChanges; amazon-ecs-agent, `ecs-agent/api/ecs/client/ecs_client.go`.

use crate::api::render;
use crate::api::{Refusal, Request, lookup};
use crate::lifecycle::Turn;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    lookup::cluster(turn.world(), request)?;
    // Source of the word: what the agent's own tests answer with.
    Ok(render::members!({"acknowledgment": "ACK"}).into())
}
