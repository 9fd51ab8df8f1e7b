//! Values: numbers, texts, and what came from outside, which is a number if it looks like one.

use super::tree::Bytes;
use crate::shell::builtins::printf::general;
use crate::sim::sort::sort;
use std::cmp::Ordering;
use std::rc::Rc;

#[derive(Clone, Debug, Default)]
pub enum Val {
    #[default]
    Unset,
    Number(f64),
    Text(Bytes),
    /// A field or its like.
    Input(Bytes),
}

impl Val {
    pub fn text(text: &str) -> Val {
        Val::Text(text.as_bytes().into())
    }

    pub fn truth(holds: bool) -> Val {
        Val::Number(f64::from(u8::from(holds)))
    }

    pub fn number(&self) -> f64 {
        match self {
            Val::Unset => 0.0,
            Val::Number(number) => *number,
            Val::Text(text) | Val::Input(text) => number(text),
        }
    }

    /// The text, numbers by a format as `CONVFMT` has it.
    pub fn bytes(&self, format: &str) -> Bytes {
        match self {
            Val::Unset => Rc::from([]),
            Val::Number(number) => shown(*number, format).into_bytes().into(),
            Val::Text(text) | Val::Input(text) => Rc::clone(text),
        }
    }

    pub fn is_true(&self) -> bool {
        match self {
            Val::Unset => false,
            Val::Number(number) => *number != 0.0,
            Val::Text(text) => !text.is_empty(),
            Val::Input(text) => match looks_like(text) {
                Some(number) => number != 0.0,
                None => !text.is_empty(),
            },
        }
    }

    /// As a number, if it counts as one in comparisons.
    fn counts(&self) -> Option<f64> {
        match self {
            Val::Unset => Some(0.0),
            Val::Number(number) => Some(*number),
            Val::Text(_) => None,
            Val::Input(text) => looks_like(text),
        }
    }

    /// None if one of them is no number at all.
    pub fn compare(&self, other: &Val, format: &str) -> Option<Ordering> {
        match (self.counts(), other.counts()) {
            (Some(own), Some(other)) => own.partial_cmp(&other),
            _ => Some(self.bytes(format).cmp(&other.bytes(format))),
        }
    }
}

/// A whole number without its fraction, any other by a format.
pub fn shown(number: f64, format: &str) -> String {
    if number.is_nan() {
        let sign = if number.is_sign_negative() { "-" } else { "" };
        return format!("{sign}nan");
    }
    if number.is_infinite() {
        return if number < 0.0 { "-inf" } else { "inf" }.to_string();
    }
    if number == number.trunc() && number.abs() < 9e18 {
        return format!("{}", number as i64);
    }
    let plain = format
        .strip_prefix("%.")
        .and_then(|rest| rest.strip_suffix('g'));
    if let Some(digits) = plain.and_then(|digits| digits.parse::<usize>().ok()) {
        let sign = if number < 0.0 { "-" } else { "" };
        return format!("{sign}{}", general(number.abs(), digits.clamp(1, 50)));
    }
    let mut text = Vec::new();
    // A format that asks for more than there is writes what it can.
    let _ = super::printf::formatted(format.as_bytes(), &[Val::Number(number)], "%.6g", &mut text);
    String::from_utf8_lossy(&text).into_owned()
}

fn digits(text: &[u8]) -> usize {
    text.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// How much of a text is a number without a sign.
pub fn number_length(text: &[u8]) -> usize {
    let whole = digits(text);
    let mut length = whole;
    if text.get(length) == Some(&b'.') {
        let fraction = digits(&text[length + 1..]);
        if whole + fraction == 0 {
            return 0;
        }
        length += 1 + fraction;
    }
    if length > 0 && matches!(text.get(length), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(length + 1), Some(b'+' | b'-')));
        let power = digits(&text[length + 1 + sign..]);
        if power > 0 {
            length += 1 + sign + power;
        }
    }
    length
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 11 | 12)
}

/// Where the number at the start of a text begins and ends, its sign with it.
fn extent(text: &[u8]) -> (usize, usize) {
    let start = text.iter().take_while(|byte| is_blank(**byte)).count();
    let sign = usize::from(matches!(text.get(start), Some(b'+' | b'-')));
    let length = number_length(&text[start + sign..]);
    (
        start,
        if length == 0 {
            start
        } else {
            start + sign + length
        },
    )
}

/// The number at the start of a text; 0 if there is none.
pub fn number(text: &[u8]) -> f64 {
    let (start, end) = extent(text);
    let text = std::str::from_utf8(&text[start..end]).unwrap_or_default();
    text.parse().unwrap_or(0.0)
}

/// The number that a text is but for blanks around it.
fn looks_like(text: &[u8]) -> Option<f64> {
    let (start, end) = extent(text);
    let rest = text[end..].iter().all(|byte| is_blank(*byte));
    (end > start && rest).then(|| number(text))
}

/// Keys as they are gone through: whole numbers from low to high, then texts.
pub fn in_order<'k>(keys: impl Iterator<Item = &'k Bytes>) -> Vec<Bytes> {
    let mut keys: Vec<(bool, u64, Bytes)> = keys
        .map(|key| {
            let canonical = key.len() < 16 && !(key.len() > 1 && key[0] == b'0');
            let digits = canonical && !key.is_empty() && key.iter().all(u8::is_ascii_digit);
            let number = if digits { number(key) as u64 } else { 0 };
            (!digits, number, Rc::clone(key))
        })
        .collect();
    sort(&mut keys);
    keys.into_iter().map(|(_, _, key)| key).collect()
}
