//! JSON as `json.loads` reads it, with what it says of texts that are none. Source: the messages of
//! Python 3.11, `json/decoder.py`, as the CLI passes them on.

use serde_json::{Map, Number, Value};

/// Deeper than any request; Python gives up near a thousand.
const DEPTH: usize = 500;

/// Reads a text. The error is Python's: `Expecting value: line 1 column 1 (char 0)`.
pub fn loads(text: &str) -> Result<Value, String> {
    if text.starts_with('\u{feff}') {
        return Err(fault(
            "Unexpected UTF-8 BOM (decode using utf-8-sig)",
            &['\u{feff}'],
            0,
        ));
    }
    let letters: Vec<char> = text.chars().collect();
    let mut reader = Reader {
        letters: &letters,
        at: 0,
    };
    reader.blanks();
    let value = reader.value(0)?;
    reader.blanks();
    if reader.at < letters.len() {
        return Err(fault("Extra data", &letters, reader.at));
    }
    Ok(value)
}

/// A message with its place: lines and columns from 1, letters from 0.
fn fault(message: &str, letters: &[char], at: usize) -> String {
    let before = &letters[..at.min(letters.len())];
    let line = before.iter().filter(|letter| **letter == '\n').count() + 1;
    let start = before.iter().rposition(|letter| *letter == '\n');
    let column = match start {
        Some(start) => at - start,
        None => at + 1,
    };
    format!("{message}: line {line} column {column} (char {at})")
}

