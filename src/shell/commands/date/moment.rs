//! What `date -d` names. Source: GNU coreutils manual, "Date input formats": of its forms those
//! that people and programs write.

use super::{DAY, DAYS, MONTHS};
use crate::shell::clock::Clock;
use crate::sim::time::{civil_from_days, days_from_civil, days_in_month, parse_iso8601};

/// Milliseconds.
const MINUTE: i64 = 60_000;

/// What the words said so far, in milliseconds.
#[derive(Default)]
struct Said {
    date: Option<i64>,
    /// A month and a day whose year is still to come, as `date` itself writes it.
    in_year: Option<(usize, u32)>,
    of_day: Option<i64>,
    /// Days since Thursday, and which of those: 0 the first from today on, 1 the first behind
    /// today, -1 the last before today.
    weekday: Option<(i64, i64)>,
    /// East of Greenwich, where a zone is named.
    zone: Option<i64>,
    /// Counts and units, in the order in which they came.
    steps: Vec<(i64, String)>,
}

/// `@1767225600`, `2026-01-01 10:00`, `2 Jan 2026 3:04pm`, `12:30 UTC`, `now`, `yesterday`,
/// `-2 hours`, `3 days ago`, `next month`, `last Mon`: milliseconds since 1970.
pub fn moment(text: &str, now: u64, clock: &Clock) -> Option<u64> {
    let text = text.trim();
    if let Some(seconds) = text.strip_prefix('@') {
        let (whole, part) = seconds.split_once('.').unwrap_or((seconds, ""));
        let part = format!("{part:0<3}")[..3].parse::<u64>().ok()?;
        return whole
            .parse::<u64>()
            .ok()?
            .checked_mul(1_000)?
            .checked_add(part);
    }
    if text.is_empty() {
        return Some(clock.when(clock.shows(now).local / DAY * DAY));
    }
    let text = text.replace(',', " ").to_ascii_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut said = Said::default();
    let mut rest = words.as_slice();
    while !rest.is_empty() {
        let taken = said.word(rest)?;
        rest = &rest[taken..];
    }
    said.at(now, clock)
}

impl Said {
    /// Takes the next words; says how many.
    fn word(&mut self, words: &[&str]) -> Option<usize> {
        let word = words[0];
        if let Some((date, time)) = word.split_once('t').filter(|_| word.contains(':')) {
            self.date = Some(date_of(date)?);
            return self.time(time).then_some(1);
        }
        if let Some(date) = date_of(word) {
            self.date = Some(date);
            return Some(1);
        }
        if let Some((date, taken)) = named_date(words) {
            self.date = Some(date);
            return Some(taken);
        }
        if let (Some(month), Some(Ok(day))) = (month(word), words.get(1).map(|day| day.parse())) {
            self.in_year = Some((month, day));
            return Some(2);
        }
        if let Some((month, day)) = self.in_year.filter(|_| word.len() == 4)
            && let Some(at) = parse_iso8601(&format!("{word}-{month:02}-{day:02}"))
        {
            (self.date, self.in_year) = (Some(i64::try_from(at).ok()?), None);
            return Some(1);
        }
        if self.time(word) {
            let half = words.get(1).filter(|next| matches!(**next, "am" | "pm"));
            if let Some(half) = half {
                self.of_day = Some(halved(self.of_day?, half)?);
                return Some(2);
            }
            return Some(1);
        }
        let ordinal = match word {
            "this" => Some(0),
            "next" => Some(1),
            "last" => Some(-1),
            _ => None,
        };
        let name = words.get(usize::from(ordinal.is_some()));
        if let Some(weekday) = name.and_then(|name| weekday(name)) {
            self.weekday = Some((weekday, ordinal.unwrap_or(0)));
            return Some(1 + usize::from(ordinal.is_some()));
        }
        match word {
            "now" | "today" => return Some(1),
            "yesterday" => self.steps.push((-1, "day".to_string())),
            "tomorrow" => self.steps.push((1, "day".to_string())),
            _ => {
                let numbered = || zone(word).filter(|_| self.of_day.is_some());
                if let Some(zone) = zone_name(word).or_else(numbered) {
                    self.zone = Some(zone);
                    return Some(1);
                }
                return self.step(words);
            }
        }
        Some(1)
    }

    /// `12:30`, `12:30:15.5Z`, `3pm`, `10:00+02:00`
    fn time(&mut self, word: &str) -> bool {
        let Some((of_day, zone)) = time_of(word) else {
            return false;
        };
        self.of_day = Some(of_day);
        self.zone = zone.or(self.zone);
        true
    }

