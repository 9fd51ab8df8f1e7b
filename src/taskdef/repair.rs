//! Fixes that make JSON of what is nearly JSON: JSON5, and fragments of documentation.

use super::finding::{Edit, Fix};
use super::node::Bytes;
use super::parse::{BYTE_ORDER_MARK, STRICT};
use jsonc_parser::ast::{ObjectPropName, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::tokens::Token;
use jsonc_parser::{CollectOptions, ParseOptions, Scanner, ScannerOptions, parse_to_ast};

/// The fixes of a text that is no JSON: none, or one after which it is.
pub fn fixes(text: &str) -> Vec<Fix> {
    let fixes = [as_json5(text), in_braces(text)].into_iter().flatten();
    let works = |fix: &Fix| {
        let fixed = applied(text, &fix.edits);
        let body = fixed.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&fixed);
        let parsed = parse_to_ast(body, &CollectOptions::default(), &STRICT);
        parsed.is_ok_and(|parsed| parsed.value.is_some())
    };
    fixes.filter(works).take(1).collect()
}

/// The text after edits in its order that do not overlap.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut text = text.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.range.clone(), &edit.text);
    }
    text
}

/// A member without its object, as documentation shows it.
fn in_braces(text: &str) -> Option<Fix> {
    let body = text.trim_start_matches(BYTE_ORDER_MARK).trim_start();
    if !body.starts_with('"') {
        return None;
    }
    let start = text.len() - body.len();
    let end = text.trim_end().trim_end_matches(',').len();
    Some(Fix {
        title: "Put braces around it".into(),
        edits: vec![
            insert(start, "{"),
            Edit {
                range: end..text.len(),
                text: "}\n".into(),
            },
        ],
    })
}

/// JSON5: single quotes, bare names, other numbers, missing commas.
fn as_json5(text: &str) -> Option<Fix> {
    let body = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let offset = text.len() - body.len();
    let lenient = ParseOptions::default();
    let parsed = parse_to_ast(body, &CollectOptions::default(), &lenient).ok()?;
    let mut repair = Repair {
        body,
        offset,
        edits: Vec::new(),
    };
    repair.value(&parsed.value?);
    let edits = repair.edits;
    (!edits.is_empty()).then(|| Fix {
        title: "Write it as JSON".into(),
        edits,
    })
}

fn insert(at: usize, text: &str) -> Edit {
    Edit {
        range: at..at,
        text: text.into(),
    }
}

struct Repair<'a> {
    /// The text that was parsed.
    body: &'a str,
    /// How many bytes of the whole text are before it.
    offset: usize,
    edits: Vec<Edit>,
}

impl Repair<'_> {
    fn value(&mut self, value: &Value) {
        match value {
            Value::StringLit(text) => self.text(bytes(text), &text.value),
            Value::NumberLit(number) => self.number(bytes(number), number.value),
            Value::BooleanLit(_) | Value::NullKeyword(_) => {}
            Value::Array(array) => {
                let mut before = None;
                for item in &array.elements {
                    self.comma(before, bytes(item).start);
                    self.value(item);
                    before = Some(bytes(item).end);
                }
            }
            Value::Object(object) => {
                let mut before = None;
                for member in &object.properties {
                    self.comma(before, bytes(member).start);
                    match &member.name {
                        ObjectPropName::String(name) => self.text(bytes(name), &name.value),
                        ObjectPropName::Word(name) => self.replace(bytes(name), quoted(name.value)),
                    }
                    self.value(&member.value);
                    before = Some(bytes(member).end);
                }
            }
        }
    }

    fn replace(&mut self, range: Bytes, text: String) {
        let range = range.start + self.offset..range.end + self.offset;
        self.edits.push(Edit { range, text });
    }

    /// A comma between two items, where there is none.
    fn comma(&mut self, before: Option<usize>, start: usize) {
        let Some(end) = before else {
            return;
        };
        let between = self.body.get(end..start).unwrap_or_default();
        let mut scanner = Scanner::new(between, &ScannerOptions::default());
        if !matches!(next_token(&mut scanner), Some(Token::Comma)) {
            self.replace(end..end, ",".into());
        }
    }

    fn text(&mut self, range: Bytes, value: &str) {
        let written = self.body.get(range.clone()).unwrap_or_default();
        if serde_json::from_str::<String>(written).is_err() {
            self.replace(range, quoted(value));
        }
    }

    fn number(&mut self, range: Bytes, written: &str) {
        if serde_json::from_str::<serde_json::Number>(written).is_ok() {
            return;
        }
        let plain = written.trim_start_matches('+').trim_end_matches('.');
        let hex = plain
            .strip_prefix("0x")
            .or_else(|| plain.strip_prefix("0X"));
        let number = hex.and_then(|digits| u64::from_str_radix(digits, 16).ok());
        let number = number.map(|number| number.to_string());
        let zeroed = plain.starts_with('.').then(|| format!("0{plain}"));
        self.replace(range, number.or(zeroed).unwrap_or_else(|| plain.into()));
    }
}

/// The next token that is no comment.
fn next_token<'a>(scanner: &mut Scanner<'a>) -> Option<Token<'a>> {
    loop {
        match scanner.scan() {
            Ok(Some(Token::CommentLine(_) | Token::CommentBlock(_))) => {}
            Ok(token) => return token,
            Err(_) => return None,
        }
    }
}

fn bytes(node: &impl Ranged) -> Bytes {
    let range = node.range();
    range.start..range.end
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(text: &str) -> Option<String> {
        let fix = fixes(text).into_iter().next()?;
        Some(applied(text, &fix.edits))
    }

    #[test]
    fn json5_becomes_json_and_keeps_its_comments() {
        let text = "\u{feff}{family: 'my \"app\"' // so\n 'cpu': +256 \"x\": [.5 0x10, 5.,],}";
        let expected =
            "\u{feff}{\"family\": \"my \\\"app\\\"\", // so\n \"cpu\": 256, \"x\": [0.5, 16, 5,],}";
        assert_eq!(fixed(text).as_deref(), Some(expected));
    }

    #[test]
    fn a_fragment_gets_braces() {
        let text = "\"volumes\": [{\"name\": \"a\"}],\n";
        let expected = "{\"volumes\": [{\"name\": \"a\"}]}\n";
        assert_eq!(fixed(text).as_deref(), Some(expected));
    }

    #[test]
    fn no_fix_is_offered_that_does_not_help() {
        for text in [
            "",
            "family: app",
            "{\"a\": NaN}",
            "{\"a\": $b}",
            "'a' 'b'",
            "{\"a\": \0}",
        ] {
            assert_eq!(fixed(text), None, "{text}");
        }
    }
}
