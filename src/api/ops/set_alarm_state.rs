//! Drydock.SetAlarmState. Source: CloudWatch API, SetAlarmState.

use crate::api::read::own;
use crate::api::{Refusal, Request};
use crate::lifecycle::Turn;
use crate::lifecycle::scaling::alarms;
use crate::model::surroundings::alarm::AlarmState;
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let name = own::text(request, "AlarmName")?;
    if !turn.world().surroundings.alarms.contains_key(name) {
        return Err(Refusal::invalid(format!("There is no alarm {name}.")));
    }
    let given = own::text(request, "StateValue")?;
    let mut states = AlarmState::ALL.into_iter();
    let state = states.find(|state| state.name() == given);
    let state = state
        .ok_or_else(|| Refusal::invalid("StateValue must be OK, ALARM or INSUFFICIENT_DATA."))?;
    alarms::set(turn, name, state, own::text(request, "StateReason")?);
    Ok(json!({}))
}
