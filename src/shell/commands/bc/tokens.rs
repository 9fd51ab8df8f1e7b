//! The words of `bc`.

#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Number(String),
    Name(String),
    Text(String),
    Sign(&'static str),
}

/// The longest first.
const SIGNS: &[&str] = &[
    "++", "--", "+=", "-=", "*=", "/=", "%=", "^=", "==", "!=", "<=", ">=", "&&", "||", "+", "-",
    "*", "/", "%", "^", "(", ")", "<", ">", "=", ";", ",", "!", "{", "}",
];

/// The words of a line, without comments.
pub fn tokens(line: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let length = if c.is_whitespace() {
            c.len_utf8()
        } else if c == '#' {
            break;
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if c.is_ascii_digit() || c == '.' {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.');
            let text = &rest[..end.unwrap_or(rest.len())];
            if text.matches('.').count() > 1 {
                return Err("syntax error".to_string());
            }
            tokens.push(Token::Number(text.to_string()));
            text.len()
        } else if c.is_ascii_lowercase() {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            let text = &rest[..end.unwrap_or(rest.len())];
            tokens.push(Token::Name(text.to_string()));
            text.len()
        } else if c == '"' {
            let end = rest[1..].find('"').ok_or("syntax error")?;
            tokens.push(Token::Text(rest[1..=end].to_string()));
            end + 2
        } else {
            let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign));
            let sign = sign.ok_or_else(|| format!("illegal character: {c}"))?;
            tokens.push(Token::Sign(sign));
            sign.len()
        };
        rest = &rest[length..];
    }
    Ok(tokens)
}
