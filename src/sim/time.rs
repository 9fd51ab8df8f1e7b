//! Simulated time: whole milliseconds since the start of the run.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// A moment of the run, in milliseconds since its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SimTime(pub u64);

/// A length of simulated time, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(pub u64);

impl SimTime {
    /// The start of the run.
    pub const START: SimTime = SimTime(0);
    /// Later than every moment that a run can reach.
    pub const NEVER: SimTime = SimTime(u64::MAX);

    /// How long after `earlier` this moment is; zero if it is not after it.
    pub fn since(self, earlier: SimTime) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);

    /// A span of whole milliseconds.
    pub const fn millis(millis: u64) -> Span {
        Span(millis)
    }

    /// A span of whole seconds.
    pub const fn seconds(seconds: u64) -> Span {
        Span(seconds * 1_000)
    }

    /// A span of whole minutes.
    pub const fn minutes(minutes: u64) -> Span {
        Span(minutes * 60_000)
    }

    /// A span of whole hours.
    pub const fn hours(hours: u64) -> Span {
        Span(hours * 3_600_000)
    }
}

impl Add<Span> for SimTime {
    type Output = SimTime;
    fn add(self, span: Span) -> SimTime {
        SimTime(self.0.saturating_add(span.0))
    }
}

impl AddAssign<Span> for SimTime {
    fn add_assign(&mut self, span: Span) {
        *self = *self + span;
    }
}

impl Add for Span {
    type Output = Span;
    fn add(self, other: Span) -> Span {
        Span(self.0.saturating_add(other.0))
    }
}

impl Sub for SimTime {
    type Output = Span;
    fn sub(self, earlier: SimTime) -> Span {
        self.since(earlier)
    }
}

/// `00:06:42.000`, hours first; days are counted as hours.
impl fmt::Display for SimTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ms, s) = (self.0 % 1_000, self.0 / 1_000);
        write!(
            out,
            "{:02}:{:02}:{:02}.{ms:03}",
            s / 3_600,
            s / 60 % 60,
            s % 60
        )
    }
}

/// `3.4 s`, the one way the product writes a length of time in texts.
impl fmt::Display for Span {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{} s", self.0 / 1_000, self.0 % 1_000 / 100)
    }
}

/// Where the run lies on the calendar: the epoch milliseconds (UTC) of its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Milliseconds since 1970-01-01T00:00:00Z at which the run starts.
    pub start_epoch_millis: u64,
}

impl Calendar {
    /// 2026-01-01T00:00:00Z, the start of a run that names none.
    pub const DEFAULT: Calendar = Calendar {
        start_epoch_millis: 1_767_225_600_000,
    };

    /// The epoch milliseconds of a moment of the run.
    pub fn epoch_millis(self, at: SimTime) -> u64 {
        self.start_epoch_millis.saturating_add(at.0)
    }

    /// The moment of the run that has these epoch milliseconds; the start if it lies before it.
    pub fn moment(self, epoch_millis: u64) -> SimTime {
        SimTime(epoch_millis.saturating_sub(self.start_epoch_millis))
    }

    /// `2026-01-01T00:00:18.000Z`: the form in which ECS events carry times.
    pub fn iso8601(self, at: SimTime) -> String {
        iso8601(self.epoch_millis(at))
    }

    /// The same in whole seconds: `2026-01-01T00:00:18Z`.
    pub fn iso8601_seconds(self, at: SimTime) -> String {
        let mut text = self.iso8601(at);
        text.truncate(text.len() - ".000Z".len());
        text + "Z"
    }
}

