//! Statements.

use super::lexer::{Read, Token};
use super::parser::Parser;
use super::tree::{Expr, Sink, Statement};

impl Parser<'_> {
    /// `{ … }`
    pub fn block(&mut self) -> Read<Vec<Statement>> {
        self.need("{")?;
        self.braces += 1;
        let mut statements = Vec::new();
        loop {
            self.skip_ends()?;
            if self.is_sign("}") {
                break;
            }
            if self.token == Token::End {
                return Err(self.unexpected());
            }
            self.deeper(|parser| parser.statement(&mut statements))?;
        }
        self.braces -= 1;
        self.advance()?;
        Ok(statements)
    }

    /// A statement or a block as the body of another.
    fn body(&mut self) -> Read<Vec<Statement>> {
        self.skip_lines()?;
        let mut statements = Vec::new();
        if !self.take(";")? {
            self.deeper(|parser| parser.statement(&mut statements))?;
        }
        Ok(statements)
    }

    fn loop_body(&mut self) -> Read<Vec<Statement>> {
        self.loops += 1;
        let body = self.body();
        self.loops -= 1;
        body
    }

    fn statement(&mut self, into: &mut Vec<Statement>) -> Read<()> {
        self.terms = 0;
        if self.is_sign("{") {
            into.extend(self.block()?);
            return Ok(());
        }
        let Token::Word(word) = self.token else {
            let simple = self.simple()?;
            into.push(simple);
            return self.end();
        };
        match word {
            "if" => into.push(self.choice()?),
            "while" => {
                self.advance()?;
                let test = self.condition()?;
                into.push(Statement::While(test, self.loop_body()?));
            }
            "do" => {
                self.advance()?;
                let body = self.loop_body()?;
                self.skip_ends()?;
                if !self.take_word("while")? {
                    return Err(self.unexpected());
                }
                into.push(Statement::Do(body, self.condition()?));
                self.end()?;
            }
            "for" => into.push(self.for_loop()?),
            _ => {
                let simple = self.simple()?;
                into.push(simple);
                self.end()?;
            }
        }
        Ok(())
    }

    /// What ends a statement; a brace that closes stays.
    fn end(&mut self) -> Read<()> {
        if self.token == Token::Line || self.is_sign(";") {
            return self.advance();
        }
        if self.is_sign("}") || self.token == Token::End {
            return Ok(());
        }
        Err(self.unexpected())
    }

    fn condition(&mut self) -> Read<Expr> {
        self.need("(")?;
        let test = self.expr()?;
        self.need(")")?;
        Ok(test)
    }

    fn choice(&mut self) -> Read<Statement> {
        self.advance()?;
        let test = self.condition()?;
        let then = self.body()?;
        // An `else` may stand behind the end of the statement.
        let before = self.place();
        self.skip_ends()?;
        if self.take_word("else")? {
            return Ok(Statement::If(test, then, self.body()?));
        }
        self.go_back(before);
        Ok(Statement::If(test, then, Vec::new()))
    }

    fn for_loop(&mut self) -> Read<Statement> {
        self.advance()?;
        self.need("(")?;
        if let Token::Name(name) = self.token.clone() {
            let before = self.place();
            self.advance()?;
            if self.take_word("in")?
                && let Token::Name(array) = self.token.clone()
            {
                self.advance()?;
                if self.take(")")? {
                    let body = self.loop_body()?;
                    return Ok(Statement::ForIn { name, array, body });
                }
            }
            self.go_back(before);
        }
        let first = self.expr_before(";")?;
        self.need(";")?;
        self.skip_lines()?;
        let test = self.expr_before(";")?;
        self.need(";")?;
        self.skip_lines()?;
        let step = self.expr_before(")")?;
        self.need(")")?;
        let body = self.loop_body()?;
        Ok(Statement::For {
            first,
            test,
            step,
            body,
        })
    }

    /// An expression, unless what ends it stands here already.
    fn expr_before(&mut self, end: &str) -> Read<Option<Expr>> {
        if self.is_sign(end) {
            return Ok(None);
        }
        self.expr().map(Some)
    }

    /// Whether a statement ends here.
    pub fn at_end(&self) -> bool {
        let sign = self.is_sign(";") || self.is_sign("}");
        sign || self.token == Token::Line || self.token == Token::End
    }

    fn simple(&mut self) -> Read<Statement> {
        let Token::Word(word) = self.token else {
            return Ok(Statement::Expr(self.expr()?));
        };
        let allowed = match word {
            "next" | "nextfile" => self.in_main || self.in_function,
            "break" | "continue" => self.loops > 0,
            "return" => self.in_function,
            _ => true,
        };
        if !allowed {
            return match word {
                "return" => self.wrong("return outside function body"),
                "break" | "continue" => self.wrong(&format!("{word} statement outside of loop")),
                word => self.wrong(&format!("improper use of {word}")),
            };
        }
        if word == "getline" {
            return Ok(Statement::Expr(self.expr()?));
        }
        let before = self.unexpected();
        self.advance()?;
        Ok(match word {
            "print" => self.print(false)?,
            "printf" => self.print(true)?,
            "next" => Statement::Next,
            "nextfile" => Statement::NextFile,
            "break" => Statement::Break,
            "continue" => Statement::Continue,
            "exit" | "return" => {
                let value = if self.at_end() {
                    None
                } else {
                    Some(self.expr()?)
                };
                match word {
                    "exit" => Statement::Exit(value),
                    _ => Statement::Return(value),
                }
            }
            "delete" => {
                let name = self.name()?;
                let key = if self.take("[")? {
                    Some(self.list("]")?)
                } else {
                    None
                };
                Statement::Delete(name, key)
            }
            _ => return Err(before),
        })
    }

    fn print(&mut self, formatted: bool) -> Read<Statement> {
        let mut arguments = Vec::new();
        self.prints = true;
        let redirects = |parser: &Self| [">", ">>", "|"].iter().any(|sign| parser.is_sign(sign));
        if !self.at_end() && !redirects(self) {
            arguments.push(self.expr()?);
            while self.take(",")? {
                self.skip_lines()?;
                arguments.push(self.expr()?);
            }
        }
        self.prints = false;
        if let [Expr::List(_)] = arguments.as_slice()
            && let Some(Expr::List(inner)) = arguments.pop()
        {
            arguments = inner;
        }
        if formatted && arguments.is_empty() {
            return Err(self.unexpected());
        }
        let sink = match &self.token {
            Token::Sign(">") => Some(Sink::File),
            Token::Sign(">>") => Some(Sink::Append),
            Token::Sign("|") => Some(Sink::Pipe),
            _ => None,
        };
        let to = match sink {
            Some(sink) => {
                self.advance()?;
                Some((sink, self.expr()?))
            }
            None => None,
        };
        Ok(Statement::Print {
            arguments,
            formatted,
            to,
        })
    }
}
