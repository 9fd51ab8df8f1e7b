//! The short way to write structures: `key=value,key2=[a,b],key3={x=1,y=2}`.
//! Source: AWS CLI user guide, "Using shorthand syntax"; awscli 2.9, `shorthand.py`, by behaviour.

use serde_json::{Map, Value};

/// Groups inside of groups.
const DEPTH: usize = 100;

/// Reads a text. Everything is a string: what it should be, the model says.
pub fn parse(text: &str) -> Result<Value, String> {
    let letters: Vec<char> = text.chars().collect();
    let mut reader = Reader {
        letters,
        at: 0,
        depth: 0,
    };
    Ok(Value::Object(reader.parameter()?))
}

struct Reader {
    letters: Vec<char>,
    at: usize,
    depth: usize,
}

/// What may stand in a key.
fn in_key(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | '#' | '/' | ':')
}

/// What a bare value may begin with: no blank, quote, comma, `=`, brace or bracket.
fn begins(letter: char) -> bool {
    matches!(letter, '!' | '#'..='&' | '('..='+' | '-'..='<' | '>'..='Z' | '\\'..='z')
        || ('|'..='\u{ffff}').contains(&letter)
}

/// What may follow in the first value of a key.
fn follows_first(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '!' | '#'..='&' | '('..='+' | '-'..='\\' | '^'..='|')
        || ('~'..='\u{ffff}').contains(&letter)
}

/// What may follow in the others.
fn follows_second(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '!' | '#'..='&' | '('..='+' | '-'..='<')
        || ('>'..='\u{ffff}').contains(&letter)
}

fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}')
}

type Read<T> = Result<T, String>;

