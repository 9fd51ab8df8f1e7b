//! What `date -d` names. Source: GNU coreutils manual, "Date input formats": of its forms the plain
//! ones.

use super::{DAY, MONTHS};
use crate::sim::time::{civil_from_days, days_from_civil, days_in_month, parse_iso8601};

/// `@1767225600`, `2026-01-01 10:00`, `2 Jan 2026`, `12:30`, `now`, `yesterday`, `-2 hours`,
/// `3 days ago`, `next month`: milliseconds since 1970.
pub fn moment(text: &str, now: u64) -> Option<u64> {
    let text = text.trim();
    if let Some(seconds) = text.strip_prefix('@') {
        return seconds.parse::<u64>().ok()?.checked_mul(1_000);
    }
    if text.is_empty() {
        return Some(now / DAY * DAY);
    }
    if let Some(at) = parse_iso8601(text).or_else(|| parse_iso8601(&format!("{text}:00"))) {
        return Some(at);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut at = i64::try_from(now).ok()?;
    let mut rest = &words[..];
    if let Some((date, taken)) = date(rest) {
        at = i64::try_from(date).ok()?;
        rest = &rest[taken..];
    }
    if let Some(of_day) = rest.first().and_then(|word| of_day(word)) {
        let day = DAY as i64;
        at = at / day * day + of_day;
        rest = &rest[1..];
    }
    u64::try_from(steps(rest, at)?).ok()
}

/// The date at the start of some words, and how many of them it takes.
fn date(words: &[&str]) -> Option<(u64, usize)> {
    let first = words.first()?;
    let whole = |text: &str| parse_iso8601(text);
    if let Some(at) = whole(first).or_else(|| whole(&first.replace('/', "-"))) {
        return Some((at, 1));
    }
    let digits = first.bytes().all(|byte| byte.is_ascii_digit());
    if first.len() == 8 && digits {
        let at = whole(&format!("{}-{}-{}", &first[..4], &first[4..6], &first[6..]))?;
        return Some((at, 1));
    }
    let [first, second, third, ..] = words else {
        return None;
    };
    let (day, month) = match (month(first), month(second)) {
        (Some(month), _) => (second, month),
        (None, Some(month)) => (first, month),
        (None, None) => return None,
    };
    let day: u32 = day.trim_end_matches(',').parse().ok()?;
    Some((whole(&format!("{third}-{month:02}-{day:02}"))?, 3))
}

/// The number of a month by its name or the start of it.
fn month(name: &str) -> Option<usize> {
    let name = name.to_ascii_lowercase();
    let is = |month: &str| name.len() >= 3 && month.to_ascii_lowercase().starts_with(&name);
    MONTHS.iter().position(|month| is(month)).map(|at| at + 1)
}

/// `12:30`, `12:30:15.5`
fn of_day(word: &str) -> Option<i64> {
    if !word.contains(':') {
        return None;
    }
    let at = parse_iso8601(&format!("1970-01-01T{word}Z"))
        .or_else(|| parse_iso8601(&format!("1970-01-01T{word}:00Z")))?;
    i64::try_from(at).ok()
}

/// A moment after `now`, `tomorrow`, `2 days`, `- 1 week`, `3 months ago` and so on.
fn steps(words: &[&str], mut at: i64) -> Option<i64> {
    let day = DAY as i64;
    let mut words = words.iter().copied().peekable();
    while let Some(word) = words.next() {
        match word {
            "now" | "today" => continue,
            "yesterday" => at -= day,
            "tomorrow" => at += day,
            _ => {
                let sign = if matches!(word, "+" | "-") { word } else { "" };
                let word = if sign.is_empty() { word } else { words.next()? };
                let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
                let own = &word[digits.len()..];
                let (count, unit) = match (word, digits) {
                    ("next", _) => (1, words.next()?),
                    ("last", _) => (-1, words.next()?),
                    (_, "") => (1, own),
                    _ if own.is_empty() => (digits.parse::<i64>().ok()?, words.next()?),
                    _ => (digits.parse::<i64>().ok()?, own),
                };
                let back = (sign == "-") != words.next_if_eq(&"ago").is_some();
                let count = if back { -count } else { count };
                at = moved(at, count, unit.trim_end_matches('s'))?;
            }
        }
    }
    Some(at)
}

fn moved(at: i64, count: i64, unit: &str) -> Option<i64> {
    let length = match unit {
        "sec" | "second" => 1_000,
        "min" | "minute" => 60_000,
        "hour" => 3_600_000,
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
