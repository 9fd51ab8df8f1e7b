//! Moments as the CLI takes and shows them.

mod written;

use crate::sim::time::iso8601;
use std::ops::RangeInclusive;

/// Seconds since 1970 as the CLI shows them where the machine's zone is UTC:
/// `2026-01-01T00:00:18.123000+00:00`, without the fraction if there is none.
pub fn shown(seconds: f64) -> String {
    let micros = (seconds * 1e6).round_ties_even().max(0.0) as u64;
    let (whole, fraction) = (micros / 1_000_000, micros % 1_000_000);
    let text = iso8601(whole * 1_000);
    let start = text.get(..19).unwrap_or(&text);
    match fraction {
        0 => format!("{start}+00:00"),
        fraction => format!("{start}.{fraction:06}+00:00"),
    }
}

/// The seconds that Python's `datetime` knows: those of the years 1 to 9999.
const KNOWN: RangeInclusive<f64> = -62_135_596_800.0..=253_402_300_799.0;

/// Whether a number means a moment.
pub fn is_known(seconds: f64) -> bool {
    KNOWN.contains(&seconds)
}

/// A moment that a user wrote: seconds since 1970, or a date with or without a time.
pub fn seconds(text: &str) -> Option<i64> {
    let number = text.trim().replace('_', "").parse::<f64>().ok();
    match number.filter(|number| is_known(*number)) {
        Some(number) => Some(number.floor() as i64),
        None => written::seconds(text),
    }
}

/// Whether a text is a number that Python takes for a year, and then cannot hold: milliseconds
/// since 1970 are one.
pub fn is_beyond(text: &str) -> bool {
    let digits = text.trim().trim_start_matches('-');
    let counted = matches!(digits.len(), 11 | 13 | 15..=18);
    counted && digits.bytes().all(|byte| byte.is_ascii_digit()) && !is_time(text)
}

/// Whether a text means a moment.
pub fn is_time(text: &str) -> bool {
    seconds(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_and_reads_moments() {
        assert_eq!(shown(1_767_225_618.123), "2026-01-01T00:00:18.123000+00:00");
        assert_eq!(shown(1_767_225_600.0), "2026-01-01T00:00:00+00:00");
        assert_eq!(seconds("1767225600.7"), Some(1_767_225_600));
        assert_eq!(seconds("2026-01-01"), Some(1_767_225_600));
        assert_eq!(seconds("20260101T000018Z"), Some(1_767_225_618));
        assert_eq!(seconds("soon"), None);
    }
}
