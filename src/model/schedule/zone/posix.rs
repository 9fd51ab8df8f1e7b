//! The rule of a time zone as POSIX writes it: `CET-1CEST,M3.5.0,M10.5.0/3`. Integers only.
//!
//! Source: POSIX.1-2024, Base Definitions, chapter 8, `TZ`; RFC 9636 (TZif), section 3.3.1: in the
//! foot of a file times of day reach from -167 to 167 hours, and a rule of summer time is given.

use crate::sim::time::{civil_from_days, days_from_civil, days_in_month};
use std::str::FromStr;

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;
const DAY: i64 = 86_400;

/// The clocks change at two in the morning if a rule does not say when. Source: as above.
const USUAL_TIME: i64 = 2 * HOUR;

/// The rule of a zone. Offsets are seconds east of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    standard: i64,
    summer: Option<Summer>,
    /// What standard and summer time are called.
    names: [Name; 2],
}

/// The name of a zone's time, such as `CEST`, with blanks behind it.
type Name = [u8; NAME_MOST];

/// The most letters of such a name.
const NAME_MOST: usize = 8;

const UTC: Name = *b"UTC     ";

/// The other time of a part of the year. It may lie behind standard time, as in Ireland's winter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Summer {
    offset: i64,
    from: Change,
    to: Change,
}

/// When the clocks change each year: on this day, so many seconds after its start by the clock
/// that goes until then; the time may be negative or longer than a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Change {
    day: Date,
    time: i64,
}

/// A day of each year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Date {
    /// `M3.5.0`: in this month the how-manieth such weekday, 0 for Sunday; 5 for the last.
    Weekday { month: u64, nth: u64, weekday: u64 },
    /// `J60`: the day of the year, from 1 on; the 29th of February does not count.
    WithoutLeapDay(u64),
    /// `59`: the day of the year, from 0 on.
    OfYear(u64),
}

impl Date {
    /// The day in that year, in days since 1970.
    fn in_year(self, year: u64) -> u64 {
        let first = days_from_civil(year, 1, 1);
        match self {
            Date::Weekday {
                month,
                nth,
                weekday,
            } => {
                let first = days_from_civil(year, month, 1);
                // The first of January 1970 was a Thursday.
                let day = (weekday + 7 - (first + 4) % 7) % 7 + 7 * (nth - 1);
                let beyond = day >= days_in_month(year, month);
                first + day - if beyond { 7 } else { 0 }
            }
            Date::WithoutLeapDay(day) => {
                let leap = day > 59 && days_in_month(year, 2) == 29;
                first + day - 1 + u64::from(leap)
            }
            Date::OfYear(day) => first + day,
        }
    }
}

impl Change {
    /// When it comes in that year, in seconds since 1970, under the offset that holds until then.
    fn at(self, year: u64, before: i64) -> i64 {
        self.day.in_year(year) as i64 * DAY + self.time - before
    }
}

impl Rule {
    /// UTC.
    pub const UTC: Rule = Rule {
        standard: 0,
        summer: None,
        names: [UTC, UTC],
    };

    /// What the time with this offset is called. One that the rule does not have is called by its
    /// number.
    pub fn name(&self, offset: i64) -> String {
        let is_summer = self.summer.is_some_and(|summer| summer.offset == offset);
        let is_standard = self.standard == offset;
        let name = match (is_standard, is_summer) {
            (true, _) => self.names[0],
            (false, true) => self.names[1],
            (false, false) => return numbered(offset),
        };
        String::from_utf8_lossy(&name).trim_end().to_owned()
    }

    /// The offset at a moment in seconds since 1970: seconds east of UTC.
    pub fn offset(&self, at: i64) -> i64 {
        let Some(summer) = self.summer else {
            return self.standard;
        };
        let day = (at + self.standard).max(0) / DAY;
        let (year, _, _) = civil_from_days(day as u64);
        let from = summer.from.at(year, self.standard);
        let to = summer.to.at(year, summer.offset);
        let is_summer = if from <= to {
            (from..to).contains(&at)
        } else {
            !(to..from).contains(&at)
        };
        if is_summer {
            summer.offset
        } else {
            self.standard
        }
    }
}

