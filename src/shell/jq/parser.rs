//! Programs of jq, read. Source of the grammar: the manual of jq 1.6; that `else` may be left out
//! and that `.a.[0]` is `.a[0]` is from the manual of 1.7.

use super::lexer::{Fault, Piece, Token, Word, words};
use super::tree::{Ast, Part};
use super::value::{Val, text};
use std::rc::Rc;

/// Deeper than anybody nests.
const DEPTH_MOST: u32 = 100;

/// Operators: how strongly they bind, and whether to the right or to neither side.
const OPERATORS: &[(&str, u8, Side)] = &[
    ("|", 1, Side::Right),
    (",", 2, Side::Left),
    ("//", 3, Side::Right),
    ("=", 4, Side::None),
    ("|=", 4, Side::None),
    ("+=", 4, Side::None),
    ("-=", 4, Side::None),
    ("*=", 4, Side::None),
    ("/=", 4, Side::None),
    ("%=", 4, Side::None),
    ("//=", 4, Side::None),
    ("or", 5, Side::Left),
    ("and", 6, Side::Left),
    ("==", 7, Side::None),
    ("!=", 7, Side::None),
    ("<", 7, Side::None),
    ("<=", 7, Side::None),
    (">", 7, Side::None),
    (">=", 7, Side::None),
    ("+", 8, Side::Left),
    ("-", 8, Side::Left),
    ("*", 9, Side::Left),
    ("/", 9, Side::Left),
    ("%", 9, Side::Left),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
    None,
}

pub(super) struct Parser {
    words: Vec<Token>,
    at: usize,
    depth: u32,
    /// Whether it is what is put into a text, and ends there.
    inner: bool,
    code: Rc<str>,
}

type Parsed<T> = Result<T, Fault>;

/// Reads a program: its functions and its filter, or functions alone.
pub fn program(code: &str) -> Parsed<Ast> {
    let mut parser = Parser::of(words(code)?, false, code.into());
    let tree = parser.functions_or_pipe()?;
    parser.end(Some("$end"))?;
    Ok(tree)
}

impl Parser {
    fn of(words: Vec<Token>, inner: bool, code: Rc<str>) -> Parser {
        Parser {
            words,
            at: 0,
            depth: 0,
            inner,
            code,
        }
    }

    pub(super) fn skip(&mut self) {
        self.at += 1;
    }

    pub(super) fn place(&self) -> usize {
        self.at
    }

    pub(super) fn back(&mut self, place: usize) {
        self.at = place;
    }

    /// The line of the next word, from 1.
    pub(super) fn line(&self) -> usize {
        let at = self.words.get(self.at).map_or(0, |token| token.at);
        self.code
            .get(..at)
            .map_or(0, |before| before.matches('\n').count())
            + 1
    }

    /// Where this word last stood before the next one.
    pub(super) fn start_of(&self, word: &str) -> usize {
        let before = self.words[..self.at.min(self.words.len())].iter().rev();
        let mut same = before.filter(|token| matches!(token.word, Word::Sign(own) if own == word));
        same.next().map_or(0, |token| token.at)
    }

