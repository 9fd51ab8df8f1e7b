//! Schedules run tasks: what is due is asked of RunTask like anybody's request, and what failed is
//! tried again.
//!
//! Source: Amazon EventBridge Scheduler User Guide, "Schedule types in EventBridge Scheduler",
//! "Configuring flexible time windows"; EventBridge Scheduler API, `RetryPolicy`.

use super::{Event, ScheduleStep, Timer, Turn, chances, timing};
use crate::model::schedule::{Due, MOST_RUNS, Outcome, Retry, Run, Schedule};
use crate::model::{ScheduleId, World};
use crate::sim::{Chance, SimTime, Span};
use serde_json::Value;

/// A run that comes now, or comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Try {
    since: SimTime,
    retry: u32,
}

/// Adds a schedule; its first run may be due at once.
pub fn create(turn: &mut Turn, row: Schedule) -> ScheduleId {
    let now = turn.now();
    let id = turn.sim.world.schedules.add(|id| Schedule { id, ..row });
    let next = turn.world().schedules.get(id);
    let next = next.and_then(|row| next_due(turn.world(), row, now, now));
    edit(turn, id, |row| row.next = next);
    turn.say(Event::Scheduled(id, ScheduleStep::Created));
    wake(turn, id);
    id
}

/// Takes a schedule away, with what was to be tried again.
pub fn delete(turn: &mut Turn, id: ScheduleId) {
    turn.say(Event::Scheduled(id, ScheduleStep::Deleted));
    let row = turn.sim.world.schedules.remove(id);
    if let Some(slot) = row.and_then(|row| row.alarm) {
        turn.sim.agenda.cancel(slot);
    }
}

/// The run that comes at `from` or later, within its flexible window.
fn next_due(world: &World, row: &Schedule, from: SimTime, now: SimTime) -> Option<Due> {
    let due = row.from(world.settings.calendar, from)?;
    let chance = Chance {
        seed: world.settings.seed,
    };
    let (subject, nth) = (u64::from(row.id.0), row.due);
    let seconds = chance.below(row.window.0 / 1_000, chances::SCHEDULE_WINDOW, subject, nth);
    Some(Due {
        due,
        at: (due + Span::seconds(seconds)).max(now),
    })
}

/// Runs what is due of a schedule.
pub fn run(turn: &mut Turn, id: ScheduleId) {
    let now = turn.now();
    edit(turn, id, |row| row.alarm = None);
    let Some(row) = turn.world().schedules.get(id).cloned() else {
        return;
    };
    for one in due(&row, now) {
        attempt(turn, id, &row, one);
    }
    if let Some(due) = row.next.filter(|next| next.at <= now).map(|next| next.due) {
        edit(turn, id, |row| row.due += 1);
        let row = turn.world().schedules.get(id);
        let after = SimTime(due.0 + 1);
        let next = row.and_then(|row| next_due(turn.world(), row, after, now));
        edit(turn, id, |row| row.next = next);
    }
    let row = turn.world().schedules.get(id);
    let over = row.is_some_and(|row| row.next.is_none() && row.retries.is_empty());
    if over && row.is_some_and(|row| row.deletes_itself) {
        delete(turn, id);
    } else {
        wake(turn, id);
    }
}

/// What is tried now: retries first.
fn due(row: &Schedule, now: SimTime) -> Vec<Try> {
    let again = row.retries.iter().filter(|retry| retry.at <= now);
    let again = again.map(|retry| Try {
        since: retry.since,
        retry: retry.retries + 1,
    });
    let first = row.next.filter(|next| next.at <= now);
    let first = first.map(|_| Try {
        since: now,
        retry: 0,
    });
    again.chain(first).collect()
}

