//! `--cli-input-yaml`: a document of YAML 1.2 as JSON values.

use saphyr_parser::{Event, Parser, ScalarStyle, StrInput, Tag};
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;

/// Values inside of values.
const DEEPEST: usize = 100;
/// Values in all: aliases of aliases grow without bounds.
const MOST: usize = 1 << 17;

/// Reads a text, which has one document. None if it is no YAML that the CLI reads.
pub fn read(text: &str) -> Option<Value> {
    if !text.chars().all(is_printable) || begins_with_tab(text) {
        return None;
    }
    let mut reader = Reader {
        events: Parser::new_from_str(text),
        anchors: BTreeMap::new(),
        values: 0,
        unended: (!text.ends_with('\n')).then(|| text.chars().count()),
        at: 0,
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
    for event in reader.events.by_ref() {
        match event.ok()? {
            (Event::DocumentEnd | Event::StreamEnd, _) => {}
            _ => return None,
        }
    }
    Some(value)
}

/// Source: YAML 1.2, chapter 5.1.
fn is_printable(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | '\u{85}') || !letter.is_control()
}

/// A tab indents nothing.
fn begins_with_tab(text: &str) -> bool {
    text.trim_start_matches([' ', '\n', '\r']).starts_with('\t')
}

struct Reader<'t> {
    events: Parser<'t, StrInput<'t>>,
    anchors: BTreeMap<usize, (Value, usize)>,
    values: usize,
    /// Where the text ends, in letters, if its last line has no end.
    unended: Option<usize>,
    /// Where the last event ends.
    at: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Option<Event<'t>> {
        let (event, span) = self.events.next()?.ok()?;
        self.at = span.end.index();
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
            Event::Scalar(mut text, style, anchor, tag) => {
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                if is_block && self.unended.is_some_and(|end| self.at >= end) {
                    // As in the CLI's reader: a line that does not end does not end in the value.
                    let text = text.to_mut();
                    text.truncate(text.trim_end_matches('\n').len());
                }
                let plain = style == ScalarStyle::Plain;
                let value = match tagged(tag.as_deref())? {
                    // The CLI's reader keeps this sign for itself, and stops at tabs.
                    "" if plain && (text == "=" || text.contains('\t')) => return None,
                    "" if plain => resolved(&text),
                    "" | "str" => Value::String(text.into_owned()),
                    "null" => Value::Null,
                    "float" => as_float(resolved(&text)),
                    "int" | "bool" => resolved(&text),
                    _ => return None,
                };
                (value, anchor)
            }
            Event::SequenceStart(anchor, tag) => match tagged(tag.as_deref())? {
                "" | "seq" => (self.sequence(depth)?, anchor),
                _ => return None,
            },
            Event::MappingStart(anchor, tag) => match tagged(tag.as_deref())? {
                "" | "map" => (self.mapping(depth)?, anchor),
                _ => return None,
            },
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
        let (mut members, mut merged) = (Map::new(), Map::new());
        loop {
            let event = self.next()?;
            let merges =
                matches!(&event, Event::Scalar(text, ScalarStyle::Plain, ..) if text == "<<");
            let key = match event {
                Event::MappingEnd => break,
                event => self.value(event, depth + 1)?,
            };
            let first = self.next()?;
            let value = self.value(first, depth + 1)?;
            if merges {
                merge(&mut merged, value)?;
                continue;
            }
            let name = match key {
                Value::String(name) => name,
                Value::Object(_) => return None,
                other => other.to_string(),
            };
            // The CLI's reader refuses a name that comes twice.
            if members.insert(name, value).is_some() {
                return None;
            }
        }
        merged.extend(members);
        Some(Value::Object(merged))
    }
}

/// `<<:` takes over the members of a mapping, or of each of a list; the first of a name counts.
fn merge(into: &mut Map<String, Value>, value: Value) -> Option<()> {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                into.entry(name).or_insert(value);
            }
            Some(())
        }
        Value::Array(items) => items.into_iter().try_for_each(|item| match item {
            Value::Object(_) => merge(into, item),
            _ => None,
        }),
        _ => None,
    }
}

/// The kind that a tag names, empty if there is none. None if it is not one of YAML itself.
fn tagged(tag: Option<&Tag>) -> Option<&str> {
    match tag {
        None => Some(""),
        Some(tag) if tag.is_yaml_core_schema() => Some(&tag.suffix),
        Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => Some("str"),
        Some(_) => None,
    }
}

/// A number with a point: `!!float 3` is 3.0.
fn as_float(value: Value) -> Value {
    match value.as_f64().and_then(Number::from_f64) {
        Some(number) => Value::Number(number),
        None => value,
    }
}

/// What a plain scalar means. Source: YAML 1.2, core schema.
fn resolved(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        // As in JSON here, what is no number is null.
        ".nan" | ".NaN" | ".NAN" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if unsigned.starts_with('_') {
        return Value::String(text.to_owned());
    }
    let digits = unsigned.replace('_', "");
    let sign = if text.starts_with('-') { -1 } else { 1 };
    if matches!(&*digits, ".inf" | ".Inf" | ".INF") {
        return Value::Null;
    }
    let radix = |prefix: &str, radix| {
        let digits = digits.strip_prefix(prefix)?;
        i64::from_str_radix(digits, radix).ok()
    };
    let whole = match digits.starts_with(|first: char| first.is_ascii_digit()) {
        true => radix("0x", 16)
            .or_else(|| radix("0b", 2))
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
        return float.map_or(Value::Null, Value::Number);
    }
    Value::String(text.to_owned())
}
