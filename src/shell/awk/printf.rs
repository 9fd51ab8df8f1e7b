//! The formats of `printf` and `sprintf`. Source: POSIX, awk, "Formatted Output".

use super::value::Val;
use crate::shell::builtins::printf::{exponent, general};

/// Widths beyond this nobody means.
const WIDTH_MOST: usize = 100_000;

#[derive(Default)]
struct Directive {
    left: bool,
    zero: bool,
    sign: &'static str,
    alternate: bool,
    width: usize,
    precision: Option<usize>,
}

/// Writes values by a format; numbers that stand as texts by another. The error is the start of a
/// message; what stands before it is written.
pub fn formatted(
    format: &[u8],
    values: &[Val],
    numbers: &str,
    out: &mut Vec<u8>,
) -> Result<(), String> {
    let mut values = values.iter();
    let mut at = 0;
    while let Some(byte) = format.get(at).copied() {
        at += 1;
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        if format.get(at) == Some(&b'%') {
            out.push(b'%');
            at += 1;
            continue;
        }
        let mut next = || values.next().ok_or("not enough arguments passed to");
        let mut how = Directive::default();
        while let Some(flag) = format.get(at).filter(|byte| b"-+ 0#".contains(byte)) {
            match flag {
                b'-' => how.left = true,
                b'+' => how.sign = "+",
                b' ' if how.sign.is_empty() => how.sign = " ",
                b'0' => how.zero = true,
                b'#' => how.alternate = true,
                _ => {}
            }
            at += 1;
        }
        let mut size = |at: &mut usize| -> Result<f64, String> {
            if format.get(*at) == Some(&b'*') {
                *at += 1;
                return Ok(next()?.number());
            }
            let digits = format[*at..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit());
            let end = *at + digits.count();
            let number = super::value::number(&format[*at..end]);
            *at = end;
            Ok(number)
        };
        let width = size(&mut at)?;
        how.left |= width < 0.0;
        how.width = (width.abs() as usize).min(WIDTH_MOST);
        if format.get(at) == Some(&b'.') {
            at += 1;
            let precision = size(&mut at)?;
            how.precision = (precision >= 0.0).then_some((precision as usize).min(WIDTH_MOST));
        }
        while format.get(at).is_some_and(|byte| b"hlLqjzt".contains(byte)) {
            at += 1;
        }
        let Some(letter) = format.get(at).copied() else {
            return Err("bad conversion in".to_string());
        };
        at += 1;
        convert(letter, next()?, &how, numbers, out)?;
    }
    Ok(())
}

fn convert(
    letter: u8,
    value: &Val,
    how: &Directive,
    numbers: &str,
    out: &mut Vec<u8>,
) -> Result<(), String> {
    match letter {
        b's' => {
            let text = value.bytes(numbers);
            let most = how.precision.unwrap_or(text.len()).min(text.len());
            pad(&text[..most], how, out);
        }
        b'c' => match value {
            Val::Number(number) => pad(&[*number as i64 as u8], how, out),
            other => {
                let text = other.bytes(numbers);
                pad(text.get(..1).unwrap_or_default(), how, out);
            }
        },
        b'd' | b'i' => whole(value.number(), how, out),
        b'o' | b'x' | b'X' | b'u' => {
            let number = value.number() as i64 as u64;
            let (mark, digits) = match letter {
                b'o' => ("0", format!("{number:o}")),
                b'x' => ("0x", format!("{number:x}")),
                b'X' => ("0X", format!("{number:X}")),
                _ => ("", number.to_string()),
            };
            digits_out(if how.alternate { mark } else { "" }, &digits, how, out);
        }
        b'f' | b'F' | b'e' | b'E' | b'g' | b'G' => float(letter, value.number(), how, out),
        _ => return Err("improper conversion in".to_string()),
    }
    Ok(())
}

fn pad(text: &[u8], how: &Directive, out: &mut Vec<u8>) {
    let fill = how.width.saturating_sub(text.len());
    if !how.left {
        out.extend(std::iter::repeat_n(b' ', fill));
    }
    out.extend_from_slice(text);
    if how.left {
        out.extend(std::iter::repeat_n(b' ', fill));
    }
}

fn whole(number: f64, how: &Directive, out: &mut Vec<u8>) {
    if !number.is_finite() {
        return float(b'f', number, how, out);
    }
    let sign = if number <= -1.0 { "-" } else { how.sign };
    digits_out(sign, &format!("{:.0}", number.trunc().abs()), how, out);
}

fn digits_out(sign: &str, digits: &str, how: &Directive, out: &mut Vec<u8>) {
    let least = match how.precision {
        Some(least) => least,
        None if how.zero && !how.left => how.width.saturating_sub(sign.len()),
        None => 0,
    };
    pad(format!("{sign}{digits:0>least$}").as_bytes(), how, out);
}

fn float(letter: u8, number: f64, how: &Directive, out: &mut Vec<u8>) {
    let size = number.abs();
    let precision = how.precision.unwrap_or(6);
    let finite = number.is_finite();
    let mut digits = match letter {
        _ if number.is_nan() => "nan".to_string(),
        _ if !finite => "inf".to_string(),
        b'f' | b'F' => format!("{size:.precision$}"),
        b'e' | b'E' => exponent(size, precision),
        _ => general(size, precision.max(1)),
    };
    if letter.is_ascii_uppercase() {
        digits = digits.to_uppercase();
    }
    let sign = if number.is_sign_negative() {
        "-"
    } else {
        how.sign
    };
    let plain = Directive {
        precision: None,
        zero: how.zero && finite,
        ..*how
    };
    digits_out(sign, &digits, &plain, out);
}
