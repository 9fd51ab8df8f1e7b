//! A schedule of EventBridge Scheduler. Source: Amazon EventBridge Scheduler API, GetSchedule;
//! `nextRuns` and `lastRuns` are Drydock's own.

use crate::model::schedule::{Outcome, Run};
use crate::model::{Schedule, World};
use crate::sim::SimTime;
use serde_json::{Value, json};

/// How many runs to come are told.
const RUNS: usize = 5;

/// `arn:…:schedule/default/NAME`
pub fn schedule_arn(world: &World, name: &str) -> String {
    let settings = &world.settings;
    let (region, account) = (&settings.region, &settings.account_id);
    format!("arn:aws:scheduler:{region}:{account}:schedule/default/{name}")
}

/// A schedule as it stands.
pub fn schedule(world: &World, row: &Schedule) -> Value {
    let iso = |at| world.settings.calendar.iso8601(at);
    let runs = row.runs.iter().rev();
    let runs: Vec<Value> = runs.map(|run| of_run(world, run)).collect();
    let retries: Vec<String> = row.retries.iter().map(|retry| iso(retry.at)).collect();
    json!({
        "name": &*row.name,
        "arn": schedule_arn(world, &row.name),
        "state": if row.enabled { "ENABLED" } else { "DISABLED" },
        "scheduleExpression": &*row.text,
        "scheduleExpressionTimezone": &*row.zone,
        "flexibleTimeWindow": window(row),
        "actionAfterCompletion": if row.deletes_itself { "DELETE" } else { "NONE" },
        "retryPolicy": {
            "maximumRetryAttempts": row.most_retries,
            "maximumEventAgeInSeconds": row.longest_retry.0 / 1_000,
        },
        "runTask": &*row.request,
        "nextRuns": next_runs(world, row).into_iter().map(iso).collect::<Vec<_>>(),
        "retries": retries,
        "lastRuns": runs,
    })
}

fn window(row: &Schedule) -> Value {
    match row.window.0 / 60_000 {
        0 => json!({"mode": "OFF"}),
        minutes => json!({"mode": "FLEXIBLE", "maximumWindowInMinutes": minutes}),
    }
}

/// When it runs next, without what a flexible window adds.
pub fn next_runs(world: &World, row: &Schedule) -> Vec<SimTime> {
    let mut next = row.next.filter(|_| row.enabled).map(|next| next.due);
    let mut found = Vec::new();
    while let Some(at) = next
        && found.len() < RUNS
    {
        found.push(at);
        next = row.from(world.settings.calendar, SimTime(at.0 + 1));
    }
    found
}

fn of_run(world: &World, run: &Run) -> Value {
    let at = world.settings.calendar.iso8601(run.at);
    match &run.outcome {
        Outcome::Started(tasks) => json!({"at": at, "retry": run.retry, "tasks": tasks}),
        Outcome::Failed(why) => json!({"at": at, "retry": run.retry, "failed": &**why}),
        Outcome::GaveUp(why) => json!({"at": at, "retry": run.retry, "gaveUp": &**why}),
    }
}
