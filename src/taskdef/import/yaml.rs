//! YAML as a tree of JSON values, with the short tags of CloudFormation in their long form.
//!
//! Source of the tags: CloudFormation User Guide, "Intrinsic function reference".

use crate::taskdef::parse::{BYTE_ORDER_MARK, DEEPEST, LONGEST_TEXT};
use saphyr_parser::{Event, Parser, ScalarStyle, StrInput, Tag};
use serde_json::{Map, Number, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The most values that are read. Aliases of aliases grow without bounds.
const MOST_VALUES: usize = 1 << 17;

/// What a mapping takes its other members from. Source: YAML 1.1, merge key.
const MERGE: &str = "<<";

/// The functions of CloudFormation that have a short tag, besides `!Ref` and `!Condition`.
const FUNCTIONS: &[&str] = &[
    "And",
    "Base64",
    "Cidr",
    "Equals",
    "FindInMap",
    "GetAtt",
    "GetAZs",
    "If",
    "ImportValue",
    "Join",
    "Length",
    "Not",
    "Or",
    "Select",
    "Split",
    "Sub",
    "ToJsonString",
    "Transform",
];

/// The first document of a text; None if it is no YAML, or nothing but a scalar.
pub fn read(text: &str) -> Option<Value> {
    if text.len() > LONGEST_TEXT {
        return None;
    }
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let mut reader = Reader {
        events: Parser::new_from_str(text),
        anchors: BTreeMap::new(),
        values: 0,
    };
    loop {
        match reader.next()? {
            Event::DocumentStart(_) => break,
            Event::StreamStart | Event::Nothing => {}
            _ => return None,
        }
    }
    let first = reader.next()?;
    let value = reader.value(first, 0)?;
    (value.is_object() || value.is_array()).then_some(value)
}

struct Reader<'t> {
    events: Parser<'t, StrInput<'t>>,
    /// What has an anchor, and how many values that is.
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
        if depth > DEEPEST || self.values > MOST_VALUES {
            return None;
        }
        let (value, anchor, tag) = match first {
            Event::Alias(anchor) => return self.alias(anchor),
            Event::Scalar(text, style, anchor, tag) => {
                let is_text = tag.as_deref().is_some_and(|tag| tag.suffix == "str");
                let plain = style == ScalarStyle::Plain && !is_text;
                let value = if plain {
                    scalar(&text)
                } else {
                    Value::from(&*text)
                };
                (value, anchor, tag)
            }
            Event::SequenceStart(anchor, tag) => (self.list(depth)?, anchor, tag),
            Event::MappingStart(anchor, tag) => (self.mapping(depth)?, anchor, tag),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => return None,
        };
        let value = tagged(value, tag);
        if anchor > 0 {
            self.anchors
                .insert(anchor, (value.clone(), self.values - before));
        }
        Some(value)
    }

    fn alias(&mut self, anchor: usize) -> Option<Value> {
        let (value, size) = self.anchors.get(&anchor)?;
        self.values += size;
        (self.values <= MOST_VALUES).then(|| value.clone())
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
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
        let mut merged = Vec::new();
        loop {
            let key = match self.next()? {
                Event::MappingEnd => break,
                Event::Scalar(text, ..) => text.into_owned(),
                _ => return None,
            };
            let event = self.next()?;
            let value = self.value(event, depth + 1)?;
            if key == MERGE {
                merged.push(value);
            } else {
                members.insert(key, value);
            }
        }
        merged
            .into_iter()
            .for_each(|from| merge(&mut members, from));
        Some(Value::Object(members))
    }
}

/// Takes over the members that are not there yet.
fn merge(members: &mut Map<String, Value>, from: Value) {
    match from {
        Value::Object(others) => {
            for (name, value) in others {
                members.entry(name).or_insert(value);
            }
        }
        Value::Array(items) => items.into_iter().for_each(|item| merge(members, item)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A value with the function that its tag names around it.
fn tagged(value: Value, tag: Option<Cow<Tag>>) -> Value {
    let Some(name) = tag.as_deref().filter(|tag| tag.handle == "!") else {
        return value;
    };
    let name = match name.suffix.as_str() {
        "Ref" | "Condition" => name.suffix.clone(),
        function if FUNCTIONS.contains(&function) => format!("Fn::{function}"),
        _ => return value,
    };
    Value::Object(Map::from_iter([(name, value)]))
}

/// A plain scalar. Numbers that would be written otherwise, such as `010` or `3.10`, stay as they
/// are; so do `yes` and `no`, which are texts in YAML 1.2.
fn scalar(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let number: Option<Number> = serde_json::from_str(text).ok();
    match number.filter(|number| number.to_string() == text) {
        Some(number) => Value::Number(number),
        None => Value::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_what_people_write() {
        let text = "\
# A comment
base: &base {a: 1, b: [x, 'y: z', \"\\u00e4\"]}
derived:
  <<: *base
  a: 010
  c: |
    two
    lines
  d: !Sub 'x-${y}'
  e: !GetAtt Role.Arn
  f: !If [Prod, 1, !Ref AWS::NoValue]
  g: !!str 5
  8080: yes
  h: !unknown 1.50
  i: ~
";
        let expected = json!({
            "base": {"a": 1, "b": ["x", "y: z", "ä"]},
            "derived": {
                "a": "010", "c": "two\nlines\n", "d": {"Fn::Sub": "x-${y}"},
                "e": {"Fn::GetAtt": "Role.Arn"},
                "f": {"Fn::If": ["Prod", 1, {"Ref": "AWS::NoValue"}]},
                "g": "5", "8080": "yes", "h": "1.50", "i": null, "b": ["x", "y: z", "ä"],
            },
        });
        let read = read(text).expect("YAML");
        assert_eq!(read, expected);
    }

    #[test]
    fn refuses_what_is_too_much() {
        let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for n in 1..12 {
            let items = vec![format!("*a{}", n - 1); 10].join(", ");
            laughs.push_str(&format!("a{n}: &a{n} [{items}]\n"));
        }
        assert_eq!(read(&laughs), None);
        assert_eq!(read(&"[".repeat(100_000)), None);
        assert_eq!(read("just words"), None);
        assert_eq!(read("a: b: c"), None);
        assert_eq!(read("? [a]\n: b"), None);
    }
}
