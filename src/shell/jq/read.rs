//! Texts of JSON as jq 1.6 reads them: one value after another, and what it says of texts that are
//! none. Source: jq 1.6, by behaviour.

use super::value::{Object, Val, list, put, text};
use std::rc::Rc;

/// Deeper than this nothing is read. Source: jq 1.6.
const DEPTH_MOST: usize = 256;

enum Open {
    List(Vec<Val>),
    Object(Object),
    /// The name of a member that is read.
    Name(Rc<str>),
}

/// A reader of a text.
pub struct Reader<'t> {
    bytes: &'t [u8],
    at: usize,
    line: usize,
    column: usize,
    open: Vec<Open>,
    next: Option<Val>,
    word: Vec<u8>,
}

type Read<T> = Result<T, String>;

impl<'t> Reader<'t> {
    pub fn new(bytes: &'t [u8]) -> Reader<'t> {
        Reader {
            bytes,
            at: 0,
            line: 1,
            column: 0,
            open: Vec::new(),
            next: None,
            word: Vec::new(),
        }
    }

    /// Ends of lines up to that of the line in which the last value ended.
    pub fn lines(&self) -> usize {
        let inside = self.at > 0 && self.bytes.get(self.at - 1) != Some(&b'\n');
        let goes_on = self
            .bytes
            .get(self.at..)
            .is_some_and(|rest| rest.contains(&b'\n'));
        self.line - 1 + usize::from(inside && goes_on)
    }

    /// The next value; None at the end. Behind an error there is nothing more.
    pub fn next(&mut self) -> Option<Read<Val>> {
        let read = self.read();
        match read {
            Ok(None) => None,
            Ok(Some(value)) => Some(Ok(value)),
            Err(message) => {
                let (line, column) = (self.line, self.column);
                self.at = self.bytes.len();
                (self.next, self.open) = (None, Vec::new());
                self.word.clear();
                Some(Err(format!("{message} at line {line}, column {column}")))
            }
        }
    }

    fn read(&mut self) -> Read<Option<Val>> {
        while let Some(byte) = self.bytes.get(self.at).copied() {
            self.at += 1;
            self.column += 1;
            if byte == b'\n' {
                self.line += 1;
                self.column = 0;
            }
            match byte {
                b'"' => {
                    if let Some(value) = self.whole_word()? {
                        // The quote is read again.
                        self.at -= 1;
                        self.column -= 1;
                        return Ok(Some(value));
                    }
                    let value = self.string()?;
                    self.put(value)?;
                    if self.open.is_empty() {
                        return Ok(self.next.take());
                    }
                }
                b' ' | b'\t' | b'\r' | b'\n' => {
                    if let Some(value) = self.whole_word()? {
                        return Ok(Some(value));
                    }
                }
                b'[' | b'{' | b'}' | b']' | b':' | b',' => {
                    let ended = self.whole_word()?;
                    if ended.is_some() && matches!(byte, b'[' | b'{') {
                        // The bracket is read again.
                        self.at -= 1;
                        self.column -= 1;
                        return Ok(ended);
                    }
                    self.sign(byte)?;
                    if self.open.is_empty() && self.next.is_some() {
                        return Ok(self.next.take());
                    }
                }
                other => self.word.push(other),
            }
        }
        let ended = self
            .whole_word()
            .map_err(|message| format!("{message} at EOF"))?;
        if ended.is_some() {
            return Ok(ended);
        }
        match self.open.is_empty() {
            true => Ok(None),
            false => Err("Unfinished JSON term at EOF".to_string()),
        }
    }

    /// Ends a word that stands for a value; gives it if it stands alone.
    fn whole_word(&mut self) -> Read<Option<Val>> {
        if self.word.is_empty() {
            return Ok(None);
        }
        let word = std::mem::take(&mut self.word);
        let value = match &word[..] {
            b"true" => Val::Truth(true),
            b"false" => Val::Truth(false),
            b"null" => Val::Null,
            [b't' | b'f' | b'n', ..] => return Err("Invalid literal".to_string()),
            other => match number(other) {
                Some(number) => Val::Number(number),
                None => return Err("Invalid numeric literal".to_string()),
            },
        };
        self.put(value)?;
        match self.open.is_empty() {
            true => Ok(self.next.take()),
            false => Ok(None),
        }
    }

    fn put(&mut self, value: Val) -> Read<()> {
        if self.next.is_some() {
            return Err("Expected separator between values".to_string());
        }
        self.next = Some(value);
        Ok(())
    }

    fn sign(&mut self, sign: u8) -> Read<()> {
        let fault = |message: &str| Err(message.to_string());
        match sign {
            b'[' | b'{' => {
                if self.open.len() >= DEPTH_MOST {
                    return fault("Exceeds depth limit for parsing");
                }
                if self.next.is_some() {
                    return fault("Expected separator between values");
                }
                self.open.push(match sign {
                    b'[' => Open::List(Vec::new()),
                    _ => Open::Object(Object::new()),
                });
            }
            b':' => match (self.open.last(), self.next.take()) {
                (_, None) => return fault("Expected string key before ':'"),
                (None | Some(Open::List(_) | Open::Name(_)), Some(_)) => {
                    return fault("':' not as part of an object");
                }
                (Some(Open::Object(_)), Some(Val::Text(name))) => {
                    self.open.push(Open::Name(name));
                }
                (Some(Open::Object(_)), Some(_)) => {
                    return fault("Object keys must be strings");
                }
            },
            b',' => {
                let Some(value) = self.next.take() else {
                    return fault("Expected value before ','");
                };
                self.close_value(value)?;
            }
            b']' => match (self.open.pop(), self.next.take()) {
                (Some(Open::List(items)), None) if items.is_empty() => {
                    self.next = Some(list(items));
                }
                (Some(Open::List(_)), None) => return fault("Expected another array element"),
                (Some(Open::List(mut items)), Some(value)) => {
                    items.push(value);
                    self.next = Some(list(items));
                }
                _ => return fault("Unmatched ']'"),
            },
            _ => self.end_of_object()?,
        }
        Ok(())
    }

    /// A value goes into what is open.
    fn close_value(&mut self, value: Val) -> Read<()> {
        match self.open.last_mut() {
            Some(Open::List(items)) => {
                items.push(value);
                Ok(())
            }
            Some(Open::Name(_)) => {
                self.close_member(value);
                Ok(())
            }
            Some(Open::Object(_)) => Err("Objects must consist of key:value pairs".to_string()),
            None => Err("',' not as part of an object or array".to_string()),
        }
    }

    fn close_member(&mut self, value: Val) {
        if let Some(Open::Name(name)) = self.open.pop()
            && let Some(Open::Object(members)) = self.open.last_mut()
        {
            put(members, name, value);
        }
    }

    fn end_of_object(&mut self) -> Read<()> {
        match (self.open.last(), self.next.take()) {
            (Some(Open::Name(_)), Some(value)) => self.close_member(value),
            (Some(Open::Object(_)), Some(_)) => {
                return Err("Objects must consist of key:value pairs".to_string());
            }
            (Some(Open::Object(members)), None) if members.is_empty() => {}
            (Some(Open::Object(_)), None) => {
                return Err("Expected another key-value pair".to_string());
            }
            _ => return Err("Unmatched '}'".to_string()),
        }
        if let Some(Open::Object(members)) = self.open.pop() {
            self.next = Some(Val::Object(Rc::new(members)));
        }
        Ok(())
    }

    /// Behind an opening quote.
    fn string(&mut self) -> Read<Val> {
        let mut out = Vec::new();
        loop {
            let Some(byte) = self.bytes.get(self.at).copied() else {
                return Err("Unfinished string at EOF".to_string());
            };
            self.at += 1;
            self.column += 1;
            if byte == b'\n' {
                self.line += 1;
                self.column = 0;
            }
            match byte {
                b'"' => break,
                b'\\' => {
                    let after = self.bytes.get(self.at).copied();
                    out.push(byte);
                    out.extend(after);
                    self.at += usize::from(after.is_some());
                    self.column += usize::from(after.is_some());
                }
                byte => out.push(byte),
            }
        }
        let own = String::from_utf8_lossy(&out);
        let own = unescaped(&own)?;
        if out.iter().any(|byte| *byte < b' ') {
            let message = "Invalid string: control characters from U+0000 through U+001F must be \
                           escaped";
            return Err(message.to_string());
        }
        Ok(text(&own))
    }
}

/// What stands between quotes, without its escapes.
fn unescaped(own: &str) -> Read<String> {
    let mut out = String::new();
    let mut rest = own;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let letter = rest[at + 1..].chars().next();
        rest = &rest[at + 1 + letter.map_or(0, char::len_utf8)..];
        out.push(match letter {
            Some(letter @ ('"' | '\\' | '/')) => letter,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let (letter, taken) = unit(rest)?;
                rest = &rest[taken..];
                letter
            }
            Some(_) => return Err("Invalid escape".to_string()),
            None => return Err("Expected escape character at end of string".to_string()),
        });
    }
    out.push_str(rest);
    Ok(out)
}