struct Reader<'t> {
    letters: &'t [char],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn fault(&self, message: &str, at: usize) -> String {
        fault(message, self.letters, at)
    }

    fn value(&mut self, depth: usize) -> Result<Value, String> {
        if depth > DEPTH {
            return Err("maximum recursion depth exceeded while decoding a JSON object".to_owned());
        }
        let start = self.at;
        match self.peek() {
            Some('"') => Ok(Value::String(self.string()?)),
            Some('{') => self.object(depth),
            Some('[') => self.array(depth),
            Some('-') if self.letters[start..].starts_with(&['-', 'I']) => {
                self.at += 1;
                self.word(start + 1)
                    .map_err(|_| self.fault("Expecting value", start))
            }
            Some('-' | '0'..='9') => self.number(),
            Some(_) => self.word(start),
            None => Err(self.fault("Expecting value", start)),
        }
    }

    fn word(&mut self, start: usize) -> Result<Value, String> {
        let rest = &self.letters[start..];
        let words = [
            ("null", Value::Null),
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            // Python reads these, but no request can carry them.
            ("NaN", Value::Null),
            ("Infinity", Value::Null),
        ];
        for (word, value) in words {
            if rest.len() >= word.len()
                && rest.iter().copied().zip(word.chars()).all(|(a, b)| a == b)
            {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.fault("Expecting value", start))
    }

    fn number(&mut self) -> Result<Value, String> {
        let start = self.at;
        let mut text = String::new();
        if self.peek() == Some('-') {
            text.push('-');
            self.at += 1;
        }
        match self.peek() {
            Some('0') => {
                text.push('0');
                self.at += 1;
            }
            Some('1'..='9') => self.digits(&mut text),
            Some(_) | None => {
                self.at = start;
                return Err(self.fault("Expecting value", start));
            }
        }
        let whole = text.len();
        self.fraction(&mut text);
        self.exponent(&mut text);
        if text.len() == whole
            && let Ok(number) = text.parse::<i64>()
        {
            return Ok(number.into());
        }
        if text.len() == whole
            && let Ok(number) = text.parse::<u64>()
        {
            return Ok(number.into());
        }
        let float = text.parse::<f64>().ok().and_then(Number::from_f64);
        Ok(float.map_or(Value::Null, Value::Number))
    }

    fn digits(&mut self, text: &mut String) {
        while let Some(digit @ '0'..='9') = self.peek() {
            text.push(digit);
            self.at += 1;
        }
    }

    fn fraction(&mut self, text: &mut String) {
        let next = self.letters.get(self.at + 1);
        if self.peek() == Some('.') && next.is_some_and(char::is_ascii_digit) {
            text.push('.');
            self.at += 1;
            self.digits(text);
        }
    }

    fn exponent(&mut self, text: &mut String) {
        if !matches!(self.peek(), Some('e' | 'E')) {
            return;
        }
        let sign = self
            .letters
            .get(self.at + 1)
            .filter(|sign| matches!(sign, '+' | '-'));
        let first = self.at + 1 + usize::from(sign.is_some());
        if self.letters.get(first).is_some_and(char::is_ascii_digit) {
            text.push('e');
            text.extend(sign);
            self.at = first;
            self.digits(text);
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, String> {
        self.at += 1;
        self.blanks();
        let mut items = Vec::new();
        if self.peek() == Some(']') {
            self.at += 1;
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.blanks();
            match self.peek() {
                Some(']') => {
                    self.at += 1;
                    return Ok(Value::Array(items));
                }
                Some(',') => self.at += 1,
                Some(_) | None => return Err(self.fault("Expecting ',' delimiter", self.at)),
            }
            self.blanks();
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, String> {
        const NAME: &str = "Expecting property name enclosed in double quotes";
        self.at += 1;
        self.blanks();
        let mut members = Map::new();
        if self.peek() == Some('}') {
            self.at += 1;
            return Ok(Value::Object(members));
        }
        loop {
            if self.peek() != Some('"') {
                return Err(self.fault(NAME, self.at));
            }
            let name = self.string()?;
            self.blanks();
            if self.peek() != Some(':') {
                return Err(self.fault("Expecting ':' delimiter", self.at));
            }
            self.at += 1;
            self.blanks();
            let value = self.value(depth + 1)?;
            members.insert(name, value);
            self.blanks();
            match self.peek() {
                Some('}') => {
                    self.at += 1;
                    return Ok(Value::Object(members));
                }
                Some(',') => self.at += 1,
                Some(_) | None => return Err(self.fault("Expecting ',' delimiter", self.at)),
            }
            self.blanks();
        }
    }

    /// From its first quote.
    fn string(&mut self) -> Result<String, String> {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let at = self.at;
            let Some(letter) = self.peek() else {
                return Err(self.fault("Unterminated string starting at", start));
            };
            self.at += 1;
            match letter {
                '"' => return Ok(out),
                '\\' => self.escape(start, &mut out)?,
                letter if (letter as u32) < 0x20 => {
                    return Err(self.fault("Invalid control character at", at));
                }
                letter => out.push(letter),
            }
        }
    }

    /// Behind the backslash.
    fn escape(&mut self, start: usize, out: &mut String) -> Result<(), String> {
        let at = self.at;
        let Some(letter) = self.peek() else {
            return Err(self.fault("Unterminated string starting at", start));
        };
        self.at += 1;
        let plain = match letter {
            '"' | '\\' | '/' => letter,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => return self.unicode(at, out),
            _ => return Err(self.fault("Invalid \\escape", at - 1)),
        };
        out.push(plain);
        Ok(())
    }

    /// Behind the `u` at `at`. Half a pair stands for nothing: no Rust text can hold it.
    fn unicode(&mut self, at: usize, out: &mut String) -> Result<(), String> {
        let Some(unit) = self.four(self.at) else {
            return Err(self.fault("Invalid \\uXXXX escape", at));
        };
        self.at += 4;
        let is_high = (0xd800..0xdc00).contains(&unit);
        let escaped = self.letters.get(self.at..self.at + 2) == Some(&['\\', 'u']);
        if is_high
            && escaped
            && let Some(low) = self.four(self.at + 2)
            && (0xdc00..0xe000).contains(&low)
        {
            self.at += 6;
            let whole = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            out.extend(char::from_u32(whole));
            return Ok(());
        }
        out.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
        Ok(())
    }

    fn four(&self, at: usize) -> Option<u32> {
        let digits: String = self.letters.get(at..at + 4)?.iter().collect();
        let is_hex = digits.chars().all(|digit| digit.is_ascii_hexdigit());
        is_hex.then(|| u32::from_str_radix(&digits, 16).ok())?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn says_what_python_says() {
        for (text, said) in [
            ("", "Expecting value: line 1 column 1 (char 0)"),
            ("[1,", "Expecting value: line 1 column 4 (char 3)"),
            (
                "[1\n 2]",
                "Expecting ',' delimiter: line 2 column 2 (char 4)",
            ),
            (
                "{a: 1}",
                "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
            ),
            (
                "{\"a\" 1}",
                "Expecting ':' delimiter: line 1 column 6 (char 5)",
            ),
            ("[] x", "Extra data: line 1 column 4 (char 3)"),
            (
                "\"a",
                "Unterminated string starting at: line 1 column 1 (char 0)",
            ),
            ("\"\\x\"", "Invalid \\escape: line 1 column 2 (char 1)"),
        ] {
            assert_eq!(loads(text).unwrap_err(), said, "{text}");
        }
    }

    #[test]
    fn reads_what_python_reads() {
        let text = " {\"a\": [1, -2.5e3, \"\\u00e9\\ud83d\\ude00\"], \"b\": null, \"a\": true} ";
        assert_eq!(loads(text).unwrap(), json!({"a": true, "b": null}));
        assert_eq!(loads("[1.0, 1]").unwrap(), json!([1.0, 1]));
    }

    proptest! {
        #[test]
        fn agrees_with_serde(text in r#"[\[\]{}:,"a\\ue019. \-tn]{0,24}"#) {
            // There is no negative zero among Python's whole numbers.
            if let Ok(theirs) = serde_json::from_str::<Value>(&text)
                && !text.contains("-0")
            {
                prop_assert_eq!(loads(&text), Ok(theirs));
            }
        }
    }
}