/// An offset in seconds as a name: `+0530`.
fn numbered(offset: i64) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let (hours, minutes) = (offset.abs() / HOUR, offset.abs() % HOUR / MINUTE);
    match minutes {
        0 => format!("{sign}{hours:02}"),
        minutes => format!("{sign}{hours:02}{minutes:02}"),
    }
}

impl FromStr for Rule {
    type Err = ();

    /// # Errors
    /// The text is no such rule, or has a summer time and does not say from when to when.
    fn from_str(text: &str) -> Result<Rule, ()> {
        let mut reader = Reader(text);
        let rule = reader.rule().ok_or(())?;
        if reader.0.is_empty() {
            Ok(rule)
        } else {
            Err(())
        }
    }
}

/// What is still to be read.
struct Reader<'a>(&'a str);

impl Reader<'_> {
    fn rule(&mut self) -> Option<Rule> {
        let standard_name = self.name()?;
        let standard = -self.clock(24)?;
        if self.0.is_empty() {
            return Some(Rule {
                standard,
                summer: None,
                names: [standard_name; 2],
            });
        }
        let names = [standard_name, self.name()?];
        let offset = match self.0.starts_with(',') {
            true => standard + HOUR,
            false => -self.clock(24)?,
        };
        let (from, to) = (self.change()?, self.change()?);
        let summer = Some(Summer { offset, from, to });
        Some(Rule {
            standard,
            summer,
            names,
        })
    }

    fn take(&mut self, letter: char) -> bool {
        let rest = self.0.strip_prefix(letter);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// `CET` or `<+01>`: three letters or more.
    fn name(&mut self) -> Option<Name> {
        let quoted = self.take('<');
        let of_name = |c: char| {
            c.is_ascii_alphabetic() || quoted && (c.is_ascii_digit() || matches!(c, '+' | '-'))
        };
        let end = self.0.find(|c| !of_name(c)).unwrap_or(self.0.len());
        let (letters, rest) = self.0.split_at(end);
        self.0 = rest;
        let mut name = [b' '; NAME_MOST];
        name.get_mut(..end)?.copy_from_slice(letters.as_bytes());
        (end >= 3 && (!quoted || self.take('>'))).then_some(name)
    }

    /// A number of up to three digits.
    fn number(&mut self, range: std::ops::RangeInclusive<u64>) -> Option<u64> {
        let other = |c: char| !c.is_ascii_digit();
        let end = self.0.find(other).unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at(end);
        self.0 = rest;
        let number = digits.parse().ok().filter(|_| digits.len() <= 3)?;
        range.contains(&number).then_some(number)
    }

    /// `3`, `-3:30`, `+3:30:15`, in seconds.
    fn clock(&mut self, most_hours: u64) -> Option<i64> {
        let negative = self.take('-');
        if !negative {
            self.take('+');
        }
        let mut seconds = self.number(0..=most_hours)? as i64 * HOUR;
        for unit in [MINUTE, 1] {
            if !self.take(':') {
                break;
            }
            seconds += self.number(0..=59)? as i64 * unit;
        }
        Some(if negative { -seconds } else { seconds })
    }

    /// `,M3.5.0/3`
    fn change(&mut self) -> Option<Change> {
        let day = self.take(',').then(|| self.date())??;
        let time = match self.take('/') {
            true => self.clock(167)?,
            false => USUAL_TIME,
        };
        Some(Change { day, time })
    }

    fn date(&mut self) -> Option<Date> {
        if self.take('J') {
            return self.number(1..=365).map(Date::WithoutLeapDay);
        }
        if !self.take('M') {
            return self.number(0..=365).map(Date::OfYear);
        }
        let month = self.number(1..=12)?;
        let nth = self.take('.').then(|| self.number(1..=5))??;
        let weekday = self.take('.').then(|| self.number(0..=6))??;
        Some(Date::Weekday {
            month,
            nth,
            weekday,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::time::parse_iso8601;

    /// The offset in minutes a second before each of these moments, and from it on.
    fn around(rule: &str, moments: &[&str]) -> Vec<(i64, i64)> {
        let rule: Rule = rule.parse().expect("a rule");
        let offsets = moments.iter().map(|moment| {
            let at = parse_iso8601(moment).expect("a date") as i64 / 1_000;
            (rule.offset(at - 1) / MINUTE, rule.offset(at) / MINUTE)
        });
        offsets.collect()
    }

    #[test]
    fn summers_of_the_north_and_of_the_south() {
        let berlin = "CET-1CEST,M3.5.0,M10.5.0/3";
        assert_eq!(
            around(berlin, &["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"]),
            [(60, 120), (120, 60)]
        );
        let new_york = "EST5EDT,M3.2.0,M11.1.0";
        assert_eq!(
            around(new_york, &["2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z"]),
            [(-300, -240), (-240, -300)]
        );
        let sydney = "AEST-10AEDT,M10.1.0,M4.1.0/3";
        assert_eq!(
            around(
                sydney,
                &[
                    "2026-04-04T16:00:00Z",
                    "2026-10-03T16:00:00Z",
                    "2027-01-01T00:00:00Z"
                ]
            ),
            [(660, 600), (600, 660), (660, 660)]
        );
    }

    #[test]
    fn summers_of_another_length_than_an_hour() {
        let lord_howe = "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0";
        assert_eq!(
            around(lord_howe, &["2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z"]),
            [(660, 630), (630, 660)]
        );
        let troll = "<+00>0<+02>-2,M3.5.0/1,M10.5.0/3";
        assert_eq!(
            around(troll, &["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"]),
            [(0, 120), (120, 0)]
        );
        // Ireland's law has standard time in summer, and an hour less in winter.
        let dublin = "IST-1GMT0,M10.5.0,M3.5.0/1";
        assert_eq!(
            around(dublin, &["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"]),
            [(0, 60), (60, 0)]
        );
    }

    #[test]
    fn changes_before_and_behind_their_day() {
        let nuuk = "<-02>2<-01>,M3.5.0/-1,M10.5.0/0";
        assert_eq!(
            around(nuuk, &["2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z"]),
            [(-120, -60), (-60, -120)]
        );
        let cairo = "EET-2EEST,M4.5.5/0,M10.5.4/24";
        assert_eq!(
            around(cairo, &["2026-04-23T22:00:00Z", "2026-10-29T21:00:00Z"]),
            [(120, 180), (180, 120)]
        );
        let gaza = "EET-2EEST,M3.4.4/50,M10.4.4/50";
        assert_eq!(
            around(gaza, &["2026-03-28T00:00:00Z", "2026-10-23T23:00:00Z"]),
            [(120, 180), (180, 120)]
        );
    }

    #[test]
    fn days_by_their_number() {
        for (rule, moment) in [
            ("AAA0BBB,J60/0,J300/0", "2028-03-01T00:00:00Z"),
            ("AAA0BBB,59/0,300/0", "2028-02-29T00:00:00Z"),
            ("AAA0BBB,59/0,300/0", "2026-03-01T00:00:00Z"),
        ] {
            assert_eq!(around(rule, &[moment]), [(0, 60)], "{rule}");
        }
    }

    #[test]
    fn zones_without_summer_time() {
        for (rule, minutes) in [
            ("UTC0", 0),
            ("<+0330>-3:30", 210),
            ("<-0930>9:30", -570),
            ("LMT-0:53:28", 53),
        ] {
            let zone: Rule = rule.parse().expect("a rule");
            assert_eq!(zone.offset(1_800_000_000) / MINUTE, minutes, "{rule}");
        }
    }

    #[test]
    fn what_is_no_rule() {
        for text in [
            "",
            "CET",
            "CE-1",
            "<+01-1",
            "CET-25",
            "CET-1CEST",
            "CET-1CEST,M3.5.0",
            "CET-1CEST,M3.5.0,M10.5.0/168",
            "CET-1CEST,M13.5.0,M10.5.0",
            "CET-1CEST,M3.6.0,M10.5.0",
            "CET-1CEST,M3.5.7,M10.5.0",
            "CET-1CEST,M3.5,M10.5.0",
            "CET-1CEST,J0,J300",
            "CET-1CEST,M3.5.0,M10.5.0 ",
            "CET-1:60",
            "CET-0001",
        ] {
            assert_eq!(text.parse::<Rule>(), Err(()), "{text}");
        }
    }
}
