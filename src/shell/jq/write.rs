//! Values as JSON.

use super::value::{Object, Val, sorted_names};
use std::fmt::Write;

/// How a value is laid out.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// What each level is indented by; None for all on one line.
    pub indent: Option<String>,
    /// Members by name.
    pub sorted: bool,
    /// Nothing but ASCII.
    pub ascii: bool,
}

/// On one line.
pub fn compact(value: &Val) -> String {
    written(value, &Layout::default())
}

pub fn written(value: &Val, layout: &Layout) -> String {
    let mut out = String::new();
    write_value(value, layout, 0, &mut out);
    out
}

fn write_value(value: &Val, layout: &Layout, depth: usize, out: &mut String) {
    match value {
        Val::Null => out.push_str("null"),
        Val::Truth(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Val::Number(number) => out.push_str(&number_text(*number)),
        Val::Text(text) => quote(text, layout.ascii, out),
        Val::List(items) if items.is_empty() => out.push_str("[]"),
        Val::Object(members) if members.is_empty() => out.push_str("{}"),
        Val::List(items) => {
            out.push('[');
            for (place, item) in items.iter().enumerate() {
                next(place, layout, depth + 1, out);
                write_value(item, layout, depth + 1, out);
            }
            last(layout, depth, out);
            out.push(']');
        }
        Val::Object(members) => {
            out.push('{');
            write_members(members, layout, depth + 1, out);
            last(layout, depth, out);
            out.push('}');
        }
    }
}

fn write_members(members: &Object, layout: &Layout, depth: usize, out: &mut String) {
    let mut write = |place, name: &str, value: &Val| {
        next(place, layout, depth, out);
        quote(name, layout.ascii, out);
        out.push(':');
        if layout.indent.is_some() {
            out.push(' ');
        }
        write_value(value, layout, depth, out);
    };
    if layout.sorted {
        let all = Val::Object(members.clone().into());
        for (place, name) in sorted_names(members).iter().enumerate() {
            write(place, name, &all.member(name));
        }
    } else {
        for (place, (name, value)) in members.iter().enumerate() {
            write(place, name, value);
        }
    }
}

fn next(place: usize, layout: &Layout, depth: usize, out: &mut String) {
    if place > 0 {
        out.push(',');
    }
    last(layout, depth, out);
}

fn last(layout: &Layout, depth: usize, out: &mut String) {
    if let Some(indent) = &layout.indent {
        out.push('\n');
        out.push_str(&indent.repeat(depth));
    }
}

/// A number as jq 1.6 writes it: the fewest digits that mean it; what is none is null, and what is
/// infinite the greatest.
pub fn number_text(number: f64) -> String {
    if number.is_nan() {
        return "null".to_string();
    }
    let number = number.clamp(f64::MIN, f64::MAX);
    let text = format!("{number:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", digits),
    };
    let digits = digits.replace('.', "");
    // The place of the point among the digits.
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    let count = digits.len() as i32;
    if digits == "0" {
        return format!("{sign}0");
    }
    if point <= -4 || point > count + 15 {
        let (first, rest) = digits.split_at(1);
        let dot = if rest.is_empty() { "" } else { "." };
        let (mark, exponent) = if point < 1 {
            ('-', 1 - point)
        } else {
            ('+', point - 1)
        };
        return format!("{sign}{first}{dot}{rest}e{mark}{exponent:02}");
    }
    if point <= 0 {
        let zeros = "0".repeat(point.unsigned_abs() as usize);
        return format!("{sign}0.{zeros}{digits}");
    }
    if point >= count {
        let zeros = "0".repeat((point - count) as usize);
        return format!("{sign}{digits}{zeros}");
    }
    let (whole, fraction) = digits.split_at(point as usize);
    format!("{sign}{whole}.{fraction}")
}

fn quote(text: &str, ascii: bool, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        // Writing to a String cannot fail.
        let _ = match letter {
            '"' => write!(out, "\\\""),
            '\\' => write!(out, "\\\\"),
            '\n' => write!(out, "\\n"),
            '\r' => write!(out, "\\r"),
            '\t' => write!(out, "\\t"),
            '\u{8}' => write!(out, "\\b"),
            '\u{c}' => write!(out, "\\f"),
            letter if letter < ' ' || letter == '\u{7f}' => {
                write!(out, "\\u{:04x}", u32::from(letter))
            }
            letter if ascii && !letter.is_ascii() => {
                let mut units = [0; 2];
                let units = letter.encode_utf16(&mut units);
                units
                    .iter()
                    .try_for_each(|unit| write!(out, "\\u{unit:04x}"))
            }
            letter => write!(out, "{letter}"),
        };
    }
    out.push('"');
}
