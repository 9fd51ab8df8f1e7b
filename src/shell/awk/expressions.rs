//! Expressions, from those that bind loosest to those that bind closest.

use super::lexer::{Read, Token};
use super::parser::Parser;
use super::tree::{Binary, Expr, From, NATIVES, Native, Place, Unary};
use crate::shell::regex::{Regex, Syntax};
use std::rc::Rc;

/// Terms of a statement.
const TERMS_MOST: u32 = 400;

const COMPARISONS: &[(&str, Binary)] = &[
    ("<", Binary::Less),
    ("<=", Binary::LessEqual),
    ("==", Binary::Equal),
    ("!=", Binary::NotEqual),
    (">", Binary::Greater),
    (">=", Binary::GreaterEqual),
];

const UPDATES: &[(&str, Binary)] = &[
    ("+=", Binary::Add),
    ("-=", Binary::Subtract),
    ("*=", Binary::Multiply),
    ("/=", Binary::Divide),
    ("%=", Binary::Modulo),
    ("^=", Binary::Power),
];

fn binary(how: Binary, left: Expr, right: Expr) -> Expr {
    Expr::Binary(how, Box::new(left), Box::new(right))
}

/// A pattern of awk.
pub fn regex(source: &str) -> Result<Rc<Regex>, String> {
    Regex::new(source, Syntax::Awk, false)
        .map(Rc::new)
        .map_err(|message| format!("regular expression compile failed ({message})\n{source}"))
}

