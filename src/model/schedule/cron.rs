//! `cron(minutes hours day-of-month month day-of-week year)`.
//!
//! Source: Amazon EventBridge Scheduler User Guide, "Schedule types in EventBridge Scheduler"
//! (cron-based schedules: fields, values and wildcards).

use crate::sim::time::{civil_from_days, days_from_civil, days_in_month};

const MINUTE: u64 = 60_000;
const DAY: u64 = 86_400_000;

const MONTHS: [&str; 12] = [
    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
];
const DAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// The last year of an expression.
const LAST_YEAR: u64 = 2199;

/// Some of the values of a field: every `step` from `from` to `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    from: u64,
    to: u64,
    step: u64,
}

/// The values of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Field(Vec<Part>);

impl Field {
    fn has(&self, value: u64) -> bool {
        let within = |part: &Part| {
            (part.from..=part.to).contains(&value) && (value - part.from).is_multiple_of(part.step)
        };
        self.0.iter().any(within)
    }
}

/// What a field may have: a range, and names for its values from the first on.
#[derive(Clone, Copy)]
struct Bounds {
    least: u64,
    most: u64,
    names: &'static [&'static str],
}

const fn bounds(least: u64, most: u64) -> Bounds {
    Bounds {
        least,
        most,
        names: &[],
    }
}

impl Bounds {
    fn value(self, text: &str) -> Option<u64> {
        let named = self
            .names
            .iter()
            .position(|name| text.eq_ignore_ascii_case(name));
        let value = match named {
            Some(place) => self.least + place as u64,
            None => number(text)?,
        };
        (self.least..=self.most).contains(&value).then_some(value)
    }

    /// `*`, `5`, `1-5`, `0/15`, `1-9/2`, and several of these behind commas.
    fn field(self, text: &str) -> Option<Field> {
        text.split(',')
            .map(|part| self.part(part))
            .collect::<Option<Vec<_>>>()
            .map(Field)
    }

    fn part(self, text: &str) -> Option<Part> {
        let (range, step) = match text.split_once('/') {
            Some((range, step)) => (range, Some(number(step).filter(|step| *step > 0)?)),
            None => (text, None),
        };
        let (from, to) = match (range.split_once('-'), range) {
            (Some((from, to)), _) => (self.value(from)?, self.value(to)?),
            (None, "*") => (self.least, self.most),
            (None, one) => {
                let from = self.value(one)?;
                (from, if step.is_some() { self.most } else { from })
            }
        };
        (from <= to).then_some(Part {
            from,
            to,
            step: step.unwrap_or(1),
        })
    }
}

fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// Which days.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Days {
    /// These days of the month.
    OfMonth(Field),
    /// The last day of the month.
    Last,
    /// The weekday nearest to this day, within the month; to the last one for `LW`.
    NearestWeekday(Option<u64>),
    /// These days of the week, 1 for Sunday.
    OfWeek(Field),
    /// The last such day of the month.
    LastOfWeek(u64),
    /// The how-manieth such day of the month.
    NthOfWeek(u64, u64),
}

/// A cron expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    minutes: Field,
    hours: Field,
    days: Days,
    months: Field,
    years: Field,
}

impl Cron {
    /// Reads the six fields; None if they are none. One of the two fields of days is `?`.
    pub fn read(text: &str) -> Option<Cron> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minutes, hours, of_month, months, of_week, years] = fields.as_slice() else {
            return None;
        };
        let days = match (*of_month, *of_week) {
            ("?", "?") => return None,
            (day, "?") => days_of_month(day)?,
            ("?", day) => days_of_week(day)?,
            (_, _) => return None,
        };
        let months_of = Bounds {
            names: &MONTHS,
            ..bounds(1, 12)
        };
        Some(Cron {
            minutes: bounds(0, 59).field(minutes)?,
            hours: bounds(0, 23).field(hours)?,
            days,
            months: months_of.field(months)?,
            years: bounds(1970, LAST_YEAR).field(years)?,
        })
    }

    /// The first moment after `after`; both are milliseconds since 1970 on the clock of the
    /// schedule's time zone. None if there is none any more.
    pub fn next(&self, after: u64) -> Option<u64> {
        let first = after / MINUTE + 1;
        let mut day = first * MINUTE / DAY;
        let mut from = first % (24 * 60);
        loop {
            let (year, month, of_month) = civil_from_days(day);
            if year > LAST_YEAR {
                return None;
            }
            if !self.years.has(year) {
                (day, from) = (days_from_civil(year + 1, 1, 1), 0);
                continue;
            }
            if self.months.has(month) && self.is_on(year, month, of_month, day) {
                let mut minutes = from..24 * 60;
                let found =
                    minutes.find(|one| self.hours.has(one / 60) && self.minutes.has(one % 60));
                if let Some(found) = found {
                    return Some(day * DAY + found * MINUTE);
                }
            }
            (day, from) = (day + 1, 0);
        }
    }

    fn is_on(&self, year: u64, month: u64, of_month: u64, day: u64) -> bool {
        let length = days_in_month(year, month);
        let of_week = weekday(day);
        match &self.days {
            Days::OfMonth(field) => field.has(of_month),
            Days::Last => of_month == length,
            Days::NearestWeekday(near) => {
                let near = near.unwrap_or(length);
                near <= length && of_month == nearest(near, day + near - of_month, length)
            }
            Days::OfWeek(field) => field.has(of_week),
            Days::LastOfWeek(one) => of_week == *one && of_month + 7 > length,
            Days::NthOfWeek(one, nth) => of_week == *one && (of_month - 1) / 7 + 1 == *nth,
        }
    }
}

/// 1 for Sunday to 7 for Saturday. The first of January 1970 was a Thursday.
fn weekday(day: u64) -> u64 {
    (day + 4) % 7 + 1
}

/// The weekday of the month that is nearest to a day of it, which lies on `day`.
fn nearest(of_month: u64, day: u64, length: u64) -> u64 {
    match weekday(day) {
        1 if of_month == length => of_month - 2,
        1 => of_month + 1,
        7 if of_month == 1 => 3,
        7 => of_month - 1,
        _ => of_month,
    }
}

fn days_of_month(text: &str) -> Option<Days> {
    let of = bounds(1, 31);
    Some(match text {
        "L" => Days::Last,
        "LW" => Days::NearestWeekday(None),
        text => match text.strip_suffix('W') {
            Some(day) => Days::NearestWeekday(Some(of.value(day)?)),
            None => Days::OfMonth(of.field(text)?),
        },
    })
}

fn days_of_week(text: &str) -> Option<Days> {
    let of = Bounds {
        names: &DAYS,
        ..bounds(1, 7)
    };
    if text == "L" {
        return Some(Days::OfWeek(of.field("7")?));
    }
    if let Some((day, nth)) = text.split_once('#') {
        let nth = number(nth).filter(|nth| (1..=5).contains(nth))?;
        return Some(Days::NthOfWeek(of.value(day)?, nth));
    }
    match text.strip_suffix('L').and_then(|day| of.value(day)) {
        Some(day) => Some(Days::LastOfWeek(day)),
        None => Some(Days::OfWeek(of.field(text)?)),
    }
}
