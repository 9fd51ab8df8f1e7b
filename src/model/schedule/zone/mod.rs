//! Time zones: what the clock shows at a moment, and when it shows a time.
//!
//! Source: the IANA time zone database, as its compiled files have it, which EventBridge Scheduler
//! uses too (User Guide, "Time zones on EventBridge Scheduler").

mod posix;
mod table;

use posix::Rule;
use std::sync::Arc;

/// A time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    rule: Rule,
    /// What comes before the rule holds: from when on, in milliseconds since 1970, and the offset
    /// in seconds; the first from ever on. Most zones have none.
    changes: Arc<[(u64, i64)]>,
}

/// When a clock shows a time, in milliseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Once.
    Once(u64),
    /// Twice, since it is put back; the first time.
    Twice(u64),
    /// Never, since it is put forward; the time that it shows instead, later by what is left out.
    Never(u64),
}

/// Longer than what clocks are put by, in milliseconds.
const DAY: u64 = 86_400_000;

impl Zone {
    /// The zone of a name of the database, `Europe/Berlin` or a link such as `US/Eastern`; None if
    /// there is none.
    pub fn named(name: &str) -> Option<Zone> {
        table::find(name)
    }

    /// UTC.
    pub fn utc() -> Zone {
        Zone {
            rule: Rule::UTC,
            changes: Arc::new([]),
        }
    }

    /// The zone of a rule as POSIX writes it, `CET-1CEST,M3.5.0,M10.5.0/3`; None if it is none.
    /// Where a summer time has no dates, those of the United States hold. Source: glibc manual,
    /// "TZ Variable"; RFC 9636, by behaviour.
    pub fn of_rule(text: &str) -> Option<Zone> {
        let dated = || format!("{text},M3.2.0,M11.1.0").parse::<Rule>();
        let rule = text.parse::<Rule>().or_else(|()| dated()).ok()?;
        Some(Zone {
            rule,
            changes: Arc::new([]),
        })
    }

    /// What the zone is called at a moment in milliseconds since 1970, such as `CEST`; `+01` where
    /// nobody has given it letters.
    pub fn abbreviation(&self, at: u64) -> String {
        self.rule.name(self.offset(at) / 1_000)
    }

    /// Of a time that is shown twice, the second moment; `at` is the first.
    pub fn again(&self, at: u64) -> u64 {
        let (before, after) = (self.offset(at), self.offset(at.saturating_add(DAY)));
        at.saturating_add_signed(before - after)
    }

    /// The names of all zones, sorted.
    pub fn names() -> Vec<String> {
        let mut names: Vec<String> = table::names().collect();
        crate::sim::sort::by_key(&mut names, Clone::clone);
        names
    }

    /// How many milliseconds the zone lies east of UTC at a moment.
    fn offset(&self, at: u64) -> i64 {
        let coming = self.changes.partition_point(|(from, _)| *from <= at);
        let by_rule = coming == self.changes.len();
        let seconds = match self.changes.get(coming.wrapping_sub(1)) {
            Some((_, offset)) if !by_rule => *offset,
            _ => self.rule.offset((at / 1_000) as i64),
        };
        seconds * 1_000
    }

    /// What the clock shows at a moment, both in milliseconds since 1970.
    pub fn local(&self, at: u64) -> u64 {
        at.saturating_add_signed(self.offset(at))
    }

