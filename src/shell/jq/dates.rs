//! Functions of dates: moments in seconds since 1970, and "broken down" as jq has them.

use super::run::{Stop, error};
use super::value::{Val, list};
use crate::shell::clock::Clock;
use crate::shell::commands::date;
use crate::sim::time::{civil_from_days, days_from_civil};

type Made = Result<Val, Stop>;

const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Year, month from 0, day, hours, minutes, seconds, day of the week, day of the year.
pub fn gmtime(value: &Val, _: &[Val]) -> Made {
    let Val::Number(seconds) = value else {
        return error("gmtime() requires a number");
    };
    if *seconds < 0.0 || *seconds > 253_402_300_799.0 {
        return error("only the years from 1970 to 9999 are simulated");
    }
    let whole = seconds.floor();
    let (days, of_day) = (whole as u64 / 86_400, whole as u64 % 86_400);
    let (year, month, day) = civil_from_days(days);
    let of_year = days - days_from_civil(year, 1, 1);
    let numbers = [year, month - 1, day, of_day / 3_600, of_day / 60 % 60];
    let mut parts: Vec<Val> = numbers.map(|part| Val::Number(part as f64)).to_vec();
    parts.push(Val::Number((of_day % 60) as f64 + (seconds - whole)));
    parts.push(Val::Number(((days + 4) % 7) as f64));
    parts.push(Val::Number(of_year as f64));
    Ok(list(parts))
}

/// Milliseconds since 1970 of a date that is broken down.
fn millis(value: &Val) -> Option<u64> {
    let Val::List(parts) = value else {
        return None;
    };
    let part = |at: usize| match parts.get(at) {
        Some(Val::Number(part)) if *part >= 0.0 => Some(*part),
        _ => None,
    };
    let whole = |at: usize| part(at).map(|part| part as u64);
    let (year, month) = (whole(0)?, whole(1)?);
    if !(1970..10_000).contains(&year) || month > 11 || parts.len() < 6 {
        return None;
    }
    let days = days_from_civil(year, month + 1, 1) + whole(2)?.checked_sub(1)?;
    let seconds = days * 86_400 + whole(3)? * 3_600 + whole(4)? * 60;
    Some(seconds * 1_000 + (part(5)? * 1_000.0) as u64)
}

pub fn mktime(value: &Val, _: &[Val]) -> Made {
    if !matches!(value, Val::List(_)) {
        return error("mktime requires array inputs");
    }
    match millis(value) {
        Some(millis) => Ok(Val::Number((millis / 1_000) as f64)),
        None => error("mktime requires parsed datetime inputs"),
    }
}

pub fn strftime(value: &Val, words: &[Val]) -> Made {
    let parts = match value {
        Val::Number(_) => gmtime(value, &[])?,
        other => other.clone(),
    };
    let Val::Text(how) = &words[0] else {
        return error("strftime/1 requires a string format");
    };
    match millis(&parts) {
        Some(millis) => Ok(super::value::text(&date::format(
            how,
            &Clock::utc().shows(millis),
        ))),
        None => error("strftime/1 requires parsed datetime inputs"),
    }
}

/// Reads a date by a format of `%Y %m %d %e %H %M %S %j %b %B %y %Z %z %T %F` and plain letters.
pub fn strptime(value: &Val, words: &[Val]) -> Made {
    let (Val::Text(own), Val::Text(how)) = (value, &words[0]) else {
        return error("strptime/1 requires string inputs and arguments");
    };
    let how = how.replace("%T", "%H:%M:%S").replace("%F", "%Y-%m-%d");
    let read = read(own, &how).and_then(|seconds| gmtime(&Val::Number(seconds), &[]).ok());
    match read {
        Some(parts) => Ok(parts),
        None => error(format!("date \"{own}\" does not match format \"{how}\"")),
    }
}

fn read(own: &str, how: &str) -> Option<f64> {
    let (mut year, mut month, mut day) = (1970, 1, 1);
    let (mut hours, mut minutes, mut seconds) = (0, 0, 0);
    let mut rest = own;
    let mut letters = how.chars();
    while let Some(letter) = letters.next() {
        if letter != '%' {
            rest = match letter.is_whitespace() {
                true => rest.trim_start(),
                false => rest.strip_prefix(letter)?,
            };
            continue;
        }
        match letters.next()? {
            'Y' => year = digits(&mut rest, 4)?,
            'y' => year = 2000 + digits(&mut rest, 2)?,
            'm' => month = digits(&mut rest, 2)?,
            'd' | 'e' => day = digits(&mut rest, 2)?,
            'H' => hours = digits(&mut rest, 2)?,
            'M' => minutes = digits(&mut rest, 2)?,
            'S' => seconds = digits(&mut rest, 2)?,
            'j' => {
                month = 1;
                day = digits(&mut rest, 3)?;
            }
            'b' | 'B' => {
                let name = rest.get(..3)?.to_ascii_lowercase();
                month = MONTHS.iter().position(|month| *month == name)? as u64 + 1;
                rest = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            }
            'Z' => rest = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()),
            'a' | 'A' => rest = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()),
            '%' => rest = rest.strip_prefix('%')?,
            _ => return None,
        }
    }
    let fits = rest.is_empty() && (1970..10_000).contains(&year) && (1..=12).contains(&month);
    let fits = fits && day >= 1 && hours < 24 && minutes < 60 && seconds < 61;
    let days = fits.then(|| days_from_civil(year, month, 1) + day - 1)?;
    Some((days * 86_400 + hours * 3_600 + minutes * 60 + seconds) as f64)
}

/// A number of so many digits at most.
fn digits(rest: &mut &str, most: usize) -> Option<u64> {
    *rest = rest.trim_start();
    let count = rest
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    let number = rest[..count].parse().ok()?;
    *rest = &rest[count..];
    Some(number)
}
