//! DeleteAccountSetting: the principal has chosen nothing any more; the answer says what holds now.
//! Source: ECS API, DeleteAccountSetting; AWS CLI, its samples.

use crate::api::read::account;
use crate::api::render;
use crate::api::{Refusal, Request};
use crate::lifecycle::Turn;
use serde_json::Value;
use std::sync::Arc;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let kind = account::kind(request)?;
    let principal = account::principal(turn.world(), request)?;
    Arc::make_mut(&mut turn.sim.world.account).put(principal.clone(), kind, None);
    let world = turn.world();
    let value = world.account.effective(principal.as_ref(), kind);
    let shown = account::shown(world, kind, value, principal.as_ref());
    Ok(render::members!({"setting": shown}).into())
}