/// The letter that `XXXX` or `XXXX\uXXXX` means, and how much of the text it is.
fn unit(rest: &str) -> Read<(char, usize)> {
    let hex = |from: usize| {
        let digits = rest.get(from..from + 4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let Some(first) = hex(0) else {
        return Err("Invalid \\uXXXX escape".to_string());
    };
    if let Some(letter) = char::from_u32(first) {
        return Ok((letter, 4));
    }
    let second = rest
        .get(4..6)
        .filter(|mark| *mark == "\\u")
        .and_then(|_| hex(6));
    let pair = second.and_then(|second| {
        let high = first.checked_sub(0xd800).filter(|high| *high < 0x400)?;
        let low = second.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
        char::from_u32(0x10000 + (high << 10) + low)
    });
    match pair {
        Some(letter) => Ok((letter, 10)),
        None => Err("Invalid \\uXXXX\\uXXXX surrogate pair escape".to_string()),
    }
}

/// What C's strtod takes all of.
fn number(word: &[u8]) -> Option<f64> {
    let word = std::str::from_utf8(word).ok()?;
    let odd = |c: char| !(c.is_ascii_digit() || "+-.eE".contains(c));
    if word.contains(odd) {
        return None;
    }
    word.parse().ok()
}

/// The one value of a text; None where there is none.
pub fn whole(own: &str) -> Read<Option<Val>> {
    let mut reader = Reader::new(own.as_bytes());
    let first = match reader.next() {
        None => return Ok(None),
        Some(read) => read?,
    };
    match reader.next() {
        None => Ok(Some(first)),
        Some(Ok(_)) => Err("Unexpected extra JSON values".to_string()),
        Some(Err(message)) => Err(message),
    }
}