/// Asks for tasks, and keeps what came of it.
fn attempt(turn: &mut Turn, id: ScheduleId, row: &Schedule, one: Try) {
    let now = turn.now();
    edit(turn, id, |row| {
        row.retries
            .retain(|retry| retry.since != one.since || retry.retries + 1 != one.retry);
    });
    let answer = turn.sim.answerer.0;
    let Some((status, body)) =
        answer.map(|answer| answer(turn, "RunTask", &row.request.to_string()))
    else {
        return;
    };
    let (mut outcome, again) = outcome(status, &body);
    let at = now + pause(one.retry);
    let in_time = at <= one.since + row.longest_retry;
    let again = again && one.retry < row.most_retries && in_time;
    let step = match &outcome {
        Outcome::Started(tasks) => ScheduleStep::Ran(*tasks),
        Outcome::Failed(_) if again => ScheduleStep::Failed(one.retry),
        Outcome::Failed(why) | Outcome::GaveUp(why) => {
            outcome = Outcome::GaveUp(why.clone());
            ScheduleStep::GaveUp(one.retry)
        }
    };
    edit(turn, id, |row| {
        if again {
            row.retries.push(Retry {
                since: one.since,
                retries: one.retry,
                at,
            });
        }
        row.runs.push_back(Run {
            at: now,
            retry: one.retry,
            outcome,
        });
        if row.runs.len() > MOST_RUNS {
            row.runs.pop_front();
        }
    });
    turn.say(Event::Scheduled(id, step));
}

/// What RunTask answered, and whether it may answer better later. A task that finds no place is
/// tried again; a request that is refused is wrong and stays so.
/// Assumption: both; nobody documents which answers of RunTask are tried again.
fn outcome(status: u16, body: &str) -> (Outcome, bool) {
    let body: Value = serde_json::from_str(body).unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    if status != 200 {
        let name = text(&body["__type"]);
        let message = text(&body["message"]);
        let later = status >= 500 || name == "ThrottlingException";
        return (Outcome::Failed(format!("{name}: {message}").into()), later);
    }
    match body["tasks"].as_array().map_or(0, Vec::len) {
        0 => (
            Outcome::Failed(text(&body["failures"][0]["reason"]).into()),
            true,
        ),
        started => (Outcome::Started(started as u32), false),
    }
}

/// From one try to the next. Assumption: a minute, doubled each time, up to ten minutes.
fn pause(retries: u32) -> Span {
    let doubled = Span(timing::SCHEDULE_RETRY.0 << retries.min(8));
    doubled.min(timing::SCHEDULE_RETRY_MOST)
}

fn edit(turn: &mut Turn, id: ScheduleId, change: impl FnOnce(&mut Schedule)) {
    if let Some(row) = turn.sim.world.schedules.edit(id) {
        change(row);
    }
}

/// Sets the timer for what comes next.
fn wake(turn: &mut Turn, id: ScheduleId) {
    let Some(row) = turn.world().schedules.get(id).filter(|row| row.enabled) else {
        return;
    };
    let retries = row.retries.iter().map(|retry| retry.at);
    let first = retries.chain(row.next.map(|next| next.at)).min();
    if let Some(at) = first {
        let slot = turn.wake(at, Timer::RunSchedule(id));
        edit(turn, id, |row| row.alarm = Some(slot));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_ten_minutes() {
        let minutes: Vec<u64> = (0..6).map(|nth| pause(nth).0 / 60_000).collect();
        assert_eq!(minutes, [1, 2, 4, 8, 10, 10]);
        assert_eq!(pause(184), Span::minutes(10));
    }

    #[test]
    fn answers_are_read() {
        let started = outcome(200, r#"{"tasks":[{},{}],"failures":[{"reason":"AGENT"}]}"#);
        assert_eq!(started, (Outcome::Started(2), false));
        let failed = outcome(
            200,
            r#"{"tasks":[],"failures":[{"reason":"RESOURCE:CPU"}]}"#,
        );
        assert_eq!(failed, (Outcome::Failed("RESOURCE:CPU".into()), true));
        let refused = outcome(400, r#"{"__type":"ClientException","message":"No."}"#);
        assert_eq!(
            refused,
            (Outcome::Failed("ClientException: No.".into()), false)
        );
        assert!(outcome(400, r#"{"__type":"ThrottlingException"}"#).1);
    }
}
