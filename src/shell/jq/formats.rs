//! `@csv`, `@base64` and their kin. Source: the manual of jq 1.6; the messages by behaviour.

use super::run::{Stop, error};
use super::value::Val;
use super::write::{compact, number_text};
use crate::shell::commands::base64;

/// A text as it is, anything else as JSON.
pub fn plain(value: &Val) -> String {
    match value {
        Val::Text(text) => text.to_string(),
        other => compact(other),
    }
}

/// What `@name` gives.
pub fn whole(name: &str, value: &Val) -> Result<Val, Stop> {
    let made = format(name, value)?;
    Ok(super::value::text(&made))
}

/// What is put into a text.
pub fn inner(format_name: Option<&str>, value: &Val) -> Result<String, Stop> {
    match format_name {
        Some(name) => format(name, value),
        None => Ok(plain(value)),
    }
}

fn format(name: &str, value: &Val) -> Result<String, Stop> {
    match name {
        "text" => Ok(plain(value)),
        "json" => Ok(compact(value)),
        "csv" => row("csv", value, ",", |text| {
            format!("\"{}\"", text.replace('"', "\"\""))
        }),
        "tsv" => row("tsv", value, "\t", |text| {
            let text = text.replace('\\', "\\\\").replace('\t', "\\t");
            text.replace('\n', "\\n").replace('\r', "\\r")
        }),
        "html" => Ok(replaced(&plain(value), |letter| match letter {
            '<' => Some("&lt;"),
            '>' => Some("&gt;"),
            '&' => Some("&amp;"),
            '\'' => Some("&apos;"),
            '"' => Some("&quot;"),
            _ => None,
        })),
        "uri" => Ok(uri(&plain(value))),
        "sh" => shell(value),
        "base64" => Ok(text_of(base64::encode(plain(value).as_bytes()))),
        "base64d" => {
            let given = plain(value);
            let (bytes, _) = base64::decode(given.as_bytes());
            if bytes.is_empty() && !given.trim_end_matches('=').is_empty() {
                return error(format!("{} is not valid base64 data", value.shown()));
            }
            Ok(text_of(bytes))
        }
        "base32" => Ok(base32(plain(value).as_bytes())),
        other => error(format!("{other} is not a valid format")),
    }
}

fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

fn replaced(text: &str, with: impl Fn(char) -> Option<&'static str>) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match with(letter) {
            Some(other) => out.push_str(other),
            None => out.push(letter),
        }
    }
    out
}

fn row(
    name: &str,
    value: &Val,
    between: &str,
    quoted: impl Fn(&str) -> String,
) -> Result<String, Stop> {
    let Val::List(items) = value else {
        return error(format!(
            "{} cannot be {name}-formatted, only array",
            value.shown()
        ));
    };
    let cells: Result<Vec<String>, Stop> = items
        .iter()
        .map(|item| match item {
            Val::Null => Ok(String::new()),
            Val::Truth(truth) => Ok(truth.to_string()),
            // What is no number is left out.
            Val::Number(number) if number.is_nan() => Ok(String::new()),
            Val::Number(number) => Ok(number_text(*number)),
            Val::Text(text) => Ok(quoted(text)),
            Val::List(_) | Val::Object(_) => {
                error(format!("{} is not valid in a csv row", item.shown()))
            }
        })
        .collect();
    Ok(cells?.join(between))
}

fn uri(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~!*'()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn shell(value: &Val) -> Result<String, Stop> {
    let items = match value {
        Val::List(items) => &items[..],
        other => std::slice::from_ref(other),
    };
    let words: Result<Vec<String>, Stop> = items
        .iter()
        .map(|item| match item {
            Val::Text(text) => Ok(format!("'{}'", text.replace('\'', "'\\''"))),
            Val::List(_) | Val::Object(_) => {
                error(format!("{} can not be escaped for shell", item.shown()))
            }
            other => Ok(compact(other)),
        })
        .collect();
    Ok(words?.join(" "))
}

fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut out = String::new();
    for chunk in bytes.chunks(5) {
        let group = (0..5).fold(0u64, |sum, at| {
            sum << 8 | u64::from(chunk.get(at).copied().unwrap_or(0))
        });
        let letters = (chunk.len() * 8).div_ceil(5);
        for place in 0..8 {
            let letter = LETTERS[(group >> (35 - 5 * place)) as usize & 31];
            out.push(if place < letters {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    out
}
