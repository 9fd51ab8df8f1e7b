//! Words of the form `member=value`: a fault with its parameters, and resources.

use crate::lifecycle::faults;
use crate::lifecycle::faults::parameters::Kind;
use serde_json::{Map, Value, json};

/// The member of a fault's request that says which fault it is.
const TYPE: &str = "type";

/// Reads one word of a fault: its type first, then its parameters.
pub fn fault_word(at: usize, word: &str, body: &mut Map<String, Value>) -> Result<(), String> {
    if at == 0 {
        body.insert(TYPE.to_owned(), json!(word));
        return Ok(());
    }
    let fault = body.get(TYPE).and_then(Value::as_str).unwrap_or_default();
    let Some((member, text)) = word.split_once('=') else {
        return Err(format!("`{word}` should be MEMBER=VALUE{}", takes(fault)));
    };
    let value = match is_number(fault, member) {
        true => super::Kind::Number.value(text),
        false => json!(text),
    };
    body.insert(member.to_owned(), value);
    Ok(())
}

/// Whether a parameter of a fault is a whole number.
fn is_number(fault: &str, member: &str) -> bool {
    let row = faults::named(fault);
    let mut parameters = row.map_or(&[][..], |row| row.parameters).iter();
    parameters.any(|row| row.member == member && matches!(row.kind, Kind::Number(..)))
}

/// The parameters of a fault, for a complaint.
fn takes(fault: &str) -> String {
    let parameters = faults::named(fault).map_or(&[][..], |row| row.parameters);
    let names: Vec<&str> = parameters.iter().map(|row| row.member).collect();
    match names.is_empty() {
        true => String::new(),
        false => format!(": {fault} has {}", names.join(", ")),
    }
}

/// The words of a fault.
pub fn fault_words(body: &Map<String, Value>) -> Option<Vec<String>> {
    let mut words = vec![body.get(TYPE)?.as_str()?.to_owned()];
    for (member, value) in body.iter().filter(|(member, _)| *member != TYPE) {
        let value = super::Kind::Text.text(value)?;
        words.push(format!("{member}={value}"));
    }
    Some(words)
}

/// Reads one word of resources: a kind begins another one of it, a member belongs to the last.
pub fn resource_word(word: &str, body: &mut Map<String, Value>) -> Result<(), String> {
    let Some((member, text)) = word.split_once('=') else {
        // The last kind is the one that the members behind it belong to.
        let items = body.shift_remove(word);
        let mut items = items.unwrap_or_else(|| json!([]));
        if let Some(items) = items.as_array_mut() {
            items.push(json!({}));
        }
        body.insert(word.to_owned(), items);
        return Ok(());
    };
    let item = body.values_mut().next_back();
    let item = item.and_then(|items| items.as_array_mut()?.last_mut());
    let Some(item) = item else {
        return Err(format!(
            "a kind, such as targetGroups, comes before `{word}`"
        ));
    };
    item[member] = serde_json::from_str(text).unwrap_or_else(|_| json!(text));
    Ok(())
}

/// The words of resources.
pub fn resource_words(body: &Map<String, Value>) -> Option<Vec<String>> {
    let mut words = Vec::new();
    for (kind, items) in body {
        for item in items.as_array()? {
            words.push(kind.clone());
            for (member, value) in item.as_object()? {
                let text = match value {
                    // What reads as JSON stands in quotes, to stay a text.
                    Value::String(text) if serde_json::from_str::<Value>(text).is_err() => {
                        text.clone()
                    }
                    value => value.to_string(),
                };
                words.push(format!("{member}={text}"));
            }
        }
    }
    Some(words)
}
