//! Drydock.PutScheduledAction: new bounds for a service at a time, or again and again.
//!
//! Source: Application Auto Scaling API, PutScheduledAction. `Schedule` is `at(…)`, `rate(…)` or
//! `cron(…)`, by the clock of UTC or of the `Timezone`.

use crate::api::read::own;
use crate::api::read::scaling as parts;
use crate::api::{Refusal, Request};
use crate::lifecycle::{Turn, scaling};
use crate::model::scaling::ScheduledAction;
use crate::model::schedule::expression::Expression;
use crate::model::schedule::zone::Zone;
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let (id, _) = parts::target(turn.world(), request)?;
    let name = own::text(request, "ScheduledActionName")?;
    if name.is_empty() {
        return Err(Refusal::invalid("ScheduledActionName must be given."));
    }
    let text = own::text(request, "Schedule")?;
    let expression = Expression::read(text).ok_or_else(|| {
        let message = "Schedule should be at(yyyy-mm-ddThh:mm:ss), rate(N UNIT) or cron(FIELDS).";
        Refusal::invalid(message)
    })?;
    let zone = own::text(request, "Timezone")?;
    let clock = match zone {
        "" => Zone::utc(),
        zone => own::clock(zone)?,
    };
    let bounds = request.part("ScalableTargetAction");
    let mut action = ScheduledAction {
        name: name.into(),
        expression,
        text: text.into(),
        zone: zone.into(),
        clock,
        since: turn.now(),
        next: None,
        min: parts::capacity(bounds, "MinCapacity")?,
        max: parts::capacity(bounds, "MaxCapacity")?,
        created_at: turn.now(),
    };
    if action.min.is_none() && action.max.is_none() {
        let message = "ScalableTargetAction must have MinCapacity or MaxCapacity.";
        return Err(Refusal::invalid(message));
    }
    let calendar = turn.world().settings.calendar;
    action.next = scaling::following(&action, calendar, turn.now());
    scaling::register(turn, id, |mut row| {
        let mut known = row.scheduled.iter();
        let before = known.find(|other| other.name == action.name);
        let created_at = before.map_or(action.created_at, |before| before.created_at);
        row.scheduled.retain(|other| other.name != action.name);
        row.scheduled.push(ScheduledAction {
            created_at,
            ..action
        });
        row
    });
    Ok(json!({}))
}