    /// `2 days`, `- 1 week`, `3months ago`, `next month`
    fn step(&mut self, words: &[&str]) -> Option<usize> {
        let sign = usize::from(matches!(words[0], "+" | "-"));
        let word = words.get(sign)?;
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let own = &word[digits.len()..];
        let (count, unit, taken) = match (*word, digits) {
            ("next", _) => (1, *words.get(sign + 1)?, 2),
            ("last", _) => (-1, *words.get(sign + 1)?, 2),
            ("this", _) => (0, *words.get(sign + 1)?, 2),
            (_, "") => (1, own, 1),
            _ if own.is_empty() => (digits.parse::<i64>().ok()?, *words.get(sign + 1)?, 2),
            _ => (digits.parse::<i64>().ok()?, own, 1),
        };
        let ago = words.get(sign + taken) == Some(&"ago");
        let back = (sign == 1 && words[0] == "-") != ago;
        let unit = unit.trim_end_matches('s').to_string();
        self.steps.push((if back { -count } else { count }, unit));
        Some(sign + taken + usize::from(ago))
    }

    /// The moment. Days and what is longer are counted by the clock, hours and what is shorter as
    /// they pass.
    fn at(self, now: u64, clock: &Clock) -> Option<u64> {
        let day = DAY as i64;
        let elsewhere = self
            .zone
            .filter(|_| self.of_day.is_some() || self.date.is_some());
        let now = match elsewhere {
            Some(zone) => i64::try_from(now).ok()? + zone,
            None => i64::try_from(clock.shows(now).local).ok()?,
        };
        let mut date = self.date;
        if let Some((month, day)) = self.in_year {
            let (year, ..) = civil_from_days(u64::try_from(now / DAY as i64).ok()?);
            let at = parse_iso8601(&format!("{year}-{month:02}-{day:02}"))?;
            date = Some(i64::try_from(at).ok()?);
        }
        let mut at = match (date, self.of_day, self.weekday) {
            (Some(date), of_day, _) => date + of_day.unwrap_or(0),
            (None, Some(of_day), _) => now / day * day + of_day,
            (None, None, Some(_)) => now / day * day,
            (None, None, None) => now,
        };
        if let (None, Some((weekday, ordinal))) = (date, self.weekday) {
            // The first day of 1970 was a Thursday, as is the first of the names.
            let days = (weekday - at / day).rem_euclid(7);
            let weeks = ordinal - i64::from(ordinal > 0 && days > 0);
            at += (days + 7 * weeks) * day;
        }
        if elsewhere.is_none() && clock.skips(u64::try_from(at).ok()?) {
            return None;
        }
        let (short, long): (Vec<_>, Vec<_>) = self.steps.iter().partition(|(_, unit)| passes(unit));
        for (count, unit) in long {
            at = moved(at, *count, unit)?;
        }
        let mut at = match elsewhere {
            Some(zone) => at - zone,
            None => i64::try_from(clock.when(u64::try_from(at).ok()?)).ok()?,
        };
        for (count, unit) in short {
            at = moved(at, *count, unit)?;
        }
        u64::try_from(at).ok()
    }
}

/// `2026-01-31`, `2026/1/31`, `1/31/2026`, `20260131`
fn date_of(word: &str) -> Option<i64> {
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    let number = |text: &str| -> Option<u64> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| digits)
    };
    let (year, month, day) = match parts.as_slice() {
        [whole] if whole.len() == 8 && number(whole).is_some() => {
            (&whole[..4], &whole[4..6], &whole[6..])
        }
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [month, day, year] if word.contains('/') && year.len() == 4 => (*year, *month, *day),
        _ => return None,
    };
    let (month, day) = (number(month)?, number(day)?);
    let at = parse_iso8601(&format!("{year}-{month:02}-{day:02}"))?;
    i64::try_from(at).ok()
}

/// `2 Jan 2026`, `January 2 2026`, `2-Jan-2026`, and how many words it takes.
fn named_date(words: &[&str]) -> Option<(i64, usize)> {
    let joined: Vec<&str> = words[0].split('-').collect();
    let (parts, taken) = match joined.as_slice() {
        [_, _, _] => (joined.as_slice(), 1),
        _ => (words.get(..3)?, 3),
    };
    let (day, month) = match (month(parts[0]), month(parts[1])) {
        (Some(month), _) => (parts[1], month),
        (None, Some(month)) => (parts[0], month),
        (None, None) => return None,
    };
    let day: u32 = day.parse().ok()?;
    let at = parse_iso8601(&format!("{}-{month:02}-{day:02}", parts[2]))?;
    Some((i64::try_from(at).ok()?, taken))
}

/// The number of a month by its name or the start of it.
fn month(name: &str) -> Option<usize> {
    let is = |month: &str| name.len() >= 3 && month.to_ascii_lowercase().starts_with(name);
    MONTHS.iter().position(|month| is(month)).map(|at| at + 1)
}

