//! Plain JSON straight into nodes: what people and programs write nearly always.
//!
//! Whatever else there is, comments, trailing commas and mistakes, is left to the parser that knows
//! them. What is read here is read by that one too, and as the same; a test holds it.

use super::node::{Kind, Member, Node};
use std::borrow::Cow;

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    /// The place of the next byte.
    at: usize,
    /// How much deeper it may nest.
    levels: usize,
}

/// Reads a text from a place on; None if it is no plain JSON or nests deeper than `deepest`.
pub(super) fn read(text: &str, from: usize, deepest: usize) -> Option<Node<'_>> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: from,
        levels: deepest,
    };
    let node = reader.value()?;
    reader.skip_blanks();
    (reader.at == text.len()).then_some(node)
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// The next byte that is no blank; stands behind it afterwards.
    fn mark(&mut self) -> Option<u8> {
        self.skip_blanks();
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn value(&mut self) -> Option<Node<'a>> {
        let first = self.mark()?;
        let start = self.at - 1;
        let kind = match first {
            b'"' => Kind::Text(self.string()?),
            b'{' => self.nested(Reader::object)?,
            b'[' => self.nested(Reader::list)?,
            b't' => self.word("rue", Kind::Truth(true))?,
            b'f' => self.word("alse", Kind::Truth(false))?,
            b'n' => self.word("ull", Kind::Null)?,
            b'-' | b'0'..=b'9' => Kind::Number(self.number(start)?),
            _ => return None,
        };
        let range = start..self.at;
        Some(Node { kind, range })
    }

    fn word(&mut self, rest: &str, kind: Kind<'a>) -> Option<Kind<'a>> {
        let end = self.at + rest.len();
        let fits = self.bytes.get(self.at..end)? == rest.as_bytes();
        self.at = end;
        fits.then_some(kind)
    }

    fn nested(&mut self, read: fn(&mut Self) -> Option<Kind<'a>>) -> Option<Kind<'a>> {
        self.levels = self.levels.checked_sub(1)?;
        let kind = read(self);
        self.levels += 1;
        kind
    }

    /// The rest of an object.
    fn object(&mut self) -> Option<Kind<'a>> {
        let mut next = self.mark()?;
        if next == b'}' {
            return Some(Kind::Object(Vec::new().into()));
        }
        // Most objects are pairs of a name and a value.
        let mut members = Vec::with_capacity(2);
        loop {
            if next != b'"' {
                return None;
            }
            let start = self.at - 1;
            let name = self.string()?;
            let name_range = start..self.at;
            if self.mark()? != b':' {
                return None;
            }
            let value = self.value()?;
            members.push(Member {
                name,
                name_range,
                value,
            });
            match self.mark()? {
                b',' => next = self.mark()?,
                b'}' => return Some(Kind::Object(members.into())),
                _ => return None,
            }
        }
    }

    /// The rest of an array.
    fn list(&mut self) -> Option<Kind<'a>> {
        let mut items = Vec::new();
        self.skip_blanks();
        if self.peek()? == b']' {
            self.at += 1;
            return Some(Kind::List(items));
        }
        loop {
            items.push(self.value()?);
            match self.mark()? {
                b',' => {}
                b']' => return Some(Kind::List(items)),
                _ => return None,
            }
        }
    }

    /// The rest of a string.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        let start = self.at;
        let mut end = start;
        let stop = loop {
            match *self.bytes.get(end)? {
                stop @ (b'"' | b'\\') => break stop,
                _ => end += 1,
            }
        };
        self.at = end + 1;
        if stop == b'"' {
            return self.text.get(start..end).map(Cow::Borrowed);
        }
        let mut escaped = true;
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => break,
                _ => {}
            }
        }
        let written = self.text.get(start - 1..self.at)?;
        serde_json::from_str(written).ok().map(Cow::Owned)
    }

    /// A number, as it is written.
    fn number(&mut self, start: usize) -> Option<&'a str> {
        self.at = start;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            _ => self.digits()?,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        self.text.get(start..self.at)
    }

    /// One or more digits.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taskdef::parse::STRICT;
    use jsonc_parser::parse_to_ast;

    const DEEPEST: usize = 4;

    /// What both parsers make of a text; whether it is plain.
    fn agrees(text: &str) -> bool {
        let Some(plain) = read(text, 0, DEEPEST) else {
            return false;
        };
        let parsed = parse_to_ast(text, &Default::default(), &STRICT);
        let value = parsed.ok().and_then(|parsed| parsed.value);
        assert_eq!(value.map(|value| Node::of(value, 0)), Some(plain), "{text}");
        true
    }

    #[test]
    fn what_is_plain_is_read_as_the_other_parser_reads_it() {
        let text = "{\"é\": [1, -0.5e+3, 0, \"a\\n\\\"\\u00e9\\ud83d\\ude00\"],\r\n\t\"\": {}, \
                    \"a\": [], \"a\": [[true], false, null]}";
        assert!(agrees(text));
        let mut plain = 0;
        for (place, letter) in text.char_indices() {
            let (before, rest) = text.split_at(place);
            let after = &rest[letter.len_utf8()..];
            plain += usize::from(agrees(before));
            for other in "\"\\{}[]:,0-.eu/ \n\u{b}\u{a0}\0é".chars() {
                plain += usize::from(agrees(&format!("{before}{other}{after}")));
                plain += usize::from(agrees(&format!("{before}{other}{rest}")));
            }
            plain += usize::from(agrees(&format!("{before}{after}")));
        }
        assert!(plain > 200, "{plain}");
    }

    #[test]
    fn everything_else_is_left_to_the_other_parser() {
        for text in [
            "",
            " ",
            "01",
            "1.",
            ".5",
            "+1",
            "-",
            "1e",
            "tru",
            "truex",
            "nul",
            "'a'",
            "\"a",
            "[1,]",
            "{\"a\": 1,}",
            "{a: 1}",
            "[1 2]",
            "[1] // so",
            "/* so */ 1",
            "1 1",
            "\"\\x41\"",
            "\"\\ud800\"",
            "[[[[[1]]]]]",
            "\u{feff}1",
        ] {
            assert!(!agrees(text), "{text}");
        }
        assert!(agrees("[[[[1]]]]"));
    }
}
