//! A template of JSON, with variables where values go: `{"cpu": ${cpu}}`.

use super::convert::Conversion;
use super::{Definition, Format, Source};
use crate::taskdef::parse;
use serde_json::Value;

/// A whole request.
pub const FORMAT: Format = Format {
    what: "template of a task definition",
    read: request,
};

fn request(source: &Source) -> Option<Vec<Definition>> {
    if source.json.is_some() {
        return None;
    }
    let Value::Object(members) = tree(source.text)? else {
        return None;
    };
    members.get("containerDefinitions")?;
    let mut conversion = Conversion::default();
    let request = conversion.request(members);
    let mut notes = vec!["Variables stand in quotes here: it is JSON only then.".to_owned()];
    notes.append(&mut conversion.notes);
    let family = request.get("family").and_then(Value::as_str);
    let name = family.unwrap_or_default().to_owned();
    Some(vec![Definition::new(
        &name,
        FORMAT.what.to_owned(),
        request,
        notes,
    )])
}

/// The JSON of a text once its variables stand in quotes; None if it has none.
pub fn tree(text: &str) -> Option<Value> {
    let trimmed = text.trim_start();
    if !trimmed.starts_with(['[', '{']) || !text.contains("${") {
        return None;
    }
    let quoted = quoted(text);
    let tree = parse::tree(&quoted).ok()?;
    Some(tree.to_value())
}

/// The text with quotes around each `${…}` that has none, and without bare quotes inside those in
/// strings.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut in_string = false;
    let mut rest = text;
    while let Some(start) = rest.find(['"', '$', '\\']) {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let length = match from.as_bytes() {
            [b'"', ..] => {
                in_string = !in_string;
                1
            }
            [b'$', b'{', ..] => {
                let length = braces(from);
                let as_json = Value::from(&from[..length]).to_string();
                let inner = &as_json[1..as_json.len() - 1];
                out.push_str(if in_string { inner } else { &as_json });
                rest = &from[length..];
                continue;
            }
            [b'\\', next, ..] if in_string && next.is_ascii() => 2,
            _ => 1,
        };
        out.push_str(&from[..length]);
        rest = &from[length..];
    }
    out.push_str(rest);
    out
}

/// How long the `${…}` is that begins here, with the braces inside it; all the rest if it has no
/// end.
pub fn braces(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return at + 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_get_quotes() {
        assert_eq!(
            quoted(r#"[{"cpu": ${cpu}, "a": "x\"${f("b")}", "c": ${m["k"]}, "d": "$5"}]"#),
            r#"[{"cpu": "${cpu}", "a": "x\"${f(\"b\")}", "c": "${m[\"k\"]}", "d": "$5"}]"#
        );
        assert_eq!(quoted("${ä"), "\"${ä\"");
        assert_eq!(quoted("\"\\"), "\"\\");
        assert_eq!(tree("[]"), None);
    }
}