/// Days since Thursday of a day of the week, by its name or the start of it.
fn weekday(name: &str) -> Option<i64> {
    let is = |day: &&str| name.len() >= 3 && day.to_ascii_lowercase().starts_with(name);
    DAYS.iter().position(is).map(|at| at as i64)
}

/// The time of a day and its zone, if that is named.
fn time_of(word: &str) -> Option<(i64, Option<i64>)> {
    let end = word.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.');
    let (clock, tail) = word.split_at(end.unwrap_or(word.len()));
    let half = tail.strip_suffix("am").or(tail.strip_suffix("pm"));
    if !clock.contains(':') && half != Some("") {
        return None;
    }
    let mut parts = clock.split(':');
    let hour: i64 = parts.next()?.parse().ok()?;
    let minute: i64 = parts.next().map_or(Some(0), |text| text.parse().ok())?;
    let (second, part) = match parts.next() {
        None => (0, 0),
        Some(text) => {
            let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
            let part = format!("{part:0<3}");
            (whole.parse().ok()?, part[..3].parse::<i64>().ok()?)
        }
    };
    if hour > 23 || minute > 59 || second > 59 || parts.next().is_some() {
        return None;
    }
    let of_day = (hour * 60 + minute) * MINUTE + second * 1_000 + part;
    match tail {
        "" => Some((of_day, None)),
        "am" | "pm" => Some((halved(of_day, tail)?, None)),
        tail => Some((of_day, Some(zone(tail)?))),
    }
}

fn halved(of_day: i64, half: &str) -> Option<i64> {
    let noon = 12 * 60 * MINUTE;
    if of_day >= noon + 60 * MINUTE || of_day < 60 * MINUTE {
        return None;
    }
    Some(of_day % noon + if half == "pm" { noon } else { 0 })
}

/// Zones that have letters, in hours. Source: GNU coreutils manual, "Time zone items", and what
/// `date` reads.
const ZONES: &[(&str, i64)] = &[
    ("akdt", -8),
    ("akst", -9),
    ("bst", 1),
    ("cdt", -5),
    ("cest", 2),
    ("cet", 1),
    ("cst", -6),
    ("edt", -4),
    ("eest", 3),
    ("eet", 2),
    ("est", -5),
    ("gmt", 0),
    ("hst", -10),
    ("jst", 9),
    ("mdt", -6),
    ("msk", 3),
    ("mst", -7),
    ("pdt", -7),
    ("pst", -8),
    ("utc", 0),
    ("west", 1),
    ("wet", 0),
    ("z", 0),
];

/// A zone of the table, in milliseconds.
fn zone_name(word: &str) -> Option<i64> {
    let (_, hours) = ZONES.iter().find(|(name, _)| *name == word)?;
    Some(hours * 60 * MINUTE)
}

/// `z`, `+02:00`, `-0530`
fn zone(text: &str) -> Option<i64> {
    if text == "z" {
        return Some(0);
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = text[1..].replace(':', "");
    let (hours, minutes) = match digits.len() {
        2 => (digits.as_str(), "0"),
        4 => digits.split_at(2),
        _ => return None,
    };
    let minutes: i64 = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
    Some(sign * minutes * MINUTE)
}

/// Whether a unit is as long whatever the clock does.
fn passes(unit: &str) -> bool {
    matches!(unit, "sec" | "second" | "min" | "minute" | "hour")
}

fn moved(at: i64, count: i64, unit: &str) -> Option<i64> {
    let length = match unit {
        "sec" | "second" => 1_000,
        "min" | "minute" => MINUTE,
        "hour" => 60 * MINUTE,
        "day" => DAY as i64,
        "week" => 7 * DAY as i64,
        "fortnight" => 14 * DAY as i64,
        "month" => return months(at, count),
        "year" => return months(at, count.checked_mul(12)?),
        _ => return None,
    };
    at.checked_add(count.checked_mul(length)?)
}

/// So many months later; a day that the month has not goes over into the next one.
fn months(at: i64, count: i64) -> Option<i64> {
    let at = u64::try_from(at).ok()?;
    let (year, month, day) = civil_from_days(at / DAY);
    let months = i64::try_from(year * 12 + month - 1)
        .ok()?
        .checked_add(count)?;
    let months = u64::try_from(months).ok()?;
    let (year, month) = (months / 12, months % 12 + 1);
    if !(1970..10_000).contains(&year) || days_in_month(year, month) == 0 {
        return None;
    }
    let days = days_from_civil(year, month, 1) + day - 1;
    i64::try_from(days * DAY + at % DAY).ok()
}
