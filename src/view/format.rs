//! Numbers and times in the one way in which the page writes them.

use super::WHOLE;
use crate::sim::{SimTime, Span};

/// A share in thousandths as per cent, with its tenth where there is one.
pub fn permille(share: u16) -> String {
    match share % 10 {
        0 => format!("{}\u{a0}%", share / 10),
        tenth => format!("{}.{tenth}\u{a0}%", share / 10),
    }
}

/// Thousandths of per cent as per cent, with a tenth where there is one.
pub fn millipercent(value: u64) -> String {
    match value / 100 % 10 {
        0 => format!("{}\u{a0}%", value / 1_000),
        tenth => format!("{}.{tenth}\u{a0}%", value / 1_000),
    }
}

/// A whole number with no-break spaces between its thousands.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// Tenths of a unit as `12.3`: a drawing needs no floats, whose text is long to work out.
pub fn tenths(value: u32) -> String {
    format!("{}.{}", value / 10, value % 10)
}

/// A share as a part of one.
pub fn part(share: u32) -> String {
    format!("{}.{:04}", share / WHOLE, share % WHOLE)
}

/// A moment as `00:06:42.0`.
pub fn clock(at: SimTime) -> String {
    let (tenths, seconds) = (at.0 / 100 % 10, at.0 / 1_000);
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!("{hours:02}:{minutes:02}:{:02}.{tenths}", seconds % 60)
}

/// A moment as `06:42.0`, with hours only where there are any.
pub fn moment(at: SimTime) -> String {
    let text = clock(at);
    match text.strip_prefix("00:") {
        Some(short) => short.to_owned(),
        None => text,
    }
}

/// A moment on an axis as `06:42`, with hours only where there are any.
pub fn axis(at: SimTime) -> String {
    let text = moment(at);
    text[..text.len() - 2].to_owned()
}

/// A span as `8.3 s`, `4 min 10 s`, `1 h 2 min`.
pub fn span(span: Span) -> String {
    let seconds = span.0 / 1_000;
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes, rest) {
        (0, 0, _) => format!("{}.{}\u{a0}s", seconds, span.0 / 100 % 10),
        (0, _, 0) => format!("{minutes}\u{a0}min"),
        (0, _, _) => format!("{minutes}\u{a0}min {rest}\u{a0}s"),
        (_, 0, _) => format!("{hours}\u{a0}h"),
        (_, _, _) => format!("{hours}\u{a0}h {minutes}\u{a0}min"),
    }
}

/// `1 task`, `3 tasks`.
pub fn count(value: u64, one: &str) -> String {
    let plural = if value == 1 { "" } else { "s" };
    format!("{}\u{a0}{one}{plural}", number(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_spaces_between_thousands() {
        for (value, text) in [
            (0, "0"),
            (999, "999"),
            (2_048, "2_048"),
            (1_234_567, "1_234_567"),
        ] {
            assert_eq!(number(value).replace('\u{a0}', "_"), text);
        }
    }

    #[test]
    fn times_are_short_where_they_can_be() {
        assert_eq!(clock(SimTime(402_000)), "00:06:42.0");
        assert_eq!(moment(SimTime(402_050)), "06:42.0");
        assert_eq!(moment(SimTime(3_600_900)), "01:00:00.9");
        assert_eq!(axis(SimTime(402_000)), "06:42");
        for (millis, text) in [
            (900, "0.9 s"),
            (8_300, "8.3 s"),
            (60_000, "1 min"),
            (250_000, "4 min 10 s"),
            (3_725_000, "1 h 2 min"),
        ] {
            assert_eq!(span(Span(millis)).replace('\u{a0}', " "), text);
        }
    }
}
