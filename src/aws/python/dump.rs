//! JSON as `json.dumps` writes it.

use super::repr::number_text;
use serde_json::Value;

/// How it is written.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Blanks per level, each item on a line of its own; or all on one line.
    pub indent: Option<usize>,
    /// Whether letters beyond ASCII are escaped.
    pub ascii: bool,
    /// What is between items and behind keys where there is no indent.
    pub separators: (&'static str, &'static str),
}

/// What the CLI prints.
pub const OUTPUT: Style = Style {
    indent: Some(4),
    ascii: false,
    separators: (",", ": "),
};
/// `json.dumps(value)`.
pub const PLAIN: Style = Style {
    indent: None,
    ascii: true,
    separators: (", ", ": "),
};
/// `json.dumps(value, ensure_ascii=False)`.
pub const SCALAR: Style = Style {
    ascii: false,
    ..PLAIN
};
/// `json.dumps(value, separators=(',', ':'))`.
pub const COMPACT: Style = Style {
    separators: (",", ":"),
    ..PLAIN
};

/// A value as JSON.
pub fn dumps(value: &Value, style: Style) -> String {
    let mut out = String::new();
    write(value, style, 0, &mut out);
    out
}

fn write(value: &Value, style: Style, level: usize, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(&number_text(number)),
        Value::String(text) => quote(text, style.ascii, out),
        Value::Array(items) if items.is_empty() => out.push_str("[]"),
        Value::Object(members) if members.is_empty() => out.push_str("{}"),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(index, style, level + 1, out);
                write(item, style, level + 1, out);
            }
            close(style, level, out);
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (index, (name, member)) in members.iter().enumerate() {
                separate(index, style, level + 1, out);
                quote(name, style.ascii, out);
                out.push_str(style.separators.1);
                write(member, style, level + 1, out);
            }
            close(style, level, out);
            out.push('}');
        }
    }
}

fn separate(index: usize, style: Style, level: usize, out: &mut String) {
    if index > 0 {
        out.push_str(style.separators.0);
    }
    close(style, level, out);
}

fn close(style: Style, level: usize, out: &mut String) {
    if let Some(indent) = style.indent {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent * level));
    }
}

/// A string in double quotes. Most of it is copied as it is, from one letter that is not to the
/// next.
pub fn quote(text: &str, ascii: bool, out: &mut String) {
    let is_special = |byte: u8| match byte {
        b'"' | b'\\' | 0..0x20 => true,
        byte => ascii && byte > 0x7e,
    };
    out.push('"');
    let mut rest = text;
    // The first byte of a letter is never one in the middle of another.
    while let Some(plain) = rest.bytes().position(is_special) {
        out.push_str(&rest[..plain]);
        let mut letters = rest[plain..].chars();
        if let Some(letter) = letters.next() {
            escape(letter, out);
        }
        rest = letters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

fn escape(letter: char, out: &mut String) {
    match letter {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        letter => {
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn writes_json_as_python_does() {
        let value = json!({"a": [1, {}], "é": 1.0});
        assert_eq!(
            dumps(&value, OUTPUT),
            "{\n    \"a\": [\n        1,\n        {}\n    ],\n    \"é\": 1.0\n}"
        );
        assert_eq!(dumps(&value, PLAIN), r#"{"a": [1, {}], "\u00e9": 1.0}"#);
        assert_eq!(
            dumps(&json!(["😀\u{1}"]), COMPACT),
            r#"["\ud83d\ude00\u0001"]"#
        );
        let mixed = json!("\"ab\"é\\c\u{7f}\n\u{c}d");
        assert_eq!(dumps(&mixed, PLAIN), r#""\"ab\"\u00e9\\c\u007f\n\fd""#);
        assert_eq!(dumps(&mixed, OUTPUT), "\"\\\"ab\\\"é\\\\c\u{7f}\\n\\fd\"");
    }
}
