//! Drydock.DeleteAlarms. Source: CloudWatch API, DeleteAlarms: a name that no alarm has is passed
//! over.

use crate::api::{Refusal, Request};
use crate::lifecycle::Turn;
use crate::lifecycle::scaling::alarms;
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let names: Vec<&str> = request.texts("AlarmNames").collect();
    if names.is_empty() {
        return Err(Refusal::invalid("AlarmNames must name at least one alarm."));
    }
    alarms::delete(turn, &names);
    Ok(json!({}))
}
