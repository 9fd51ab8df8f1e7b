//! From the text of a program to its words, one at a time: only who reads them knows whether a `/`
//! divides or starts a pattern.

use super::tree::Bytes;

#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Number(f64),
    Text(Bytes),
    Name(String),
    /// A name with a parenthesis right behind it.
    Called(String),
    Word(&'static str),
    Sign(&'static str),
    Line,
    End,
}

/// Words with a meaning of their own, but for functions.
const WORDS: &[&str] = &[
    "BEGIN", "END", "function", "if", "else", "while", "for", "do", "break", "continue", "next",
    "nextfile", "exit", "return", "delete", "in", "getline", "print", "printf",
];

/// The longest first.
const SIGNS: &[&str] = &[
    "**=", "&&", "||", "==", "!=", "<=", ">=", ">>", "!~", "++", "--", "+=", "-=", "*=", "/=",
    "%=", "^=", "**", "{", "}", "(", ")", "[", "]", ";", ",", "+", "-", "*", "/", "%", "^", "!",
    ">", "<", "|", "?", ":", "~", "$", "=",
];

pub struct Lexer<'t> {
    text: &'t [u8],
    pub at: usize,
    pub line: u32,
}

/// A message of where and what.
pub type Read<T> = Result<T, String>;

impl<'t> Lexer<'t> {
    pub fn new(text: &'t str) -> Lexer<'t> {
        Lexer {
            text: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    /// The text from a place on, for messages.
    pub fn shown(&self, from: usize) -> String {
        String::from_utf8_lossy(&self.text[from..self.at]).into_owned()
    }

    fn skip(&mut self) {
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some(b' ' | b'\t' | b'\r'), _) => self.at += 1,
                (Some(b'\\'), Some(b'\n')) => {
                    self.at += 2;
                    self.line += 1;
                }
                (Some(b'#'), _) => {
                    while self.peek(0).is_some_and(|byte| byte != b'\n') {
                        self.at += 1;
                    }
                }
                _ => return,
            }
        }
    }

    /// The next word, and where it starts.
    pub fn next(&mut self) -> Read<(Token, usize)> {
        self.skip();
        let start = self.at;
        let Some(first) = self.peek(0) else {
            return Ok((Token::End, start));
        };
        let token = match first {
            b'\n' => {
                self.at += 1;
                self.line += 1;
                Token::Line
            }
            b'"' => self.quoted()?,
            b'0'..=b'9' => self.number(),
            b'.' if self.peek(1).is_some_and(|byte| byte.is_ascii_digit()) => self.number(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.name(),
            _ => {
                let rest = &self.text[self.at..];
                let found = SIGNS.iter().find(|sign| rest.starts_with(sign.as_bytes()));
                let Some(sign) = found else {
                    let shown = String::from_utf8_lossy(rest).chars().next().unwrap_or(' ');
                    return Err(format!("{}: unexpected character '{shown}'", self.line));
                };
                self.at += sign.len();
                Token::Sign(match *sign {
                    "**" => "^",
                    "**=" => "^=",
                    sign => sign,
                })
            }
        };
        Ok((token, start))
    }

    fn number(&mut self) -> Token {
        let rest = &self.text[self.at..];
        let length = super::value::number_length(rest);
        self.at += length;
        Token::Number(super::value::number(&rest[..length]))
    }

    fn name(&mut self) -> Token {
        let start = self.at;
        let part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        while self.peek(0).is_some_and(part) {
            self.at += 1;
        }
        let name = String::from_utf8_lossy(&self.text[start..self.at]).into_owned();
        if name == "func" {
            return Token::Word("function");
        }
        match WORDS.iter().find(|word| **word == name) {
            Some(word) => Token::Word(word),
            None if self.peek(0) == Some(b'(') => Token::Called(name),
            None => Token::Name(name),
        }
    }

    fn quoted(&mut self) -> Read<Token> {
        let line = self.line;
        self.at += 1;
        let start = self.at;
        while let Some(byte) = self.peek(0) {
            match byte {
                b'"' => {
                    let text = unescaped(&self.text[start..self.at]);
                    self.at += 1;
                    return Ok(Token::Text(text.into()));
                }
                b'\n' => break,
                b'\\' => self.at += 1,
                _ => {}
            }
            self.at += 1;
        }
        self.at = self.at.min(self.text.len());
        let shown = String::from_utf8_lossy(&self.text[start..self.at]);
        Err(format!("{line}: runaway string constant \"{shown} ..."))
    }

    /// The pattern that starts here, behind its first `/`.
    pub fn regex(&mut self) -> Read<String> {
        let start = self.at;
        let mut bracket = false;
        while let Some(byte) = self.peek(0) {
            match byte {
                b'\n' => break,
                b'\\' => self.at += 1,
                b'[' if !bracket => {
                    bracket = true;
                    self.at += usize::from(self.peek(1) == Some(b'^'));
                    self.at += usize::from(self.peek(1) == Some(b']'));
                }
                b']' => bracket = false,
                b'/' if !bracket => {
                    let text = String::from_utf8_lossy(&self.text[start..self.at]);
                    self.at += 1;
                    return Ok(text.replace("\\/", "/"));
                }
                _ => {}
            }
            self.at += 1;
        }
        self.at = self.at.min(self.text.len());
        let shown = String::from_utf8_lossy(&self.text[start..self.at]);
        Err(format!(
            "{}: runaway regular expression /{shown} ...",
            self.line
        ))
    }
}

/// What a text in quotes stands for. Source: POSIX, awk, "Lexical Conventions".
pub fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at).copied() {
        at += 1;
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let Some(escaped) = text.get(at).copied() else {
            out.push(b'\\');
            break;
        };
        at += 1;
        match escaped {
            b'n' => out.push(b'\n'),
            b't' => out.push(b'\t'),
            b'r' => out.push(b'\r'),
            b'a' => out.push(7),
            b'b' => out.push(8),
            b'f' => out.push(12),
            b'v' => out.push(11),
            b'\\' | b'"' => out.push(escaped),
            b'\n' => {}
            b'0'..=b'7' => {
                let more = text[at..].iter().take(2);
                let digits = more.take_while(|byte| (b'0'..=b'7').contains(byte)).count();
                out.push(digits_of(&text[at - 1..at + digits], 8));
                at += digits;
            }
            b'x' if text.get(at).is_some_and(u8::is_ascii_hexdigit) => {
                let digits = text[at..].iter().take(2);
                let digits = digits.take_while(|byte| byte.is_ascii_hexdigit()).count();
                out.push(digits_of(&text[at..at + digits], 16));
                at += digits;
            }
            other => out.extend([b'\\', other]),
        }
    }
    out
}

fn digits_of(digits: &[u8], radix: u32) -> u8 {
    let text = String::from_utf8_lossy(digits);
    u32::from_str_radix(&text, radix).unwrap_or(0) as u8
}
