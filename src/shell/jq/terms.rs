//! The terms of a program: what stands without an operator.

use super::lexer::{Fault, Word};
use super::parser::Parser;
use super::tree::Ast;
use super::value::{Val, number, text};
use std::rc::Rc;

type Parsed<T> = Result<T, Fault>;

fn literal(value: Val) -> Box<Ast> {
    Box::new(Ast::Literal(value))
}

impl Parser {
    /// A term with what follows it: `.a[0]?`.
    pub(super) fn postfix(&mut self) -> Parsed<Ast> {
        let mut term = self.term()?;
        loop {
            term = match self.peek().clone() {
                Word::Field(name) => {
                    self.skip();
                    Ast::Index(term.into(), literal(text(&name)))
                }
                Word::Sign(".") => {
                    self.skip();
                    self.behind_dot(term)?
                }
                Word::Sign("[") => {
                    self.skip();
                    self.bracket(term)?
                }
                Word::Sign("?") => {
                    self.skip();
                    Ast::Try(term.into(), None)
                }
                _ => return Ok(term),
            }
        }
    }

    fn behind_dot(&mut self, term: Ast) -> Parsed<Ast> {
        match self.peek() {
            Word::Text(_) | Word::Format(_) => Ok(Ast::Index(term.into(), self.string()?.into())),
            Word::Sign("[") => {
                self.skip();
                self.bracket(term)
            }
            _ => Err(self.unexpected(Some("FORMAT or QQSTRING_START"))),
        }
    }

    /// Behind `[`: an index, a slice, or all.
    fn bracket(&mut self, of: Ast) -> Parsed<Ast> {
        let of = Box::new(of);
        if self.eat("]") {
            return Ok(Ast::Each(of));
        }
        if self.eat(":") {
            let to = self.pipe()?;
            self.want("]", None)?;
            return Ok(Ast::Slice(of, None, Some(to.into())));
        }
        let from = self.pipe()?;
        if self.eat("]") {
            return Ok(Ast::Index(of, from.into()));
        }
        self.want(":", None)?;
        if self.eat("]") {
            return Ok(Ast::Slice(of, Some(from.into()), None));
        }
        let to = self.pipe()?;
        self.want("]", None)?;
        Ok(Ast::Slice(of, Some(from.into()), Some(to.into())))
    }

    fn term(&mut self) -> Parsed<Ast> {
        match self.peek().clone() {
            Word::Number(value) => {
                self.skip();
                Ok(Ast::Literal(Val::Number(value)))
            }
            Word::Field(name) => {
                self.skip();
                Ok(Ast::Index(Ast::Same.into(), literal(text(&name))))
            }
            Word::Text(_) | Word::Format(_) | Word::Open(_) => self.string(),
            Word::Name(name) => {
                self.skip();
                let arguments = self.arguments()?;
                Ok(match (&*name, arguments.len()) {
                    ("null", 0) => Ast::Literal(Val::Null),
                    ("true", 0) => Ast::Literal(Val::Truth(true)),
                    ("false", 0) => Ast::Literal(Val::Truth(false)),
                    _ => Ast::Call(name, arguments),
                })
            }
            Word::Sign(sign) => self.signed(sign),
            Word::Odd | Word::End => Err(self.unexpected(self.closer())),
        }
    }

    fn signed(&mut self, sign: &'static str) -> Parsed<Ast> {
        let before = self.place();
        self.skip();
        match sign {
            "." => match self.peek() {
                Word::Text(_) | Word::Format(_) => {
                    Ok(Ast::Index(Ast::Same.into(), self.string()?.into()))
                }
                _ => Ok(Ast::Same),
            },
            ".." => Ok(Ast::All),
            "$" => {
                self.back(before);
                self.dollar()
            }
            "(" => {
                let inner = self.pipe()?;
                self.want(")", None)?;
                Ok(inner)
            }
            "[" if self.eat("]") => Ok(Ast::List(None)),
            "[" => {
                let inner = self.pipe()?;
                self.want("]", None)?;
                Ok(Ast::List(Some(inner.into())))
            }
            "{" => self.object(),
            "if" => self.condition(),
            "try" => self.attempt(),
            "reduce" | "foreach" => self.folded(sign),
            "break" => {
                let start = self.start_of("break");
                let message = "break requires a label to break to";
                let name = self.variable(Some("'$'"));
                Ok(Ast::Break(name.map_err(|fault| fault.and(message, start))?))
            }
            _ => {
                self.back(before);
                Err(self.unexpected(self.closer()))
            }
        }
    }

