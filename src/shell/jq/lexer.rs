//! The words of jq's language.

/// A word, and where it starts in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub word: Word,
    pub at: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// A keyword or a sign: `if`, `..`, `|=`.
    Sign(&'static str),
    /// `.name`
    Field(String),
    /// A name that is no keyword, or one of a module.
    Name(String),
    /// `@base64`
    Format(String),
    Number(f64),
    /// A text with what is to be put into it.
    Text(Vec<Piece>),
    /// What no word begins with.
    Odd,
    /// A text without its end, which breaks off here.
    Open(usize),
    End,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    Plain(String),
    /// `\( … )`: its words, and whether they have their end.
    Inner(Vec<Token>, bool),
}

const KEYWORDS: &[&str] = &[
    "as", "import", "include", "module", "def", "if", "then", "else", "elif", "and", "or", "end",
    "reduce", "foreach", "label", "break", "__loc__", "try", "catch",
];

/// The longest first.
const SIGNS: &[&str] = &[
    "?//", "//=", "!=", "==", "//", "|=", "+=", "-=", "*=", "/=", "%=", "<=", ">=", "..", ".", "?",
    "=", ";", ",", ":", "|", "+", "-", "*", "/", "%", "$", "<", ">", "[", "]", "{", "}", "(", ")",
];

/// What is wrong with a program: messages, and where.
#[derive(Debug)]
pub struct Fault(pub Vec<(String, usize)>);

impl Fault {
    pub fn new(message: impl Into<String>, at: usize) -> Fault {
        Fault(vec![(message.into(), at)])
    }

    /// With another message behind it, unless there is one.
    pub fn and(mut self, message: &str, at: usize) -> Fault {
        if self.0.len() == 1 {
            self.0.push((message.to_string(), at));
        }
        self
    }
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// Brackets that are open.
    open: Vec<char>,
}

