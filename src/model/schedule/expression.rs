//! When a schedule runs: `rate(…)`, `cron(…)`, `at(…)`.
//!
//! Source: Amazon EventBridge Scheduler User Guide, "Schedule types in EventBridge Scheduler"; its
//! "Daylight savings time on EventBridge Scheduler" for times that a clock never or twice shows.

use super::cron::Cron;
use super::zone::{Shown, Zone};
use crate::sim::Span;
use crate::sim::time::parse_iso8601;

/// A schedule expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// Again and again after this time.
    Rate(Span),
    /// Whenever the calendar says so.
    Cron(Cron),
    /// Once: milliseconds since 1970 on the clock of the time zone.
    At(u64),
}

impl Expression {
    /// Reads an expression; None if it is none.
    pub fn read(text: &str) -> Option<Expression> {
        let (kind, rest) = text.trim().split_once('(')?;
        let inner = rest.strip_suffix(')')?;
        match kind {
            "rate" => rate(inner).map(Expression::Rate),
            "cron" => Cron::read(inner).map(Expression::Cron),
            // A zone belongs to the schedule, not into its expression.
            "at" if inner.len() == "2026-01-01T00:00:00".len() => {
                parse_iso8601(inner).map(Expression::At)
            }
            _ => None,
        }
    }

    /// The first moment that lies before neither `start` nor `from`, in milliseconds since 1970; a
    /// rate counts from `start` on, which is among its moments. None if there is none any more.
    ///
    /// A rate goes by no clock: a day is 24 hours. What cron has for a time that the clock leaves
    /// out does not come, and what it has for one that comes twice comes the first time only.
    /// Assumption: `at` of a time that the clock leaves out comes later by as much.
    pub fn next(&self, zone: &Zone, start: u64, from: u64) -> Option<u64> {
        let first = start.max(from);
        match self {
            Expression::Rate(span) => {
                let steps = first.saturating_sub(start).div_ceil(span.0.max(1));
                Some(start + steps * span.0)
            }
            Expression::Cron(cron) => {
                let mut local = zone.local(first).saturating_sub(1);
                loop {
                    local = cron.next(local)?;
                    match zone.when(local) {
                        Shown::Once(at) | Shown::Twice(at) if at >= first => return Some(at),
                        Shown::Once(_) | Shown::Twice(_) | Shown::Never(_) => {}
                    }
                }
            }
            Expression::At(local) => match zone.when(*local) {
                Shown::Once(at) | Shown::Twice(at) | Shown::Never(at) => Some(at),
            }
            .filter(|at| *at >= first),
        }
    }
}

