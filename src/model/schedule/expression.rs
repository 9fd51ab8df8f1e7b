//! When a schedule runs: `rate(…)`, `cron(…)`, `at(…)`.
//!
//! Source: Amazon EventBridge Scheduler User Guide, "Schedule types in EventBridge Scheduler".

use super::cron::Cron;
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

/// Minutes east of UTC.
pub type Offset = i64;

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
    pub fn next(&self, offset: Offset, start: u64, from: u64) -> Option<u64> {
        let local = |utc: u64| utc.saturating_add_signed(offset * 60_000);
        let utc = |local: u64| local.saturating_add_signed(-offset * 60_000);
        let first = start.max(from);
        match self {
            Expression::Rate(span) => {
                let steps = first.saturating_sub(start).div_ceil(span.0.max(1));
                Some(start + steps * span.0)
            }
            Expression::Cron(cron) => cron.next(local(first).saturating_sub(1)).map(utc),
            Expression::At(at) => Some(utc(*at)).filter(|at| *at >= first),
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

/// The offset of a time zone; None if its rules are not known. UTC and the zones of the IANA
/// database that have one offset for ever: `Etc/GMT-2` lies two hours east of UTC.
pub fn offset(zone: &str) -> Option<Offset> {
    let fixed = zone.strip_prefix("Etc/").unwrap_or(zone);
    match fixed {
        "" | "UTC" | "GMT" | "UCT" | "Universal" | "Zulu" | "Greenwich" => Some(0),
        fixed => {
            let west = fixed
                .strip_prefix("GMT")
                .filter(|_| fixed.len() < zone.len())?;
            let hours: i64 = west.parse().ok().filter(|_| west.starts_with(['+', '-']))?;
            (-14..=12).contains(&hours).then_some(-hours * 60)
        }
    }
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
            && let Some(at) = expression.next(0, start, after + 1)
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

    #[test]
    fn zones_that_have_one_offset() {
        assert_eq!(offset("UTC"), Some(0));
        assert_eq!(offset("Etc/UTC"), Some(0));
        assert_eq!(offset("Etc/GMT-2"), Some(120));
        assert_eq!(offset("Etc/GMT+5"), Some(-300));
        for other in ["Europe/Paris", "GMT+5", "Etc/GMT+13", "Etc/GMT5", "CET"] {
            assert_eq!(offset(other), None, "{other}");
        }
        let start = parse_iso8601("2026-01-01").expect("a date");
        let noon = Expression::read("cron(0 12 * * ? *)").expect("an expression");
        let at = noon.next(120, start, start).map(iso8601);
        assert_eq!(at.as_deref(), Some("2026-01-01T10:00:00.000Z"));
        let once = Expression::read("at(2026-01-01T12:00:00)").expect("an expression");
        let at = once.next(-300, start, start).map(iso8601);
        assert_eq!(at.as_deref(), Some("2026-01-01T17:00:00.000Z"));
    }
}