impl Reader {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(is_blank) {
            self.at += 1;
        }
    }

    /// The text with a caret below the place.
    fn shown(&self, at: usize) -> String {
        let at = at.min(self.letters.len());
        let text = |letters: &[char]| letters.iter().collect::<String>();
        let (before, behind) = self.letters.split_at(at);
        let line = before
            .iter()
            .rposition(|one| *one == '\n')
            .map_or(0, |line| line + 1);
        let end = behind
            .iter()
            .position(|one| *one == '\n')
            .unwrap_or(behind.len());
        let shown = text(&self.letters[..at + end]);
        format!(
            "{shown}\n{}^{}",
            " ".repeat(at - line),
            text(&behind[end..])
        )
    }

    fn unexpected(&self, expected: &str, got: &str) -> String {
        let shown = self.shown(self.at);
        format!("Expected: '{expected}', received: '{got}' for input:\n{shown}")
    }

    fn sign(&mut self, letter: char) -> Read<()> {
        match self.peek() {
            Some(found) if found == letter => {
                self.at += 1;
                Ok(())
            }
            Some(found) => Err(self.unexpected(&letter.to_string(), &found.to_string())),
            None => Err(self.unexpected(&letter.to_string(), "EOF")),
        }
    }

    fn expect_between_blanks(&mut self, letter: char) -> Read<()> {
        self.blanks();
        self.sign(letter)?;
        self.blanks();
        Ok(())
    }

    fn parameter(&mut self) -> Read<Map<String, Value>> {
        let mut members = Map::new();
        let (key, value) = self.pair()?;
        members.insert(key, value);
        let mut last = self.at;
        while self.at < self.letters.len() {
            self.expect_between_blanks(',')?;
            let (key, value) = self.pair()?;
            if members.contains_key(&key) {
                let shown = self.shown(last + 1);
                return Err(format!(
                    "Second instance of key \"{key}\" encountered for input:\n{shown}\n\
                     This is often because there is a preceding \",\" instead of a space."
                ));
            }
            members.insert(key, value);
            last = self.at;
        }
        Ok(members)
    }

    fn pair(&mut self) -> Read<(String, Value)> {
        let key = self.key();
        self.expect_between_blanks('=')?;
        let value = match self.peek() {
            None => Value::String(String::new()),
            Some('[') => self.list()?,
            Some('{') => self.hash()?,
            Some(_) => self.values()?,
        };
        Ok((key, value))
    }

    fn key(&mut self) -> String {
        let start = self.at;
        while self.peek().is_some_and(in_key) {
            self.at += 1;
        }
        self.letters[start..self.at].iter().collect()
    }

    /// One value, or several between commas: `a=b,c,d=e` is `{a: [b, c], d: e}`.
    fn values(&mut self) -> Read<Value> {
        let first = self.first()?;
        self.blanks();
        if self.peek() != Some(',') {
            return Ok(Value::String(first));
        }
        self.expect_between_blanks(',')?;
        let mut all = vec![Value::String(first.clone())];
        loop {
            match self.next_value() {
                Ok(value) => all.push(Value::String(value)),
                Err(said) if self.peek().is_none() => return Err(said),
                Err(_) => {
                    // That was a key: back to the comma before it.
                    while self.at > 0 && self.peek() != Some(',') {
                        self.at -= 1;
                    }
                    break;
                }
            }
            if self.peek().is_none() {
                break;
            }
            if self.expect_between_blanks(',').is_err() {
                all.pop();
                while self.at > 0 && self.peek() != Some(',') {
                    self.at -= 1;
                }
                break;
            }
        }
        Ok(if all.len() == 1 {
            Value::String(first)
        } else {
            Value::Array(all)
        })
    }

    fn next_value(&mut self) -> Read<String> {
        let value = match self.peek() {
            Some('\'') => self.quoted('\'')?,
            Some('"') => self.quoted('"')?,
            Some(_) | None => match self.bare(follows_second) {
                Some(value) => value,
                None => return Err(self.unexpected("<second>", "<none>")),
            },
        };
        self.blanks();
        Ok(value)
    }

    fn first(&mut self) -> Read<String> {
        match self.peek() {
            Some('\'') => self.quoted('\''),
            Some('"') => self.quoted('"'),
            Some(_) | None => Ok(self.bare(follows_first).unwrap_or_default()),
        }
    }

    /// A value without quotes; a backslash takes its meaning from a comma.
    fn bare(&mut self, follows: fn(char) -> bool) -> Option<String> {
        let start = self.at;
        loop {
            let may = if self.at == start { begins } else { follows };
            let escaped = self.peek() == Some('\\') && self.letters.get(self.at + 1) == Some(&',');
            if escaped {
                self.at += 2;
            } else if self.peek().is_some_and(may) {
                self.at += 1;
            } else {
                break;
            }
        }
        if self.at == start {
            return None;
        }
        let text: String = self.letters[start..self.at].iter().collect();
        Some(text.replace("\\,", ",").trim_end().to_owned())
    }

    fn quoted(&mut self, quote: char) -> Read<String> {
        let mut end = self.at + 1;
        loop {
            match (self.letters.get(end), self.letters.get(end + 1)) {
                (Some('\\'), Some(next)) if *next == '\\' || *next == quote => end += 2,
                (Some(letter), _) if *letter == quote => break,
                (Some(_), _) => end += 1,
                (None, _) => match self.letters[self.at + 1..]
                    .iter()
                    .rposition(|one| *one == quote)
                {
                    // No end but an escaped one: then the backslash was a letter.
                    Some(last) => {
                        end = self.at + 1 + last;
                        break;
                    }
                    None => {
                        let name = if quote == '"' {
                            "double quoted"
                        } else {
                            "singled quoted"
                        };
                        return Err(self.unexpected(&format!("<{name}>"), "<none>"));
                    }
                },
            }
        }
        let inner: String = self.letters[self.at + 1..end].iter().collect();
        self.at = end + 1;
        Ok(inner
            .replace(&format!("\\{quote}"), &quote.to_string())
            .replace("\\\\", "\\"))
    }

    fn explicit(&mut self) -> Read<Value> {
        match self.peek() {
            Some('[') => self.list(),
            Some('{') => self.hash(),
            Some(_) | None => self.first().map(Value::String),
        }
    }

    fn enter(&mut self) -> Read<()> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err("maximum recursion depth exceeded".to_owned());
        }
        Ok(())
    }

    fn list(&mut self) -> Read<Value> {
        self.enter()?;
        self.expect_between_blanks('[')?;
        let mut items = Vec::new();
        while self.peek() != Some(']') {
            items.push(self.explicit()?);
            self.comma_before(']')?;
        }
        self.at += 1;
        self.depth -= 1;
        Ok(Value::Array(items))
    }

    fn hash(&mut self) -> Read<Value> {
        self.enter()?;
        self.expect_between_blanks('{')?;
        let mut members = Map::new();
        while self.peek() != Some('}') {
            let key = self.key();
            self.expect_between_blanks('=')?;
            let value = self.explicit()?;
            self.comma_before('}')?;
            members.insert(key, value);
        }
        self.at += 1;
        self.depth -= 1;
        Ok(Value::Object(members))
    }

    fn comma_before(&mut self, end: char) -> Read<()> {
        self.blanks();
        if self.peek() != Some(end) {
            self.sign(',')?;
            self.blanks();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_all_forms() {
        for (text, value) in [
            ("a=b", json!({"a": "b"})),
            ("a=b,c", json!({"a": ["b", "c"]})),
            ("a=b,c,d=e", json!({"a": ["b", "c"], "d": "e"})),
            ("a=b,d=e", json!({"a": "b", "d": "e"})),
            (
                "a=[b,c],d={e=f,g=[h]}",
                json!({"a": ["b", "c"], "d": {"e": "f", "g": ["h"]}}),
            ),
            ("a='b, c',d=\"e\\\"f\"", json!({"a": "b, c", "d": "e\"f"})),
            ("a=b\\,c", json!({"a": "b,c"})),
            ("a = b , c = d", json!({"a": "b", "c": "d"})),
            ("a=", json!({"a": ""})),
            ("a=,b=c", json!({"a": "", "b": "c"})),
            ("a=b=c", json!({"a": "b=c"})),
            ("a=[]", json!({"a": []})),
            ("a={b={c={d=e}}}", json!({"a": {"b": {"c": {"d": "e"}}}})),
        ] {
            assert_eq!(parse(text), Ok(value), "{text}");
        }
    }

    #[test]
    fn says_where_it_is_wrong() {
        let said = |text| parse(text).unwrap_err();
        assert_eq!(
            said("a"),
            "Expected: '=', received: 'EOF' for input:\na\n ^"
        );
        assert_eq!(
            said("a=[b"),
            "Expected: ',', received: 'EOF' for input:\na=[b\n    ^"
        );
        assert_eq!(
            said("a=b,a=c"),
            "Second instance of key \"a\" encountered for input:\na=b,a=c\n    ^\n\
             This is often because there is a preceding \",\" instead of a space."
        );
    }
}
