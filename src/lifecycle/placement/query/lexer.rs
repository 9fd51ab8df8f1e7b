//! Words, quoted texts and signs of an expression, each with its place.

use super::SyntaxError;

/// A piece of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A bare word: a subject, an operator in letters, a literal.
    Word(String),
    /// A quoted literal.
    Quoted(String),
    /// An operator or bracket in signs.
    Sign(&'static str),
    /// The end of the text.
    End,
}

/// Signs, longer ones before their beginnings.
const SIGNS: [&str; 15] = [
    "&&", "||", "==", "!=", ">=", "<=", "=~", "!~", ">", "<", "!", "(", ")", "[", "]",
];

/// Splits a text into tokens with the byte at which each begins. The last one is [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, SyntaxError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].chars().next() {
        if next.is_whitespace() {
            at += next.len_utf8();
            continue;
        }
        let (token, length) = token(text, at, next)?;
        found.push((at, token));
        at += length;
    }
    found.push((text.len(), Token::End));
    Ok(found)
}

fn token(text: &str, at: usize, next: char) -> Result<(Token, usize), SyntaxError> {
    let rest = &text[at..];
    if next == ',' {
        return Ok((Token::Sign(","), 1));
    }
    if next == '\'' || next == '"' {
        let inner = &rest[1..];
        return match inner.find(next) {
            Some(end) => Ok((Token::Quoted(inner[..end].into()), end + 2)),
            None => Err(SyntaxError {
                at,
                message: format!("the quote {next} is not closed"),
            }),
        };
    }
    if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        return Ok((Token::Sign(sign), sign.len()));
    }
    let ends = |c: char| c.is_whitespace() || "()[],'\"=!<>~&|".contains(c);
    match rest.find(ends).unwrap_or(rest.len()) {
        0 => Err(SyntaxError {
            at,
            message: format!("unexpected character {next}"),
        }),
        length => Ok((Token::Word(rest[..length].into()), length)),
    }
}
