//! The words of a text: JSON with comments, and whatever people write that is none.

use std::ops::Range;

/// One word of a text.
pub(super) struct Token {
    pub shape: Shape,
    pub range: Range<usize>,
}

#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// `{` or `[`
    Open {
        list: bool,
    },
    /// `}` or `]`
    Close {
        list: bool,
    },
    Comma,
    Colon,
    /// A string, a number or a word.
    Scalar,
    /// A comment; what is written at an open end still belongs to it.
    Comment {
        open_end: bool,
    },
}

/// The words of a text, without the blanks between them.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let start = at + rest.find(|c: char| !is_blank(c))?;
        let rest = text.get(start..)?;
        let (shape, length) = first(rest);
        at = start + length;
        Some(Token {
            shape,
            range: start..at,
        })
    })
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The first word of a text that starts with one, and its length.
fn first(text: &str) -> (Shape, usize) {
    if text.starts_with("//") {
        let line = text.find(['\n', '\r']).unwrap_or(text.len());
        return (Shape::Comment { open_end: true }, line);
    }
    if text.starts_with("/*") {
        let end = text.get(2..).and_then(|rest| rest.find("*/"));
        let length = end.map_or(text.len(), |end| end + 4);
        let open_end = end.is_none();
        return (Shape::Comment { open_end }, length);
    }
    match text.as_bytes().first() {
        Some(b'{') => (Shape::Open { list: false }, 1),
        Some(b'[') => (Shape::Open { list: true }, 1),
        Some(b'}') => (Shape::Close { list: false }, 1),
        Some(b']') => (Shape::Close { list: true }, 1),
        Some(b',') => (Shape::Comma, 1),
        Some(b':') => (Shape::Colon, 1),
        Some(b'"') => (Shape::Scalar, string_length(text)),
        Some(_) | None => (Shape::Scalar, word_length(text)),
    }
}

/// The length of a string. One without an end goes to the end of its line.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'"' if !escaped => return at + 1,
            b'\n' | b'\r' => return text.get(..at).unwrap_or(text).trim_end().len(),
            _ => escaped = byte == b'\\' && !escaped,
        }
    }
    text.trim_end().len()
}

fn word_length(text: &str) -> usize {
    let ends = |c: char| is_blank(c) || "{}[],:\"".contains(c);
    let first = text.chars().next().map_or(1, char::len_utf8);
    let rest = text.get(first..).unwrap_or_default();
    let rest = rest.find(ends).unwrap_or(rest.len());
    let word = text.get(..first + rest).unwrap_or(text);
    match word.find("//") {
        Some(comment) if comment > 0 => comment,
        Some(_) | None => word.len(),
    }
}

/// What a string, number or word says.
pub(super) fn content(token: &str) -> String {
    if token.contains('\\')
        && let Ok(unescaped) = serde_json::from_str(token)
    {
        return unescaped;
    }
    let inner = token.strip_prefix('"').unwrap_or(token);
    let quoted = inner.len() < token.len();
    let inner = inner.strip_suffix('"').filter(|_| quoted).unwrap_or(inner);
    inner.to_owned()
}
