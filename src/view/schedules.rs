//! Schedules: when they run next, and what came of their last runs.

use super::format;
use crate::api::render::next_runs;
use crate::model::schedule::{Outcome, Run};
use crate::model::{Schedule, World};
use crate::sim::SimTime;
use crate::sim::time::iso8601;

/// How many of the last runs show.
const LAST: usize = 5;

/// A schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleView {
    /// Its name.
    pub name: String,
    /// Expression, time zone, window.
    pub when: String,
    /// What it runs.
    pub what: String,
    /// The next runs: the date, that of the time zone if it is another, and how far off it is.
    pub next: Vec<String>,
    /// When a failed run is tried again.
    pub retries: Vec<String>,
    /// The last runs, the newest first.
    pub last: Vec<String>,
}

/// All schedules, in the order of their creation.
pub fn schedules(world: &World, now: SimTime) -> Vec<ScheduleView> {
    let rows = world.schedules.rows();
    rows.map(|row| view(world, row, now)).collect()
}

fn view(world: &World, row: &Schedule, now: SimTime) -> ScheduleView {
    let when = |at| moment(world, row, at, now);
    let window = match row.window.0 {
        0 => String::new(),
        _ => format!(", within {}", format::span(row.window)),
    };
    let state = if row.enabled { "" } else { ", DISABLED" };
    let text = |member: &str| row.request[member].as_str().unwrap_or_default().to_owned();
    let cluster = match text("cluster").as_str() {
        "" => "default".to_owned(),
        name => name.to_owned(),
    };
    let count = row.request["count"].as_u64().unwrap_or(1);
    ScheduleView {
        name: row.name.to_string(),
        when: format!("{} {}{window}{state}", row.text, row.zone),
        what: format!(
            "{} of {} in {cluster}",
            format::count(count, "task"),
            text("taskDefinition")
        ),
        next: next_runs(world, row).into_iter().map(when).collect(),
        retries: row.retries.iter().map(|one| when(one.at)).collect(),
        last: row
            .runs
            .iter()
            .rev()
            .take(LAST)
            .map(|run| of_run(world, run))
            .collect(),
    }
}

/// `2026-01-01 00:05:00`
fn date(world: &World, at: SimTime) -> String {
    spaced(&world.settings.calendar.iso8601(at))
}

fn spaced(iso8601: &str) -> String {
    iso8601[..19].replace('T', " ")
}

fn moment(world: &World, row: &Schedule, at: SimTime, now: SimTime) -> String {
    let utc = world.settings.calendar.epoch_millis(at);
    let local = row.clock.local(utc);
    let local = if local == utc {
        String::new()
    } else {
        format!(" ({} in {})", spaced(&iso8601(local)), row.zone)
    };
    let far = format::span(at.since(now));
    format!("{}{local}, in {far}", date(world, at))
}

fn of_run(world: &World, run: &Run) -> String {
    let date = date(world, run.at);
    let retry = match run.retry {
        0 => String::new(),
        nth => format!(" (retry {nth})"),
    };
    match &run.outcome {
        Outcome::Started(tasks) => {
            format!(
                "{date}{retry}: {}",
                format::count(u64::from(*tasks), "task")
            )
        }
        Outcome::Failed(why) => format!("{date}{retry}: {why}; is tried again"),
        Outcome::GaveUp(why) => format!("{date}{retry}: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Command, Timeline};
    use crate::model::Settings;
    use crate::sim::Span;
    use serde_json::json;

    #[test]
    fn a_schedule_shows_what_comes_and_what_came() {
        let mut timeline = Timeline::new(Settings::default());
        let mut ask = |action: &str, body: serde_json::Value| {
            let answer = timeline.ask(Command::new(action, &body.to_string()));
            assert_eq!(answer.status, 200, "{action}: {}", answer.body);
        };
        ask("CreateCluster", json!({}));
        let container = json!({"name": "web", "image": "nginx", "memory": 128});
        ask(
            "RegisterTaskDefinition",
            json!({"family": "web", "containerDefinitions": [container]}),
        );
        ask(
            "Drydock.CreateSchedule",
            json!({
                "name": "beat", "scheduleExpression": "rate(2 hours)",
                "startDate": "2026-01-01T01:00:00Z",
                "target": {"ecsParameters": {"taskDefinitionArn": "web", "launchType": "EC2"}},
            }),
        );
        timeline.advance(Span::minutes(62), u32::MAX);
        let shown = schedules(timeline.world(), timeline.now()).remove(0);
        assert_eq!(
            (&*shown.when, &*shown.what),
            ("rate(2 hours) UTC", "1\u{a0}task of web in default")
        );
        assert_eq!(
            shown.next[0],
            "2026-01-01 03:00:00, in 1\u{a0}h 58\u{a0}min"
        );
        assert_eq!(shown.retries, [""; 0]);
        assert_eq!(
            shown.last,
            [
                "2026-01-01 01:00:00: InvalidParameterException: No Container Instances were found \
                 in your cluster."
            ]
        );
    }

    #[test]
    fn a_schedule_in_a_time_zone_shows_both_clocks() {
        let mut timeline = Timeline::new(Settings::default());
        let body = json!({
            "name": "morning", "scheduleExpression": "cron(30 8 * * ? *)",
            "scheduleExpressionTimezone": "Asia/Tokyo",
            "target": {"ecsParameters": {"taskDefinitionArn": "web"}},
        });
        let create = Command::new("Drydock.CreateSchedule", &body.to_string());
        assert_eq!(timeline.ask(create).status, 200);
        let shown = schedules(timeline.world(), timeline.now()).remove(0);
        assert_eq!(shown.when, "cron(30 8 * * ? *) Asia/Tokyo");
        assert_eq!(
            shown.next[0],
            "2026-01-01 23:30:00 (2026-01-02 08:30:00 in Asia/Tokyo), in 23\u{a0}h 30\u{a0}min"
        );
    }
}