    fn dollar(&mut self) -> Parsed<Ast> {
        let line = self.line();
        let name = self.variable(None)?;
        if name != "__loc__" {
            return Ok(Ast::Variable(name));
        }
        let place = vec![
            ("file".into(), text("<top-level>")),
            ("line".into(), number(line)),
        ];
        Ok(Ast::Literal(Val::Object(Rc::new(place))))
    }

    fn arguments(&mut self) -> Parsed<Vec<Ast>> {
        let mut arguments = Vec::new();
        if self.eat("(") {
            loop {
                arguments.push(self.pipe()?);
                if !self.eat(";") {
                    break;
                }
            }
            self.want(")", None)?;
        }
        Ok(arguments)
    }

    fn object(&mut self) -> Parsed<Ast> {
        let mut members = Vec::new();
        if self.eat("}") {
            return Ok(Ast::Object(members));
        }
        loop {
            members.push(self.member()?);
            if self.eat("}") {
                return Ok(Ast::Object(members));
            }
            self.want(",", Some("'}'"))?;
            // Source: jq 1.6 takes a comma at the end.
            if self.eat("}") {
                return Ok(Ast::Object(members));
            }
        }
    }

    fn member(&mut self) -> Parsed<(Ast, Ast)> {
        if self.is("$") {
            let name = match self.dollar()? {
                Ast::Variable(name) => name,
                place => return Ok((Ast::Literal(text("__loc__")), place)),
            };
            return Ok((Ast::Literal(text(&name)), Ast::Variable(name)));
        }
        let computed = self.is("(");
        let name = self.member_name()?;
        if self.eat(":") {
            return Ok((name, self.member_value()?));
        }
        match (computed, name) {
            (true, _) => Err(self.unexpected(Some("':'"))),
            (false, Ast::Literal(name)) => {
                let own = Ast::Index(Ast::Same.into(), literal(name.clone()));
                Ok((Ast::Literal(name), own))
            }
            // The text is made once for the name and once for the value.
            (false, Ast::Text(..) | Ast::Format(_)) => Err(self.unexpected(Some("':'"))),
            (false, _) => Err(self.unexpected(None)),
        }
    }

    /// Terms joined by `|`, without other operators.
    fn member_value(&mut self) -> Parsed<Ast> {
        let value = if self.eat("-") {
            Ast::Negated(self.member_value()?.into())
        } else {
            self.postfix()?
        };
        if self.eat("|") {
            return Ok(Ast::Pipe(value.into(), self.member_value()?.into()));
        }
        Ok(value)
    }

    fn condition(&mut self) -> Parsed<Ast> {
        let condition = self.pipe()?;
        self.want("then", None)?;
        let start = self.start_of("if");
        let open = |fault: Fault| fault.and("Possibly unterminated 'if' statement", start);
        let then = self.pipe().map_err(open)?;
        let other = if self.eat("elif") {
            self.condition()?
        } else {
            let other = if self.eat("else") {
                self.pipe()?
            } else {
                Ast::Same
            };
            self.want("end", None).map_err(open)?;
            other
        };
        Ok(Ast::If(condition.into(), then.into(), other.into()))
    }

    fn attempt(&mut self) -> Parsed<Ast> {
        let body = self.tried()?;
        let start = self.start_of("try");
        let open = |fault: Fault| fault.and("Possibly unterminated 'try' statement", start);
        let catch = if self.eat("catch") {
            Some(Box::new(self.tried().map_err(open)?))
        } else {
            None
        };
        Ok(Ast::Try(body.into(), catch))
    }

    fn tried(&mut self) -> Parsed<Ast> {
        match self.eat("-") {
            true => Ok(Ast::Negated(self.postfix()?.into())),
            false => self.postfix(),
        }
    }

    fn folded(&mut self, sign: &str) -> Parsed<Ast> {
        let source = Box::new(self.postfix()?);
        self.want("as", None)?;
        let mut patterns = self.patterns()?;
        let pattern = patterns.remove(0);
        self.want("(", Some("'('"))?;
        let first = Box::new(self.pipe()?);
        self.want(";", None)?;
        let update = Box::new(self.pipe()?);
        if sign == "reduce" {
            self.want(")", None)?;
            return Ok(Ast::Reduce(source, pattern, first, update));
        }
        let extract = match self.eat(";") {
            true => Some(Box::new(self.pipe()?)),
            false => None,
        };
        self.want(")", None)?;
        Ok(Ast::Foreach(source, pattern, first, update, extract))
    }
}
