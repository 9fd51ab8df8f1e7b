//! Drydock.PutScheduledAction: new bounds for a service at a time, or again and again.
//!
//! Source: Application Auto Scaling API, PutScheduledAction. `Schedule` is
//! `at(yyyy-mm-ddThh:mm:ss)` or `rate(N minutes)`; `cron` is not simulated here.

use crate::api::read::own;
use crate::api::read::scaling as parts;
use crate::api::{Refusal, Request};
use crate::lifecycle::{Turn, scaling};
use crate::model::World;
use crate::model::scaling::{Schedule, ScheduledAction};
use crate::sim::{Span, time};
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let (id, _) = parts::target(turn.world(), request)?;
    let name = own::text(request, "ScheduledActionName")?;
    if name.is_empty() {
        return Err(Refusal::invalid("ScheduledActionName must be given."));
    }
    let expression = own::text(request, "Schedule")?;
    let schedule = schedule(turn.world(), expression).ok_or_else(|| {
        Refusal::invalid("Schedule should be at(yyyy-mm-ddThh:mm:ss) or rate(N UNIT).")
    })?;
    let bounds = request.part("ScalableTargetAction");
    let action = ScheduledAction {
        name: name.into(),
        schedule,
        expression: expression.into(),
        next: scaling::following(schedule, turn.now()),
        min: parts::capacity(bounds, "MinCapacity")?,
        max: parts::capacity(bounds, "MaxCapacity")?,
        created_at: turn.now(),
    };
    if action.min.is_none() && action.max.is_none() {
        let message = "ScalableTargetAction must have MinCapacity or MaxCapacity.";
        return Err(Refusal::invalid(message));
    }
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

/// Reads `at(…)` and `rate(…)`.
fn schedule(world: &World, expression: &str) -> Option<Schedule> {
    let (kind, rest) = expression.split_once('(')?;
    let inside = rest.strip_suffix(')')?;
    match kind {
        "at" => {
            let moment = time::parse_iso8601(inside)?;
            Some(Schedule::At(world.settings.calendar.moment(moment)))
        }
        "rate" => {
            let (count, unit) = inside.split_once(' ')?;
            let count: u64 = count.parse().ok().filter(|count| *count > 0)?;
            let minutes = match unit {
                "minute" | "minutes" => 1,
                "hour" | "hours" => 60,
                "day" | "days" => 1_440,
                _ => return None,
            };
            count
                .checked_mul(minutes)
                .filter(|all| *all < 1_000_000)
                .map(|all| Schedule::Rate(Span::minutes(all)))
        }
        _ => None,
    }
}