/// The words of a program, the end among them.
pub fn words(text: &str) -> Result<Vec<Token>, Fault> {
    let mut lexer = Lexer {
        text,
        at: 0,
        open: Vec::new(),
    };
    lexer.until_end(false)
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn take(&mut self, fits: impl Fn(char) -> bool) -> &str {
        let start = self.at;
        let rest = self.rest();
        self.at += rest.find(|c| !fits(c)).unwrap_or(rest.len());
        &self.text[start..self.at]
    }

    /// Up to the end of the text, or up to the `)` that ends what is put into a text.
    fn until_end(&mut self, inner: bool) -> Result<Vec<Token>, Fault> {
        let depth = self.open.len();
        let mut words = Vec::new();
        loop {
            self.take(char::is_whitespace);
            let at = self.at;
            if self.rest().starts_with('#') {
                self.take(|c| c != '\n');
                continue;
            }
            if inner && self.open.len() == depth && self.rest().starts_with(')') {
                words.push(Token {
                    word: Word::End,
                    at,
                });
                self.at += 1;
                return Ok(words);
            }
            let word = self.word()?;
            let ends = word == Word::End;
            words.push(Token { word, at });
            if ends {
                return Ok(words);
            }
        }
    }

    fn word(&mut self) -> Result<Word, Fault> {
        let rest = self.rest();
        let mut letters = rest.chars();
        let (first, second) = (letters.next(), letters.next());
        let is_name = |c: char| c.is_ascii_alphabetic() || c == '_';
        match first {
            None => Ok(Word::End),
            Some('"') => self.string(),
            Some('.') if second.is_some_and(is_name) => {
                self.at += 1;
                Ok(Word::Field(self.name().to_string()))
            }
            Some('@') if second.is_some_and(|c| is_name(c) || c.is_ascii_digit()) => {
                self.at += 1;
                Ok(Word::Format(self.name().to_string()))
            }
            Some(c) if c.is_ascii_digit() => Ok(self.number()),
            Some('.') if second.is_some_and(|c| c.is_ascii_digit()) => Ok(self.number()),
            Some(c) if is_name(c) => Ok(self.named()),
            Some(c) => Ok(self.sign(c)),
        }
    }

    fn name(&mut self) -> &str {
        self.take(|c| c.is_ascii_alphanumeric() || c == '_')
    }

    fn named(&mut self) -> Word {
        let mut name = self.name().to_string();
        if let Some(keyword) = KEYWORDS.iter().find(|word| **word == name) {
            return Word::Sign(keyword);
        }
        while self.rest().starts_with("::") {
            self.at += 2;
            name = format!("{name}::{}", self.name());
        }
        Word::Name(name)
    }

    fn number(&mut self) -> Word {
        let start = self.at;
        let digits = |c: char| c.is_ascii_digit();
        self.take(digits);
        if self.rest().starts_with('.') {
            self.at += 1;
            self.take(digits);
        }
        let rest = self.rest();
        if rest.starts_with(['e', 'E']) {
            let signed = rest[1..].trim_start_matches(['+', '-']);
            let sign = rest.len() - 1 - signed.len();
            if sign <= 1 && signed.starts_with(digits) {
                self.at += 1 + sign;
                self.take(digits);
            }
        }
        Word::Number(self.text[start..self.at].parse().unwrap_or(0.0))
    }

    fn sign(&mut self, first: char) -> Word {
        let found = SIGNS.iter().find(|sign| self.rest().starts_with(**sign));
        let Some(sign) = found else {
            self.at += first.len_utf8();
            return Word::Odd;
        };
        self.at += sign.len();
        match *sign {
            "(" | "[" | "{" => self.open.push(first),
            ")" | "]" | "}" => {
                let opener = match first {
                    ')' => '(',
                    ']' => '[',
                    _ => '{',
                };
                if self.open.last() != Some(&opener) {
                    return Word::Odd;
                }
                self.open.pop();
            }
            _ => {}
        }
        Word::Sign(sign)
    }

    fn string(&mut self) -> Result<Word, Fault> {
        let start = self.at;
        self.at += 1;
        let mut pieces = Vec::new();
        let mut plain = String::new();
        // The start of what was read last.
        let mut last = start;
        loop {
            if plain.is_empty() && !matches!(self.rest().chars().next(), None | Some('"')) {
                last = self.at;
            }
            plain.push_str(self.take(|c| c != '"' && c != '\\'));
            let mut letters = self.rest().chars();
            match (letters.next(), letters.next()) {
                (Some('"'), _) => {
                    self.at += 1;
                    if !plain.is_empty() || pieces.is_empty() {
                        pieces.push(Piece::Plain(plain));
                    }
                    return Ok(Word::Text(pieces));
                }
                (Some(_), Some('(')) => {
                    self.at += 2;
                    if !plain.is_empty() {
                        pieces.push(Piece::Plain(std::mem::take(&mut plain)));
                    }
                    let words = self.until_end(true)?;
                    let closed = self.text[..self.at].ends_with(')');
                    last = self.at.saturating_sub(1);
                    pieces.push(Piece::Inner(words, closed));
                    if !closed {
                        return Ok(Word::Text(pieces));
                    }
                }
                (Some(_), Some(letter)) => {
                    self.at += 1;
                    plain.push(self.escaped(letter, start)?);
                }
                _ => return Ok(Word::Open(last)),
            }
        }
    }

    /// What a letter behind a backslash means.
    fn escaped(&mut self, letter: char, start: usize) -> Result<char, Fault> {
        self.at += letter.len_utf8();
        let plain = match letter {
            '"' | '\\' | '/' => letter,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let unit = |digits: Option<&str>| {
                    digits.and_then(|digits| u16::from_str_radix(digits, 16).ok())
                };
                let rest = self.rest();
                let first = unit(rest.get(..4));
                let second = rest.get(4..6).filter(|mark| *mark == "\\u");
                let second = second.and_then(|_| unit(rest.get(6..10)));
                let Some(first) = first else {
                    return Err(self.bad("Invalid \\uXXXX escape", start));
                };
                let pair = [first, second.unwrap_or(0)];
                let surrogate = (0xd800..0xe000).contains(&first);
                let count = if surrogate { 2 } else { 1 };
                let read = char::decode_utf16(pair[..count].iter().copied()).next();
                let Some(Ok(letter)) = read else {
                    return Err(self.bad("Invalid \\uXXXX\\uXXXX surrogate pair escape", start));
                };
                self.at += if surrogate { 10 } else { 4 };
                letter
            }
            _ => return Err(self.bad("Invalid escape", start)),
        };
        Ok(plain)
    }

    /// jq reads the pieces of a text as JSON, and says so.
    fn bad(&self, message: &str, start: usize) -> Fault {
        let piece = self.text[start..].split_inclusive('"').take(2);
        let piece: String = piece.collect();
        let column = piece.chars().count();
        let said = format!("{message} at line 1, column {column} (while parsing '{piece}')");
        Fault::new(said, start + 1)
    }
}