/// Writes epoch milliseconds as `2026-01-01T00:00:18.000Z`.
pub fn iso8601(epoch_millis: u64) -> String {
    let (days, rest) = (epoch_millis / 86_400_000, epoch_millis % 86_400_000);
    let (year, month, day) = civil_from_days(days);
    let (ms, s) = (rest % 1_000, rest / 1_000);
    let (hour, minute, second) = (s / 3_600, s / 60 % 60, s % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z")
}

/// Reads `2026-01-01`, `2026-01-01T00:00:00Z`, with or without a fraction, a zone or neither
/// (then UTC is meant). None if it is no such text or lies before 1970.
pub fn parse_iso8601(text: &str) -> Option<u64> {
    let (date, clock) = text.split_once(['T', ' ']).unwrap_or((text, "00:00:00"));
    let mut parts = date.split('-');
    let year: u64 = digits(parts.next()?, 4)?;
    let month: u64 = digits(parts.next()?, 2)?;
    let day: u64 = digits(parts.next()?, 2)?;
    let valid = (1970..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in_month(year, month)).contains(&day);
    if parts.next().is_some() || !valid {
        return None;
    }
    let (clock, zone_minutes) = split_zone(clock)?;
    let of_day = parse_clock(clock)?;
    let utc = (days_from_civil(year, month, day) * 86_400_000 + of_day) as i64;
    u64::try_from(utc - zone_minutes * 60_000).ok()
}

/// Splits `00:00:00+02:00` into the clock and the zone's minutes east of UTC.
fn split_zone(clock: &str) -> Option<(&str, i64)> {
    if let Some(bare) = clock.strip_suffix('Z') {
        return Some((bare, 0));
    }
    let Some(at) = clock.rfind(['+', '-']) else {
        return Some((clock, 0));
    };
    let (bare, zone) = clock.split_at(at);
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone[1..].split_once(':')?;
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    Some((bare, sign * (hours * 60 + minutes) as i64))
}

/// Milliseconds of `hh:mm:ss[.fff…]` within its day.
fn parse_clock(clock: &str) -> Option<u64> {
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, ""));
    let mut parts = whole.split(':');
    let hour = digits(parts.next()?, 2)?;
    let minute = digits(parts.next()?, 2)?;
    let second = digits(parts.next()?, 2)?;
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths = fraction.bytes().chain(*b"000").take(3);
    let millis = thousandths.fold(0, |sum, byte| sum * 10 + u64::from(byte - b'0'));
    Some((hour * 3_600 + minute * 60 + second) * 1_000 + millis)
}

fn digits(text: &str, length: usize) -> Option<u64> {
    let fits = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits { text.parse().ok() } else { None }
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// Days of a month of the Gregorian calendar; 1 is January.
pub fn days_in_month(year: u64, month: u64) -> u64 {
    match month {
        2 => 28 + u64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar, 1970 or later.
pub fn days_from_civil(year: u64, month: u64, day: u64) -> u64 {
    let before = year - 1;
    let leap_days = before / 4 - before / 100 + before / 400 - 477;
    let months: u64 = (1..month).map(|month| days_in_month(year, month)).sum();
    (year - 1970) * 365 + leap_days + months + day - 1
}

/// Year, month and day: the inverse of [`days_from_civil`].
pub fn civil_from_days(days: u64) -> (u64, u64, u64) {
    let mut year = 1970 + days / 366;
    while days_from_civil(year + 1, 1, 1) <= days {
        year += 1;
    }
    let mut rest = days - days_from_civil(year, 1, 1);
    let mut month = 1;
    while rest >= days_in_month(year, month) {
        rest -= days_in_month(year, month);
        month += 1;
    }
    (year, month, rest + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_and_reads_the_calendar() {
        for (epoch, text) in [
            (0, "1970-01-01T00:00:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_767_225_600_000, "2026-01-01T00:00:00.000Z"),
            (1_798_761_599_999, "2026-12-31T23:59:59.999Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        ] {
            assert_eq!(iso8601(epoch), text);
            assert_eq!(parse_iso8601(text), Some(epoch));
        }
    }

    #[test]
    fn reads_the_forms_of_the_cluster_query_language() {
        let noon = Some(1_529_360_908_000);
        assert_eq!(parse_iso8601("2018-06-18T22:28:28+00:00"), noon);
        assert_eq!(parse_iso8601("2018-06-18T22:28:28Z"), noon);
        assert_eq!(parse_iso8601("2018-06-18T22:28:28"), noon);
        assert_eq!(parse_iso8601("2018-06-19T00:28:28+02:00"), noon);
        assert_eq!(parse_iso8601("2018-06-18"), Some(1_529_280_000_000));
        for bad in [
            "",
            "2018",
            "2018-13-01",
            "2018-02-29",
            "2018-06-18T25:00:00",
            "x-06-18",
        ] {
            assert_eq!(parse_iso8601(bad), None, "{bad}");
        }
    }
}
