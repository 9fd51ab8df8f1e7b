//! Expressions as tokens.

use crate::aws::python::json;
use crate::aws::python::repr::{self, Objects};
use serde_json::Value;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Eof,
    Unquoted,
    Quoted,
    Literal,
    RightBracket,
    RightParen,
    Comma,
    RightBrace,
    Number,
    Current,
    Expref,
    Colon,
    Pipe,
    Or,
    And,
    Equal,
    Greater,
    Less,
    GreaterEqual,
    LessEqual,
    NotEqual,
    Flatten,
    Star,
    Filter,
    Dot,
    Not,
    LeftBrace,
    LeftBracket,
    LeftParen,
}

impl Kind {
    /// Its name in the library's messages, and how strongly it binds what is on its left.
    fn facts(self) -> (&'static str, u8) {
        match self {
            Kind::Eof => ("eof", 0),
            Kind::Unquoted => ("unquoted_identifier", 0),
            Kind::Quoted => ("quoted_identifier", 0),
            Kind::Literal => ("literal", 0),
            Kind::RightBracket => ("rbracket", 0),
            Kind::RightParen => ("rparen", 0),
            Kind::Comma => ("comma", 0),
            Kind::RightBrace => ("rbrace", 0),
            Kind::Number => ("number", 0),
            Kind::Current => ("current", 0),
            Kind::Expref => ("expref", 0),
            Kind::Colon => ("colon", 0),
            Kind::Pipe => ("pipe", 1),
            Kind::Or => ("or", 2),
            Kind::And => ("and", 3),
            Kind::Equal => ("eq", 5),
            Kind::Greater => ("gt", 5),
            Kind::Less => ("lt", 5),
            Kind::GreaterEqual => ("gte", 5),
            Kind::LessEqual => ("lte", 5),
            Kind::NotEqual => ("ne", 5),
            Kind::Flatten => ("flatten", 9),
            Kind::Star => ("star", 20),
            Kind::Filter => ("filter", 21),
            Kind::Dot => ("dot", 40),
            Kind::Not => ("not", 45),
            Kind::LeftBrace => ("lbrace", 50),
            Kind::LeftBracket => ("lbracket", 55),
            Kind::LeftParen => ("lparen", 60),
        }
    }

    pub fn name(self) -> &'static str {
        self.facts().0
    }

    pub fn power(self) -> u8 {
        self.facts().1
    }
}

/// A token and where it starts, counted in letters.
#[derive(Clone, Debug)]
pub struct Token {
    pub kind: Kind,
    pub value: Value,
    pub start: usize,
}

impl Token {
    /// Its value in messages.
    pub fn text(&self) -> String {
        repr::text(&self.value, Objects::Plain)
    }
}

/// All tokens, the last of them the end.
pub fn tokens(expression: &str) -> Result<Vec<Token>, String> {
    if expression.is_empty() {
        return Err("Invalid JMESPath expression: cannot be empty.".to_owned());
    }
    let letters: Vec<char> = expression.chars().collect();
    let mut lexer = Lexer {
        expression,
        letters,
        at: 0,
    };
    let mut tokens = Vec::new();
    while let Some(letter) = lexer.peek() {
        if matches!(letter, ' ' | '\t' | '\n' | '\r') {
            lexer.at += 1;
            continue;
        }
        let start = lexer.at;
        let (kind, value) = lexer.token(letter)?;
        tokens.push(Token { kind, value, start });
    }
    let (kind, value) = (Kind::Eof, Value::String(String::new()));
    tokens.push(Token {
        kind,
        value,
        start: lexer.letters.len(),
    });
    Ok(tokens)
}

