//! Findings as JSON, with places as JavaScript and people count them.

use super::positions::Positions;
use crate::taskdef::{Edit, Finding, Fix, RefusedBy, Severity};
use std::fmt::Write;

/// About what a finding takes: room for all is made at once.
const ABOUT: usize = 1_024;

/// The findings of a text as a JSON array.
pub fn to_json(text: &str, findings: &[Finding]) -> String {
    let mut json = Json {
        positions: Positions::new(text),
        out: String::with_capacity(findings.len() * ABOUT + 2),
    };
    json.list(findings, Json::finding);
    json.out
}

/// JSON on its way: it is written piece by piece, names and all, without a tree of it.
struct Json<'a> {
    positions: Positions<'a>,
    out: String,
}

impl Json<'_> {
    fn finding(&mut self, one: &Finding) {
        let (start, end) = (one.range.start, one.range.end);
        let from = self.positions.utf16(start);
        let line_start = self.positions.line_start(start);
        self.text("{\"rule\":", one.rule);
        self.text(",\"severity\":", severity(one.severity));
        match refused_by(one.refused_by) {
            Some(who) => self.text(",\"refusedBy\":", who),
            None => self.out.push_str(",\"refusedBy\":null"),
        }
        self.text(",\"path\":", &one.path);
        self.number(",\"line\":", self.positions.line(start));
        let column = 1 + from - self.positions.utf16(line_start);
        self.number(",\"column\":", column);
        self.number(",\"from\":", from);
        self.number(",\"to\":", self.positions.utf16(end));
        self.text(",\"message\":", &one.message);
        self.text(",\"help\":", &one.help);
        self.text(",\"source\":", one.source);
        self.out.push_str(",\"fixes\":");
        self.list(&one.fixes, Json::fix);
        self.out.push('}');
    }

    fn fix(&mut self, fix: &Fix) {
        self.text("{\"title\":", &fix.title);
        self.out.push_str(",\"edits\":");
        self.list(&fix.edits, Json::edit);
        self.out.push('}');
    }

    fn edit(&mut self, edit: &Edit) {
        self.number("{\"from\":", self.positions.utf16(edit.range.start));
        self.number(",\"to\":", self.positions.utf16(edit.range.end));
        self.text(",\"text\":", &edit.text);
        self.out.push('}');
    }

    fn list<T>(&mut self, items: &[T], write: fn(&mut Self, &T)) {
        self.out.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            write(self, item);
        }
        self.out.push(']');
    }

    /// A number after what comes before it.
    fn number(&mut self, before: &str, number: usize) {
        self.out.push_str(before);
        // Writing to a string cannot fail.
        let _ = write!(self.out, "{number}");
    }

    /// A string after what comes before it.
    fn text(&mut self, before: &str, text: &str) {
        self.out.push_str(before);
        self.out.push('"');
        let mut rest = text;
        while !is_plain(rest)
            && let Some(place) = rest.bytes().position(is_special)
        {
            self.out.push_str(&rest[..place]);
            match rest.as_bytes()[place] {
                b'"' => self.out.push_str("\\\""),
                b'\\' => self.out.push_str("\\\\"),
                b'\n' => self.out.push_str("\\n"),
                b'\r' => self.out.push_str("\\r"),
                b'\t' => self.out.push_str("\\t"),
                0x08 => self.out.push_str("\\b"),
                0x0c => self.out.push_str("\\f"),
                byte => {
                    let _ = write!(self.out, "\\u{byte:04x}");
                }
            }
            rest = &rest[place + 1..];
        }
        self.out.push_str(rest);
        self.out.push('"');
    }
}

/// Whether JSON has another spelling for a byte of a string.
fn is_special(byte: u8) -> bool {
    matches!(byte, 0..=0x1f | b'"' | b'\\')
}

/// Whether a string goes into JSON as it is: nearly all do, so eight bytes are looked at together.
fn is_plain(text: &str) -> bool {
    const EACH: u64 = u64::MAX / 0xff;
    let (eights, rest) = text.as_bytes().as_chunks::<8>();
    eights.iter().all(|eight| {
        let bytes = u64::from_ne_bytes(*eight);
        // A byte borrows from its highest bit if it is less than what is taken away.
        let less = |bytes: u64, than: u64| bytes.wrapping_sub(EACH * than) & !bytes;
        let is = |byte: u8| less(bytes ^ (EACH * u64::from(byte)), 1);
        (less(bytes, 0x20) | is(b'"') | is(b'\\')) & (EACH * 0x80) == 0
    }) && !rest.iter().copied().any(is_special)
}

/// The severity as a word.
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// Who refuses, as a word; None if nobody does.
pub fn refused_by(refused_by: RefusedBy) -> Option<&'static str> {
    match refused_by {
        RefusedBy::Client => Some("client"),
        RefusedBy::Service => Some("service"),
        RefusedBy::Nobody => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::{Edit, Wording};
    use serde_json::{Value, json};

    #[test]
    fn places_are_lines_columns_and_utf16_units() {
        let text = "{\n  \"😀\": 1\n}";
        let at = text.find('1').unwrap();
        let edits = vec![Edit {
            range: at..at + 1,
            text: "2".into(),
        }];
        let row = Finding {
            rule: "TD-X",
            severity: Severity::Warning,
            refused_by: RefusedBy::Nobody,
            path: "$.x".into(),
            range: at..at + 1,
            message: "m".into(),
            help: "h".into(),
            wording: Wording::Ours,
            source: "s",
            fixes: vec![Fix {
                title: "Use 2".into(),
                edits,
            }],
        };
        let expected = json!([{
            "rule": "TD-X", "severity": "warning", "refusedBy": null, "path": "$.x",
            "line": 2, "column": 9, "from": 10, "to": 11,
            "message": "m", "help": "h", "source": "s",
            "fixes": [{"title": "Use 2", "edits": [{"from": 10, "to": 11, "text": "2"}]}],
        }]);
        let said: Value = serde_json::from_str(&to_json(text, &[row])).unwrap();
        assert_eq!(said, expected);
    }

    #[test]
    fn strings_are_spelled_as_serde_json_does() {
        for letter in (0..=0x100).filter_map(char::from_u32) {
            for before in 0..9 {
                let text = format!("{}{letter}é!", "#".repeat(before));
                let mut json = Json {
                    positions: Positions::new(""),
                    out: String::new(),
                };
                json.text("", &text);
                assert_eq!(json.out, Value::from(text).to_string());
            }
        }
    }
}
