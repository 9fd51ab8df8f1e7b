//! Completions and field texts as the editor takes them: JSON with places in UTF-16 units.

use super::positions::Positions;
use crate::taskdef::complete::{Completion, ItemKind, completions};
use crate::taskdef::hover::hover;
use serde_json::{Value, json};

/// What may be written at a place, as JSON; None if there is nothing to choose from.
pub fn complete(text: &str, place: usize) -> Option<String> {
    let positions = Positions::new(text);
    let found = completions(text, positions.byte(place));
    if found.items.is_empty() {
        return None;
    }
    let answer = json!({
        "from": positions.utf16(found.from),
        "to": positions.utf16(found.to),
        "comma": found.comma.map(|byte| positions.utf16(byte)),
        "items": found.items.iter().map(item).collect::<Vec<Value>>(),
    });
    Some(answer.to_string())
}

fn item(item: &Completion) -> Value {
    let insert = Positions::new(&item.insert);
    let kind = match item.kind {
        ItemKind::Member => "property",
        ItemKind::Value => "constant",
        ItemKind::Reference => "variable",
    };
    json!({
        "label": item.label,
        "detail": item.detail,
        "info": item.info,
        "type": kind,
        "insert": item.insert,
        "select": [insert.utf16(item.select.start), insert.utf16(item.select.end)],
        "thenValues": item.then_values,
    })
}

/// What the member at a place is for, as JSON.
pub fn explain(text: &str, place: usize) -> Option<String> {
    let positions = Positions::new(text);
    let found = hover(text, positions.byte(place))?;
    let answer = json!({
        "from": positions.utf16(found.range.start),
        "to": positions.utf16(found.range.end),
        "title": found.title,
        "text": found.text,
        "source": found.source,
    });
    Some(answer.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_javascript_does() {
        let text = "{/* 😀 */ \"tags\": [] \"fam";
        let place = text.encode_utf16().count();
        let answer = complete(text, place).expect("choices");
        let answer: Value = serde_json::from_str(&answer).expect("JSON");
        assert_eq!(answer["from"], place - 4);
        assert_eq!(answer["to"], place);
        assert_eq!(answer["comma"], place - 5);
        assert_eq!(answer["items"][0]["insert"], "\"family\": \"web\"");
        assert_eq!(answer["items"][0]["select"], json!([11, 14]));
        assert_eq!(complete("{}", 2), None);
        let text = "{/* 😀 */ \"family\": 1}";
        let answer = explain(text, 10).expect("a text");
        assert!(
            answer.starts_with(r#"{"from":10,"to":18,"title":"family: text"#),
            "{answer}"
        );
    }
}
