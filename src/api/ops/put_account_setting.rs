//! PutAccountSetting. Source: ECS API, PutAccountSetting.

use crate::api::read::account;
use crate::api::render;
use crate::api::{Refusal, Request};
use crate::lifecycle::Turn;
use serde_json::Value;
use std::sync::Arc;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let principal = account::principal(turn.world(), request)?;
    put(turn, request, principal)
}

/// Sets it for one principal, or for everybody who has chosen nothing else.
pub(super) fn put(
    turn: &mut Turn,
    request: Request,
    principal: Option<Arc<str>>,
) -> Result<Value, Refusal> {
    let kind = account::kind(request)?;
    let value = account::value(kind, request)?;
    let shown = account::shown(turn.world(), kind, value, principal.as_ref());
    Arc::make_mut(&mut turn.sim.world.account).put(principal, kind, Some(value));
    Ok(render::members!({"setting": shown}).into())
}