struct Lexer<'e> {
    expression: &'e str,
    letters: Vec<char>,
    at: usize,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn fault(&self, message: &str, at: usize) -> String {
        let under = " ".repeat(at);
        format!(
            "Bad jmespath expression: {message}:\n{}\n{under}^",
            self.expression
        )
    }

    fn take(&self, start: usize) -> String {
        self.letters[start..self.at].iter().collect()
    }

    fn token(&mut self, letter: char) -> Result<(Kind, Value), String> {
        let start = self.at;
        self.at += 1;
        let kind = match letter {
            '.' => Kind::Dot,
            '*' => Kind::Star,
            ']' => Kind::RightBracket,
            ',' => Kind::Comma,
            ':' => Kind::Colon,
            '@' => Kind::Current,
            '(' => Kind::LeftParen,
            ')' => Kind::RightParen,
            '{' => Kind::LeftBrace,
            '}' => Kind::RightBrace,
            '[' => self.followed(
                &[(']', Kind::Flatten), ('?', Kind::Filter)],
                Kind::LeftBracket,
            ),
            '|' => self.followed(&[('|', Kind::Or)], Kind::Pipe),
            '&' => self.followed(&[('&', Kind::And)], Kind::Expref),
            '<' => self.followed(&[('=', Kind::LessEqual)], Kind::Less),
            '>' => self.followed(&[('=', Kind::GreaterEqual)], Kind::Greater),
            '!' => self.followed(&[('=', Kind::NotEqual)], Kind::Not),
            '=' if self.peek() == Some('=') => {
                self.at += 1;
                Kind::Equal
            }
            '=' => return Err(self.fault("Unknown token '='", start)),
            '\'' => return self.raw(start),
            '`' => return self.literal(start),
            '"' => return self.quoted(start),
            '-' | '0'..='9' => return self.number(start),
            letter if letter.is_ascii_alphabetic() || letter == '_' => {
                let inside = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
                while self.peek().is_some_and(inside) {
                    self.at += 1;
                }
                return Ok((Kind::Unquoted, Value::String(self.take(start))));
            }
            letter => return Err(self.fault(&format!("Unknown token {letter}"), start)),
        };
        Ok((kind, Value::String(self.take(start))))
    }

    fn followed(&mut self, by: &[(char, Kind)], otherwise: Kind) -> Kind {
        match by.iter().find(|(letter, _)| self.peek() == Some(*letter)) {
            Some((_, kind)) => {
                self.at += 1;
                *kind
            }
            None => otherwise,
        }
    }

    fn number(&mut self, start: usize) -> Result<(Kind, Value), String> {
        while self.peek().is_some_and(|letter| letter.is_ascii_digit()) {
            self.at += 1;
        }
        let text = self.take(start);
        if text == "-" {
            return Err(self.fault("Unknown token '-'", start));
        }
        // Beyond 64 bits it is beyond all lists, too.
        let bound = if text.starts_with('-') {
            i64::MIN
        } else {
            i64::MAX
        };
        Ok((Kind::Number, text.parse().unwrap_or(bound).into()))
    }

    /// Up to a delimiter that has no backslash before it; backslashes stay.
    fn until(&mut self, delimiter: char, start: usize) -> Result<String, String> {
        let mut out = String::new();
        loop {
            let mut letter = self.peek();
            if letter == Some(delimiter) {
                self.at += 1;
                return Ok(out);
            }
            if letter == Some('\\') {
                out.push('\\');
                self.at += 1;
                letter = self.peek();
            }
            let Some(letter) = letter else {
                return Err(self.fault(&format!("Unclosed {delimiter} delimiter"), start));
            };
            out.push(letter);
            self.at += 1;
        }
    }

    fn raw(&mut self, start: usize) -> Result<(Kind, Value), String> {
        let text = self.until('\'', start)?.replace("\\'", "'");
        Ok((Kind::Literal, Value::String(text)))
    }

    /// What is no JSON is a string without its quotes.
    fn literal(&mut self, start: usize) -> Result<(Kind, Value), String> {
        let text = self.until('`', start)?.replace("\\`", "`");
        let bare = || json::loads(&format!("\"{}\"", text.trim_start()));
        match json::loads(&text).or_else(|_| bare()) {
            Ok(value) => Ok((Kind::Literal, value)),
            Err(_) => Err(self.fault(&format!("Bad token {text}"), start)),
        }
    }

    fn quoted(&mut self, start: usize) -> Result<(Kind, Value), String> {
        let text = self.until('"', start)?;
        match json::loads(&format!("\"{text}\"")) {
            Ok(value) => Ok((Kind::Quoted, value)),
            Err(said) => {
                let message = said.split(':').next().unwrap_or(&said);
                Err(self.fault(message, start))
            }
        }
    }
}