    /// What is expected where nothing was read yet: a program may be empty.
    pub(super) fn closer(&self) -> Option<&'static str> {
        (self.at == 0 && !self.inner).then_some("$end")
    }

    pub(super) fn peek(&self) -> &Word {
        self.words
            .get(self.at)
            .map_or(&Word::End, |token| &token.word)
    }

    pub(super) fn next(&mut self) -> Word {
        let word = self.peek().clone();
        self.at += 1;
        word
    }

    pub(super) fn is(&self, sign: &str) -> bool {
        matches!(self.peek(), Word::Sign(own) if *own == sign)
    }

    pub(super) fn eat(&mut self, sign: &str) -> bool {
        let found = self.is(sign);
        self.at += usize::from(found);
        found
    }

    pub(super) fn want(&mut self, sign: &str, expecting: Option<&str>) -> Parsed<()> {
        match self.eat(sign) {
            true => Ok(()),
            false => Err(self.unexpected(expecting)),
        }
    }

    fn end(&mut self, expecting: Option<&str>) -> Parsed<()> {
        match self.peek() {
            Word::End => Ok(()),
            _ => Err(self.unexpected(expecting)),
        }
    }

    pub(super) fn unexpected(&self, expecting: Option<&str>) -> Fault {
        let name = match self.peek() {
            Word::Sign(sign) if sign.len() == 1 => format!("'{sign}'"),
            Word::Sign(sign) => (*sign).to_string(),
            Word::Field(_) => "FIELD".to_string(),
            Word::Name(_) => "IDENT".to_string(),
            Word::Format(_) => "FORMAT".to_string(),
            Word::Number(_) => "LITERAL".to_string(),
            Word::Text(_) => "QQSTRING_START".to_string(),
            Word::Odd => "INVALID_CHARACTER".to_string(),
            Word::End if self.inner => "QQSTRING_INTERP_END".to_string(),
            Word::End | Word::Open(_) => "$end".to_string(),
        };
        let open = "QQSTRING_TEXT or QQSTRING_INTERP_START or QQSTRING_END";
        let expecting = match self.peek() {
            Word::Open(_) => Some(open),
            _ => expecting,
        };
        let expecting = expecting.map_or(String::new(), |words| format!(", expecting {words}"));
        let said = format!("syntax error, unexpected {name}{expecting}");
        let at = |place: usize| self.words.get(place).map_or(0, |token| token.at);
        let at = match self.peek() {
            Word::Open(last) => *last,
            // The end is where the last word begins.
            Word::End if !self.inner => at(self.at.saturating_sub(1)),
            _ => at(self.at),
        };
        Fault::new(format!("{said} (Unix shell quoting issues?)"), at)
    }

    fn functions_or_pipe(&mut self) -> Parsed<Ast> {
        if self.is("def") {
            let function = Rc::new(self.function()?);
            let rest = self.functions_or_pipe()?;
            return Ok(Ast::Define(function, rest.into()));
        }
        match self.peek() {
            Word::End => Ok(Ast::Same),
            _ => self.pipe(),
        }
    }

    pub(super) fn pipe(&mut self) -> Parsed<Ast> {
        self.exp(1)
    }

    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Parser) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= DEPTH_MOST {
            let at = self.words.get(self.at).map_or(0, |token| token.at);
            let said = format!("more than {DEPTH_MOST} brackets inside of others");
            return Err(Fault::new(said, at));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn exp(&mut self, least: u8) -> Parsed<Ast> {
        self.deeper(|parser| parser.operators(least))
    }

    fn operators(&mut self, least: u8) -> Parsed<Ast> {
        let mut left = self.unary()?;
        let mut stop = u8::MAX;
        loop {
            let Word::Sign(sign) = *self.peek() else {
                return Ok(left);
            };
            let found = OPERATORS.iter().find(|(own, _, _)| *own == sign);
            let Some((sign, strength, side)) = found else {
                return Ok(left);
            };
            if *strength < least {
                return Ok(left);
            }
            if *strength == stop {
                return Err(self.unexpected(None));
            }
            self.at += 1;
            let right = match side {
                Side::Right => self.exp(*strength)?,
                Side::Left | Side::None => self.exp(strength + 1)?,
            };
            left = joined(sign, left, right);
            stop = if *side == Side::None {
                *strength
            } else {
                u8::MAX
            };
        }
    }

    fn unary(&mut self) -> Parsed<Ast> {
        let Word::Sign(sign) = *self.peek() else {
            return self.bound();
        };
        match sign {
            "def" => {
                let function = Rc::new(self.function()?);
                Ok(Ast::Define(function, self.pipe()?.into()))
            }
            "-" => {
                self.at += 1;
                Ok(Ast::Negated(self.exp(9)?.into()))
            }
            "label" => {
                self.at += 1;
                let name = self.variable(Some("'$'"))?;
                self.want("|", Some("'|'"))?;
                Ok(Ast::Label(name, self.pipe()?.into()))
            }
            _ => self.bound(),
        }
    }

    /// A term, and what it is bound to.
    fn bound(&mut self) -> Parsed<Ast> {
        let term = self.postfix()?;
        if !self.eat("as") {
            return Ok(term);
        }
        let patterns = self.patterns()?;
        self.want("|", Some("'|'"))?;
        Ok(Ast::Bind(term.into(), patterns, self.pipe()?.into()))
    }

    /// What names a member, but for a variable.
    pub(super) fn member_name(&mut self) -> Parsed<Ast> {
        match self.peek().clone() {
            Word::Name(name) => {
                self.at += 1;
                Ok(Ast::Literal(text(&name)))
            }
            Word::Sign(name) if name.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                self.at += 1;
                Ok(Ast::Literal(text(name)))
            }
            Word::Text(_) | Word::Format(_) => self.string(),
            Word::Sign("(") => {
                self.at += 1;
                let name = self.pipe()?;
                self.want(")", None)?;
                Ok(name)
            }
            _ => Err(self.unexpected(None)),
        }
    }

    /// A text, with or without a format.
    pub(super) fn string(&mut self) -> Parsed<Ast> {
        let format = match self.peek().clone() {
            Word::Format(name) => {
                self.at += 1;
                Some(name)
            }
            _ => None,
        };
        let Word::Text(pieces) = self.peek().clone() else {
            return match (format, self.peek()) {
                (_, Word::Open(_)) => Err(self.unexpected(None)),
                (Some(format), _) => Ok(Ast::Format(format)),
                (None, _) => Err(self.unexpected(Some("FORMAT or QQSTRING_START"))),
            };
        };
        self.at += 1;
        let mut parts = Vec::new();
        for piece in pieces {
            parts.push(match piece {
                Piece::Plain(text) => Part::Plain(text.as_str().into()),
                Piece::Inner(words, closed) => {
                    let mut inner = Parser::of(words, closed, self.code.clone());
                    inner.depth = self.depth;
                    let tree = inner.pipe()?;
                    inner.end(None)?;
                    if !closed {
                        return Err(inner.unexpected(None));
                    }
                    Part::Inner(tree)
                }
            });
        }
        match &parts[..] {
            [Part::Plain(text)] => Ok(Ast::Literal(Val::Text(text.clone()))),
            _ => Ok(Ast::Text(format, parts)),
        }
    }
}

fn joined(sign: &'static str, left: Ast, right: Ast) -> Ast {
    let (left, right) = (Box::new(left), Box::new(right));
    match sign {
        "|" => Ast::Pipe(left, right),
        "," => Ast::Comma(left, right),
        "//" => Ast::Else(left, right),
        "or" => Ast::Or(left, right),
        "and" => Ast::And(left, right),
        "=" | "|=" | "+=" | "-=" | "*=" | "/=" | "%=" | "//=" => Ast::Assign(sign, left, right),
        _ => Ast::Binary(sign, left, right),
    }
}