    /// When the clock shows a time, both in milliseconds since 1970.
    pub fn when(&self, local: u64) -> Shown {
        let before = self.offset(local.saturating_sub(DAY));
        let after = self.offset(local.saturating_add(DAY));
        let under = |offset: i64| local.saturating_add_signed(-offset);
        let holds = |offset: i64| self.offset(under(offset)) == offset;
        match (holds(before), holds(after)) {
            (true, true) if before != after => Shown::Twice(under(before)),
            (true, _) => Shown::Once(under(before)),
            (false, true) => Shown::Once(under(after)),
            (false, false) => Shown::Never(under(before)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::time::{iso8601, parse_iso8601};

    fn zone(name: &str) -> Zone {
        Zone::named(name).unwrap_or_else(|| panic!("no zone {name}"))
    }

    fn at(text: &str) -> u64 {
        parse_iso8601(text).expect("a date")
    }

    fn local(name: &str, moment: &str) -> String {
        iso8601(zone(name).local(at(moment)))[..16].to_owned()
    }

    #[test]
    fn all_zones_can_be_read() {
        let names = Zone::names();
        assert!(names.is_sorted());
        assert!(names.len() > 590, "{}", names.len());
        for name in &names {
            let zone = zone(name);
            // From the start of 2026 on, and when the clock has long gone by the rule.
            for at in [at("2026-01-01"), at("2026-07-01"), at("2150-01-01")] {
                let hours = zone.offset(at) / 3_600_000;
                assert!((-12..=14).contains(&hours), "{name} {hours}");
                assert_eq!(zone.when(zone.local(at)), Shown::Once(at), "{name}");
            }
        }
        for other in [
            "",
            "Europe/Bielefeld",
            "europe/berlin",
            "/Berlin",
            "CET-1",
            "Factory",
        ] {
            assert_eq!(Zone::named(other), None, "{other}");
        }
    }

    #[test]
    fn what_clocks_show() {
        for (name, moment, shown) in [
            ("UTC", "2026-07-01T12:00:00Z", "2026-07-01T12:00"),
            ("Etc/GMT-2", "2026-07-01T12:00:00Z", "2026-07-01T14:00"),
            ("Europe/Berlin", "2026-01-01T12:00:00Z", "2026-01-01T13:00"),
            ("Europe/Berlin", "2026-07-01T12:00:00Z", "2026-07-01T14:00"),
            ("US/Eastern", "2026-07-01T12:00:00Z", "2026-07-01T08:00"),
            (
                "America/New_York",
                "2026-01-01T12:00:00Z",
                "2026-01-01T07:00",
            ),
            (
                "Australia/Lord_Howe",
                "2026-07-01T12:00:00Z",
                "2026-07-01T22:30",
            ),
            (
                "Australia/Lord_Howe",
                "2026-01-01T12:00:00Z",
                "2026-01-01T23:00",
            ),
            ("Asia/Tehran", "2026-07-01T12:00:00Z", "2026-07-01T15:30"),
            ("Asia/Kolkata", "2026-07-01T12:00:00Z", "2026-07-01T17:30"),
            (
                "Pacific/Auckland",
                "2026-01-01T12:00:00Z",
                "2026-01-02T01:00",
            ),
            (
                "America/Argentina/Salta",
                "2026-01-01T12:00:00Z",
                "2026-01-01T09:00",
            ),
            // Morocco goes without its summer time of the Ramadan in 2026.
            (
                "Africa/Casablanca",
                "2026-01-01T12:00:00Z",
                "2026-01-01T13:00",
            ),
            (
                "Africa/Casablanca",
                "2026-02-20T12:00:00Z",
                "2026-02-20T12:00",
            ),
        ] {
            assert_eq!(local(name, moment), shown, "{name} {moment}");
        }
    }

    #[test]
    fn times_that_come_once_twice_or_never() {
        let berlin = zone("Europe/Berlin");
        let when = |local: &str| berlin.when(at(local));
        assert_eq!(
            when("2026-03-29T01:59:00"),
            Shown::Once(at("2026-03-29T00:59:00Z"))
        );
        assert_eq!(
            when("2026-03-29T02:30:00"),
            Shown::Never(at("2026-03-29T01:30:00Z"))
        );
        assert_eq!(
            when("2026-03-29T03:00:00"),
            Shown::Once(at("2026-03-29T01:00:00Z"))
        );
        assert_eq!(
            when("2026-10-25T02:00:00"),
            Shown::Twice(at("2026-10-25T00:00:00Z"))
        );
        assert_eq!(
            when("2026-10-25T02:59:00"),
            Shown::Twice(at("2026-10-25T00:59:00Z"))
        );
        assert_eq!(
            when("2026-10-25T03:00:00"),
            Shown::Once(at("2026-10-25T02:00:00Z"))
        );
        let lord_howe = zone("Australia/Lord_Howe");
        assert_eq!(
            lord_howe.when(at("2026-10-04T02:15:00")),
            Shown::Never(at("2026-10-03T15:45:00Z"))
        );
        assert_eq!(
            lord_howe.when(at("2026-04-05T01:45:00")),
            Shown::Twice(at("2026-04-04T14:45:00Z"))
        );
    }
}
