//! JSON inside another text: a script that registers it, a page that shows it.

use super::{Definition, Format, Source, described, recognise};
use crate::taskdef::parse;
use serde_json::Value;

/// Requests and containers in a text that is something else.
pub const FORMAT: Format = Format {
    what: "text with a task definition in it",
    read,
};

/// Of so many places where JSON may begin each is tried.
const MOST_PLACES: usize = 64;

fn read(source: &Source) -> Option<Vec<Definition>> {
    let text = source.text;
    if source.json.is_some() || text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let mut found = Vec::new();
    let mut at = 0;
    for _ in 0..MOST_PLACES {
        let Some(start) = begins(text, at) else {
            break;
        };
        let end = start + length(&text[start..]);
        let here = definitions(&text[start..end]);
        at = if here.is_empty() { start + 1 } else { end };
        found.extend(here);
    }
    (!found.is_empty()).then_some(found)
}

/// Where the next object with members begins, or a list of such.
fn begins(text: &str, at: usize) -> Option<usize> {
    let opens = text.get(at..)?.match_indices(['{', '[']);
    let mut places = opens.map(|(place, _)| at + place);
    places.find(|place| {
        let inner = text[*place..].trim_start_matches(['[', ' ', '\n', '\r', '\t']);
        let first = inner.strip_prefix('{').unwrap_or_default();
        first.trim_start().starts_with('"')
    })
}

/// How long the object or the list is that begins here; all the rest if it has no end.
fn length(text: &str) -> usize {
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string && depth == 1 => return at + 1,
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}

fn definitions(json: &str) -> Vec<Definition> {
    let tree = parse::tree(json).ok().map(|tree| tree.to_value());
    let request = tree.as_ref().and_then(Value::as_object);
    let request = request.filter(|members| members.contains_key("containerDefinitions"));
    let imported = recognise(json).map(|imported| imported.definitions);
    let bare = || request.map(|members| vec![described::definition(members, FORMAT.what)]);
    let mut definitions = imported.or_else(bare).unwrap_or_default();
    for one in &mut definitions {
        let note = "Only the JSON of the text is here, not what stands around it.";
        one.notes.insert(0, note.to_owned());
    }
    definitions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_found_in_a_text() {
        for (text, expected) in [
            (
                "# It's \"so\" {\n```json\n{\"family\": \"a\", \"containerDefinitions\": \
                 [\"}\"]}\n```\n",
                1,
            ),
            (
                "aws --containers '[{\"name\": \"a\", \"image\": \"b\"}]' {\"c\": 1}",
                1,
            ),
            (
                "x {\"family\": \"a\", \"containerDefinitions\": [{\"cpu\": $CPU}]} {\"a\": {",
                1,
            ),
            ("words {\"a\": 1} and {", 0),
        ] {
            let found = read(&Source::new(text)).unwrap_or_default();
            assert_eq!(found.len(), expected, "{text}");
        }
    }
}
