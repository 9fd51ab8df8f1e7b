//! PutAccountSettingDefault: for all who have chosen nothing themselves.
//! Source: ECS API, PutAccountSettingDefault.

use super::put_account_setting::put;
use crate::api::{Refusal, Request};
use crate::lifecycle::Turn;
use serde_json::Value;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    put(turn, request, None)
}
