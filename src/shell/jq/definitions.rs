//! Functions, variables and patterns of a program, read.

use super::lexer::{Fault, Word};
use super::parser::Parser;
use super::tree::{Ast, Function, Pattern};
use super::value::text;
use std::rc::Rc;

type Parsed<T> = Result<T, Fault>;

impl Parser {
    pub(super) fn function(&mut self) -> Parsed<Function> {
        self.skip();
        let Word::Name(name) = self.peek().clone() else {
            return Err(self.unexpected(Some("IDENT")));
        };
        self.skip();
        let mut parameters = Vec::new();
        if self.eat("(") {
            loop {
                let sigil = if self.eat("$") { "$" } else { "" };
                let Word::Name(parameter) = self.peek().clone() else {
                    return Err(self.unexpected(Some("'$' or IDENT")));
                };
                self.skip();
                parameters.push(format!("{sigil}{parameter}"));
                if !self.eat(";") {
                    break;
                }
            }
            self.want(")", Some("';' or ')'"))?;
            self.want(":", Some("':'"))?;
        } else {
            self.want(":", Some("'(' or ':'"))?;
        }
        let body = if self.is("def") {
            self.nested()?
        } else {
            self.pipe()?
        };
        self.want(";", None)?;
        Ok(Function {
            name,
            parameters,
            body,
        })
    }

    /// The body of a function that begins with functions of its own.
    fn nested(&mut self) -> Parsed<Ast> {
        let function = Rc::new(self.function()?);
        let rest = if self.is("def") {
            self.nested()?
        } else {
            self.pipe()?
        };
        Ok(Ast::Define(function, rest.into()))
    }

    /// `$name`
    pub(super) fn variable(&mut self, expecting: Option<&str>) -> Parsed<String> {
        self.want("$", expecting)?;
        match self.next() {
            Word::Name(name) => Ok(name),
            Word::Sign("__loc__") => Ok("__loc__".to_string()),
            _ => {
                self.back(self.place() - 1);
                Err(self.unexpected(Some("IDENT or __loc__")))
            }
        }
    }

    pub(super) fn patterns(&mut self) -> Parsed<Vec<Pattern>> {
        let mut patterns = vec![self.pattern()?];
        while self.eat("?//") {
            patterns.push(self.pattern()?);
        }
        Ok(patterns)
    }

    fn pattern(&mut self) -> Parsed<Pattern> {
        self.deeper(|parser| {
            if parser.eat("[") {
                let mut parts = vec![parser.pattern()?];
                while parser.eat(",") {
                    parts.push(parser.pattern()?);
                }
                parser.want("]", Some("',' or ']'"))?;
                return Ok(Pattern::List(parts));
            }
            if !parser.eat("{") {
                let name = parser.variable(Some("'$' or '[' or '{'"))?;
                return Ok(Pattern::Variable(name));
            }
            let mut parts = vec![parser.member_pattern()?];
            while parser.eat(",") {
                parts.push(parser.member_pattern()?);
            }
            parser.want("}", Some("',' or '}'"))?;
            Ok(Pattern::Object(parts))
        })
    }

    fn member_pattern(&mut self) -> Parsed<(Option<String>, Ast, Option<Pattern>)> {
        let (whole, name) = if self.is("$") {
            let name = self.variable(None)?;
            (Some(name.clone()), Ast::Literal(text(&name)))
        } else {
            (None, self.member_name()?)
        };
        let part = if self.eat(":") {
            Some(self.pattern()?)
        } else if whole.is_none() {
            return Err(self.unexpected(Some("':'")));
        } else {
            None
        };
        Ok((whole, name, part))
    }
}