impl Parser<'_> {
    /// Another term in a row: what is read by a loop is compiled by recursion.
    fn term(&mut self) -> Read<()> {
        self.terms += 1;
        if self.terms > TERMS_MOST {
            return self.wrong(&format!("more than {TERMS_MOST} terms in a statement"));
        }
        Ok(())
    }

    pub fn expr(&mut self) -> Read<Expr> {
        self.deeper(|parser| parser.choose())
    }

    /// Expressions up to a sign that closes, which is taken.
    pub fn list(&mut self, close: &str) -> Read<Vec<Expr>> {
        let prints = std::mem::take(&mut self.prints);
        self.parens += 1;
        self.skip_lines()?;
        let mut list = vec![self.expr()?];
        while self.take(",")? {
            self.skip_lines()?;
            list.push(self.expr()?);
        }
        self.skip_lines()?;
        if !self.is_sign(close) {
            return Err(self.unexpected());
        }
        self.parens -= 1;
        self.prints = prints;
        self.advance()?;
        Ok(list)
    }

    /// `?:`
    fn choose(&mut self) -> Read<Expr> {
        let left = self.or()?;
        if self.take("?")? {
            self.skip_lines()?;
            let yes = self.expr()?;
            self.skip_lines()?;
            self.need(":")?;
            self.skip_lines()?;
            let no = self.expr()?;
            return Ok(Expr::Choose(Box::new(left), Box::new(yes), Box::new(no)));
        }
        Ok(left)
    }

    /// What stands behind a place may assign to it, wherever that is: `a && b = 1`.
    fn assigned(&mut self, place: Place) -> Read<Expr> {
        let update = UPDATES.iter().find(|(sign, _)| self.is_sign(sign));
        let update = update.map(|(_, how)| *how);
        if update.is_none() && !self.is_sign("=") {
            return Ok(Expr::Place(place));
        }
        self.advance()?;
        self.skip_lines()?;
        let value = Box::new(self.expr()?);
        Ok(match update {
            None => Expr::Assign(place, value),
            Some(how) => Expr::Update(place, how, value),
        })
    }

    fn or(&mut self) -> Read<Expr> {
        let mut left = self.and()?;
        while self.take("||")? {
            self.term()?;
            self.skip_lines()?;
            left = Expr::Or(Box::new(left), Box::new(self.and()?));
        }
        Ok(left)
    }

    fn and(&mut self) -> Read<Expr> {
        let mut left = self.within()?;
        while self.take("&&")? {
            self.term()?;
            self.skip_lines()?;
            left = Expr::And(Box::new(left), Box::new(self.within()?));
        }
        Ok(left)
    }

    /// `key in array`
    fn within(&mut self) -> Read<Expr> {
        let mut left = self.matched()?;
        while self.take_word("in")? {
            self.term()?;
            let array = self.name()?;
            let keys = match left {
                Expr::List(keys) => keys,
                key => vec![key],
            };
            left = Expr::In(keys, array);
        }
        Ok(left)
    }

    fn matched(&mut self) -> Read<Expr> {
        let mut left = self.compared()?;
        loop {
            let negated = self.is_sign("!~");
            if !negated && !self.is_sign("~") {
                return Ok(left);
            }
            self.term()?;
            self.advance()?;
            left = Expr::Match {
                text: Box::new(left),
                regex: Box::new(self.compared()?),
                negated,
            };
        }
    }

    fn compared(&mut self) -> Read<Expr> {
        let left = self.joined()?;
        if self.prints && self.is_sign(">") {
            return Ok(left);
        }
        let found = COMPARISONS.iter().find(|(sign, _)| self.is_sign(sign));
        let Some((_, how)) = found else {
            return Ok(left);
        };
        self.advance()?;
        Ok(binary(*how, left, self.joined()?))
    }

    /// Texts side by side, and `command | getline`.
    pub fn joined(&mut self) -> Read<Expr> {
        let mut left = self.sum()?;
        loop {
            if self.starts_operand() {
                self.term()?;
                left = binary(Binary::Join, left, self.sum()?);
                continue;
            }
            if !self.is_sign("|") || !self.getline_follows() {
                return Ok(left);
            }
            self.term()?;
            self.advance()?;
            self.advance()?;
            let from = From::Command(Box::new(left));
            left = Expr::Getline {
                from,
                to: self.getline_target()?,
            };
        }
    }

    fn getline_follows(&mut self) -> bool {
        let before = (self.lexer.at, self.lexer.line);
        let next = self.lexer.next();
        (self.lexer.at, self.lexer.line) = before;
        matches!(next, Ok((Token::Word("getline"), _)))
    }

    fn starts_operand(&self) -> bool {
        match &self.token {
            Token::Number(_) | Token::Text(_) | Token::Name(_) | Token::Called(_) => true,
            Token::Sign(sign) => matches!(*sign, "$" | "(" | "++" | "--"),
            Token::Word(_) | Token::Line | Token::End => false,
        }
    }

    fn sum(&mut self) -> Read<Expr> {
        let mut left = self.product()?;
        loop {
            let how = match &self.token {
                Token::Sign("+") => Binary::Add,
                Token::Sign("-") => Binary::Subtract,
                _ => return Ok(left),
            };
            self.term()?;
            self.advance()?;
            left = binary(how, left, self.product()?);
        }
    }

    fn product(&mut self) -> Read<Expr> {
        let mut left = self.unary()?;
        loop {
            let how = match &self.token {
                Token::Sign("*") => Binary::Multiply,
                Token::Sign("/") => Binary::Divide,
                Token::Sign("%") => Binary::Modulo,
                _ => return Ok(left),
            };
            self.term()?;
            self.advance()?;
            left = binary(how, left, self.unary()?);
        }
    }

    fn unary(&mut self) -> Read<Expr> {
        let sign = match &self.token {
            Token::Sign("!") => Unary::Not,
            Token::Sign("-") => Unary::Minus,
            Token::Sign("+") => Unary::Plus,
            _ => return self.power(),
        };
        self.advance()?;
        let inner = self.deeper(|parser| parser.unary())?;
        Ok(Expr::Unary(sign, Box::new(inner)))
    }

    fn power(&mut self) -> Read<Expr> {
        let left = self.bumped()?;
        if !self.take("^")? {
            return Ok(left);
        }
        let right = self.deeper(|parser| match &parser.token {
            Token::Sign("-" | "+" | "!") => parser.unary(),
            _ => parser.power(),
        })?;
        Ok(binary(Binary::Power, left, right))
    }

    /// `x++` and `++x`
    fn bumped(&mut self) -> Read<Expr> {
        let by = |parser: &Self| match &parser.token {
            Token::Sign("++") => Some(1.0),
            Token::Sign("--") => Some(-1.0),
            _ => None,
        };
        if let Some(by) = by(self) {
            self.advance()?;
            let Expr::Place(place) = self.operand()? else {
                return Err(self.unexpected());
            };
            let post = false;
            return Ok(Expr::Bump { place, by, post });
        }
        match (self.operand()?, by(self)) {
            (Expr::Place(place), Some(by)) => {
                self.advance()?;
                let post = true;
                Ok(Expr::Bump { place, by, post })
            }
            (Expr::Place(place), None) => self.assigned(place),
            (operand, _) => Ok(operand),
        }
    }

    fn operand(&mut self) -> Read<Expr> {
        match self.token.clone() {
            Token::Number(number) => {
                self.advance()?;
                Ok(Expr::Number(number))
            }
            Token::Text(text) => {
                self.advance()?;
                Ok(Expr::Text(text))
            }
            Token::Name(name) => self.named(name),
            Token::Called(name) => self.call(name),
            Token::Word("getline") => {
                self.advance()?;
                let to = self.getline_target()?;
                let from = if self.take("<")? {
                    From::File(Box::new(self.deeper(|parser| parser.bumped())?))
                } else {
                    From::Main
                };
                Ok(Expr::Getline { from, to })
            }
            Token::Sign("(") => {
                self.advance()?;
                let mut list = self.list(")")?;
                match list.pop() {
                    Some(one) if list.is_empty() => Ok(one),
                    last => {
                        list.extend(last);
                        Ok(Expr::List(list))
                    }
                }
            }
            Token::Sign("$") => {
                self.advance()?;
                let number = self.deeper(|parser| match &parser.token {
                    Token::Sign("-" | "+" | "!") => parser.unary(),
                    Token::Sign("++" | "--") => parser.bumped(),
                    _ => parser.operand(),
                })?;
                Ok(Expr::Place(Place::Field(Box::new(number))))
            }
            Token::Sign(sign @ ("/" | "/=")) => {
                self.lexer.at -= sign.len() - 1;
                let source = self.lexer.regex()?;
                self.advance()?;
                let regex = regex(&source);
                Ok(Expr::Regex(regex.or_else(|message| self.wrong(&message))?))
            }
            Token::Word(_) | Token::Sign(_) | Token::Line | Token::End => Err(self.unexpected()),
        }
    }

    fn named(&mut self, name: String) -> Read<Expr> {
        self.advance()?;
        if name == "length" {
            return Ok(Expr::Native(Native::Length, Vec::new()));
        }
        if NATIVES.iter().any(|(own, ..)| *own == name) {
            return Err(self.unexpected());
        }
        if self.is_sign("[") {
            self.advance()?;
            let key = self.list("]")?;
            return Ok(Expr::Place(Place::Item(name, key)));
        }
        Ok(Expr::Place(Place::Name(name)))
    }

    fn call(&mut self, name: String) -> Read<Expr> {
        let line = self.line;
        self.advance()?;
        self.advance()?;
        let arguments = if self.take(")")? {
            Vec::new()
        } else {
            self.list(")")?
        };
        let count = arguments.len();
        let Some((_, native, least, most)) = NATIVES.iter().find(|(own, ..)| *own == name) else {
            self.called.push((name.clone(), count, line));
            return Ok(Expr::Call(name, arguments));
        };
        if count < *least || count > *most {
            return self.wrong(&format!("wrong number of arguments in call to {name}"));
        }
        Ok(Expr::Native(*native, arguments))
    }

    fn getline_target(&mut self) -> Read<Option<Place>> {
        let starts = matches!(&self.token, Token::Name(_) | Token::Sign("$"));
        if !starts {
            return Ok(None);
        }
        match self.operand()? {
            Expr::Place(place) => Ok(Some(place)),
            _ => Err(self.unexpected()),
        }
    }
}