fn rate(text: &str) -> Option<Span> {
    let mut words = text.split_whitespace();
    let (value, unit) = (words.next()?, words.next()?);
    let value: u64 = value
        .parse()
        .ok()
        .filter(|value| (1..=1_000_000).contains(value))?;
    let minutes = match unit {
        "minute" | "minutes" => 1,
        "hour" | "hours" => 60,
        "day" | "days" => 24 * 60,
        _ => return None,
    };
    words
        .next()
        .is_none()
        .then_some(Span::minutes(value * minutes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::time::iso8601;

    /// The next moments of an expression after 2026-01-01T00:00:00Z, a Thursday.
    fn next(text: &str, count: usize) -> Vec<String> {
        let start = parse_iso8601("2026-01-01").expect("a date");
        let expression = Expression::read(text).expect("an expression");
        let mut after = start;
        let mut found = Vec::new();
        while found.len() < count
            && let Some(at) = expression.next(&Zone::utc(), start, after + 1)
        {
            found.push(iso8601(at)[..16].to_owned());
            after = at;
        }
        found
    }

    /// The examples of the EventBridge user guides.
    #[test]
    fn the_examples_of_the_guides() {
        for (text, first) in [
            (
                "cron(0 10 * * ? *)",
                ["2026-01-01T10:00", "2026-01-02T10:00"],
            ),
            (
                "cron(15 12 * * ? *)",
                ["2026-01-01T12:15", "2026-01-02T12:15"],
            ),
            (
                "cron(0 18 ? * MON-FRI *)",
                ["2026-01-01T18:00", "2026-01-02T18:00"],
            ),
            (
                "cron(0 8 1 * ? *)",
                ["2026-01-01T08:00", "2026-02-01T08:00"],
            ),
            (
                "cron(0/15 * * * ? *)",
                ["2026-01-01T00:15", "2026-01-01T00:30"],
            ),
            (
                "cron(0/10 * ? * MON-FRI *)",
                ["2026-01-01T00:10", "2026-01-01T00:20"],
            ),
            (
                "cron(0/5 8-17 ? * MON-FRI *)",
                ["2026-01-01T08:00", "2026-01-01T08:05"],
            ),
            (
                "cron(0 9 ? * 2#1 *)",
                ["2026-01-05T09:00", "2026-02-02T09:00"],
            ),
            (
                "cron(15 10 ? * 6L 2026-2027)",
                ["2026-01-30T10:15", "2026-02-27T10:15"],
            ),
            ("rate(5 minutes)", ["2026-01-01T00:05", "2026-01-01T00:10"]),
            ("rate(1 hour)", ["2026-01-01T01:00", "2026-01-01T02:00"]),
            ("rate(7 days)", ["2026-01-08T00:00", "2026-01-15T00:00"]),
        ] {
            assert_eq!(next(text, 2), first, "{text}");
        }
        assert_eq!(next("at(2026-11-20T13:00:00)", 2), ["2026-11-20T13:00"]);
    }

    #[test]
    fn days_that_the_calendar_decides() {
        for (text, expected) in [
            (
                "cron(0 0 L * ? *)",
                vec!["2026-01-31T00:00", "2026-02-28T00:00"],
            ),
            (
                "cron(0 0 LW * ? *)",
                vec!["2026-01-30T00:00", "2026-02-27T00:00"],
            ),
            (
                "cron(0 0 3W * ? *)",
                vec!["2026-01-02T00:00", "2026-02-03T00:00"],
            ),
            (
                "cron(0 0 1W 8 ? *)",
                vec!["2026-08-03T00:00", "2027-08-02T00:00"],
            ),
            (
                "cron(0 0 29 2 ? *)",
                vec!["2028-02-29T00:00", "2032-02-29T00:00"],
            ),
            (
                "cron(30 6 ? JAN,JUL SAT#5 *)",
                vec!["2026-01-31T06:30", "2027-01-30T06:30"],
            ),
            (
                "cron(0 0 ? * L *)",
                vec!["2026-01-03T00:00", "2026-01-10T00:00"],
            ),
            ("cron(0 12 1 1 ? 2030)", vec!["2030-01-01T12:00"]),
            ("cron(0 0 30 2 ? *)", vec![]),
        ] {
            assert_eq!(next(text, 2), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_expression() {
        for text in [
            "",
            "rate()",
            "rate(0 minutes)",
            "rate(5 weeks)",
            "rate(5 minutes now)",
            "rate(5)",
            "cron(0 10 * * * *)",
            "cron(0 10 ? * ? *)",
            "cron(60 10 * * ? *)",
            "cron(0 10 * * ?)",
            "cron(0 10 5-1 * ? *)",
            "cron(0/0 10 * * ? *)",
            "cron(0 10 ? * 8 *)",
            "cron(0 10 ? * 2#6 *)",
            "at(2026-02-30T00:00:00)",
            "at(2026-02-20T00:00:00Z)",
            "at(2026-02-20)",
            "every(5 minutes)",
            "rate(5 minutes",
        ] {
            assert_eq!(Expression::read(text), None, "{text}");
        }
    }

    /// The next moments of an expression in a zone from a moment on, in UTC.
    fn next_in(zone: &str, text: &str, from: &str, count: usize) -> Vec<String> {
        let zone = Zone::named(zone).expect("a zone");
        let expression = Expression::read(text).expect("an expression");
        let start = parse_iso8601(from).expect("a date");
        let mut from = start;
        let mut found = Vec::new();
        while found.len() < count
            && let Some(at) = expression.next(&zone, start, from)
        {
            found.push(iso8601(at)[5..16].to_owned());
            from = at + 1;
        }
        found
    }

    #[test]
    fn clocks_of_zones_that_have_one_offset() {
        let noon = "cron(0 12 * * ? *)";
        assert_eq!(next_in("Etc/GMT-2", noon, "2026-01-01", 1), ["01-01T10:00"]);
        let once = "at(2026-01-01T12:00:00)";
        assert_eq!(next_in("Etc/GMT+5", once, "2026-01-01", 2), ["01-01T17:00"]);
        assert_eq!(
            next_in("Asia/Tehran", noon, "2026-06-01", 1),
            ["06-01T08:30"]
        );
    }

    /// The example of the User Guide: `cron(30 2 * * ? *)` in America/Los_Angeles.
    #[test]
    fn a_time_that_the_clock_leaves_out_or_has_twice() {
        let half_past_two = "cron(30 2 * * ? *)";
        assert_eq!(
            next_in(
                "America/Los_Angeles",
                half_past_two,
                "2026-03-07T00:00:00Z",
                3
            ),
            ["03-07T10:30", "03-09T09:30", "03-10T09:30"]
        );
        // The guide has the clock go from 2:59 back to 2:00; it goes from 1:59 back to 1:00.
        let half_past_one = "cron(30 1 * * ? *)";
        assert_eq!(
            next_in(
                "America/Los_Angeles",
                half_past_one,
                "2026-10-31T00:00:00Z",
                3
            ),
            ["10-31T08:30", "11-01T08:30", "11-02T09:30"]
        );
    }

    #[test]
    fn a_clock_that_is_put_back_runs_nothing_again() {
        let quarters = "cron(0/30 * * * ? *)";
        assert_eq!(
            next_in("Europe/Berlin", quarters, "2026-10-24T23:45:00Z", 4),
            ["10-25T00:00", "10-25T00:30", "10-25T02:00", "10-25T02:30"]
        );
        assert_eq!(
            next_in("Europe/Berlin", quarters, "2026-03-29T00:15:00Z", 3),
            ["03-29T00:30", "03-29T01:00", "03-29T01:30"]
        );
    }

    #[test]
    fn rates_go_by_no_clock_and_at_finds_a_moment() {
        assert_eq!(
            next_in("Europe/Berlin", "rate(1 days)", "2026-03-28T12:00:00Z", 3),
            ["03-28T12:00", "03-29T12:00", "03-30T12:00"]
        );
        let left_out = "at(2026-03-29T02:30:00)";
        let found = next_in("Europe/Berlin", left_out, "2026-01-01", 2);
        assert_eq!(found, ["03-29T01:30"]);
        let twice = "at(2026-10-25T02:30:00)";
        let found = next_in("Europe/Berlin", twice, "2026-01-01", 2);
        assert_eq!(found, ["10-25T00:30"]);
    }
}
