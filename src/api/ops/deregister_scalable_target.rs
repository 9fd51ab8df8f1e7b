//! Drydock.DeregisterScalableTarget: a service is scaled no more; its policies go with the target.
//! Source: Application Auto Scaling API, DeregisterScalableTarget.

use crate::api::read::scaling as parts;
use crate::api::{Refusal, Request};
use crate::lifecycle::{Turn, scaling};
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let (id, _) = parts::target(turn.world(), request)?;
    scaling::deregister(turn, id);
    Ok(json!({}))
}
