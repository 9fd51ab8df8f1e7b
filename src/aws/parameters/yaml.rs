//! `--cli-input-yaml`: a document of YAML 1.2 as JSON values.

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput};
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;

/// Values inside of values.
const DEEPEST: usize = 100;
/// Values in all: aliases of aliases grow without bounds.
const MOST: usize = 1 << 17;

/// Reads the first document of a text. None if it is no YAML.
pub fn read(text: &str) -> Option<Value> {
    let mut reader = Reader {
        events: Parser::new_from_str(text),
        anchors: BTreeMap::new(),
        values: 0,
    };
    loop {
        match reader.next()? {
            Event::DocumentStart(_) => break,
            Event::StreamEnd => return Some(Value::Null),
            _ => {}
        }
    }
    let first = reader.next()?;
    let value = reader.value(first, 0)?;
    // The rest must be YAML too.
    for event in reader.events.by_ref() {
        event.ok()?;
    }
    Some(value)
}

struct Reader<'t> {
    events: Parser<'t, StrInput<'t>>,
    anchors: BTreeMap<usize, (Value, usize)>,
    values: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Option<Event<'t>> {
        let (event, _) = self.events.next()?.ok()?;
        Some(event)
    }

    fn value(&mut self, first: Event<'t>, depth: usize) -> Option<Value> {
        let before = self.values;
        self.values += 1;
        if depth > DEEPEST || self.values > MOST {
            return None;
        }
        let (value, anchor) = match first {
            Event::Alias(anchor) => {
                let (value, count) = self.anchors.get(&anchor)?.clone();
                self.values += count;
                return (self.values <= MOST).then_some(value);
            }
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = tag.is_some_and(|tag| tag.suffix == "str");
                let plain = style == ScalarStyle::Plain && !is_text;
                let value = if plain {
                    resolved(&text)
                } else {
                    Value::String(text.into_owned())
                };
                (value, anchor)
            }
            Event::SequenceStart(anchor, _) => (self.sequence(depth)?, anchor),
            Event::MappingStart(anchor, _) => (self.mapping(depth)?, anchor),
            _ => return None,
        };
        if anchor > 0 {
            let count = self.values - before;
            self.anchors.insert(anchor, (value.clone(), count));
        }
        Some(value)
    }

    fn sequence(&mut self, depth: usize) -> Option<Value> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                Event::SequenceEnd => return Some(Value::Array(items)),
                event => items.push(self.value(event, depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, depth: usize) -> Option<Value> {
        let mut members = Map::new();
        loop {
            let key = match self.next()? {
                Event::MappingEnd => return Some(Value::Object(members)),
                event => self.value(event, depth + 1)?,
            };
            let first = self.next()?;
            let value = self.value(first, depth + 1)?;
            match key {
                Value::String(name) => members.insert(name, value),
                other => members.insert(other.to_string(), value),
            };
        }
    }
}

/// What a plain scalar means. Source: YAML 1.2, core schema.
fn resolved(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let digits = text
        .strip_prefix(['-', '+'])
        .unwrap_or(text)
        .replace('_', "");
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let radix = |prefix: &str, radix| {
        let digits = digits.strip_prefix(prefix)?;
        i64::from_str_radix(digits, radix).ok()
    };
    let whole = match digits.starts_with(|first: char| first.is_ascii_digit()) {
        true => radix("0x", 16)
            .or_else(|| radix("0o", 8))
            .or_else(|| digits.parse().ok()),
        false => None,
    };
    if let Some(whole) = whole {
        return Value::from(sign * whole);
    }
    let numeric = |one: char| one.is_ascii_digit() || matches!(one, '.' | 'e' | 'E' | '+' | '-');
    let begins = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    if begins
        && digits.chars().all(numeric)
        && let Ok(float) = digits.parse::<f64>()
    {
        let float = Number::from_f64(sign as f64 * float);
        return float.map_or_else(|| Value::String(text.to_owned()), Value::Number);
    }
    Value::String(text.to_owned())
}
