//! Moments as the CLI takes and shows them.

use crate::sim::time::{iso8601, parse_iso8601};

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

/// A moment that a user wrote: seconds since 1970, or a date with or without a time.
pub fn seconds(text: &str) -> Option<i64> {
    if let Ok(number) = text.trim().parse::<f64>() {
        return Some(number.floor() as i64);
    }
    let millis = parse_iso8601(text).or_else(|| parse_iso8601(&compact(text)?))?;
    i64::try_from(millis / 1_000).ok()
}

/// `20260101T000000Z` in its long form.
fn compact(text: &str) -> Option<String> {
    let digits = |range: std::ops::Range<usize>| {
        let part = text.get(range)?;
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(part)
    };
    let (year, month, day) = (digits(0..4)?, digits(4..6)?, digits(6..8)?);
    match text.get(8..)? {
        "" => Some(format!("{year}-{month}-{day}")),
        clock if clock.starts_with('T') && clock.len() >= 7 => {
            let (hour, minute, second) = (digits(9..11)?, digits(11..13)?, digits(13..15)?);
            let zone = text.get(15..)?;
            Some(format!(
                "{year}-{month}-{day}T{hour}:{minute}:{second}{zone}"
            ))
        }
        _ => None,
    }
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
