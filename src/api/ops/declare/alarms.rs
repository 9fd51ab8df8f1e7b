//! CloudWatch alarms. Source of the members: CloudWatch API, SetAlarmState.

use crate::api::read::own;
use crate::api::render;
use crate::api::{Refusal, Request};
use crate::model::World;
use crate::model::surroundings::alarm::AlarmState;
use serde_json::Value;
use std::sync::Arc;

pub const MEMBERS: &[&str] = &["alarmName", "stateValue"];

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let name = own::text(request, "alarmName")?;
    // Source: CloudWatch API, SetAlarmState, `AlarmName`.
    if !(1..=255).contains(&name.chars().count()) {
        return Err(Refusal::invalid("alarmName must have 1 to 255 characters."));
    }
    let given = own::text(request, "stateValue")?;
    let mut states = AlarmState::ALL.into_iter();
    let state = match given {
        "" => AlarmState::Ok,
        _ => states.find(|state| state.name() == given).ok_or_else(|| {
            Refusal::invalid("stateValue must be OK, ALARM or INSUFFICIENT_DATA.")
        })?,
    };
    let all = Arc::make_mut(&mut world.surroundings);
    all.alarms.insert(name.into(), state);
    Ok(render::members!({"alarmName": name, "stateValue": state.name()}).into())
}
