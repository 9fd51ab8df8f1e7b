//! From words to rules, functions and statements. Source of the grammar: POSIX, awk, "Grammar".

use super::lexer::{Lexer, Read, Token};
use super::tree::{Function, Pattern, Rule, Tree};

/// How deep expressions and statements may lie in each other: they are read by recursion.
const DEPTH_MOST: u32 = 60;

pub struct Parser<'t> {
    pub lexer: Lexer<'t>,
    pub token: Token,
    /// Where the word begins.
    pub start: usize,
    /// The line in which it begins.
    pub line: u32,
    depth: u32,
    /// Terms of the statement so far.
    pub terms: u32,
    /// Loops around, and whether a function or a rule for records is around.
    pub loops: u32,
    pub in_function: bool,
    pub in_main: bool,
    /// `>` writes to a file, as in `print`.
    pub prints: bool,
    /// Braces and parentheses that are open.
    pub braces: u32,
    pub parens: u32,
    /// Functions that are called, and where.
    pub called: Vec<(String, usize, u32)>,
}

/// A place to come back to, where only what follows tells what is read.
pub struct Place {
    lexer: (usize, u32),
    token: Token,
    start: usize,
    line: u32,
}

/// Reads a program. The error says where and what.
pub fn program(text: &str) -> Read<Tree> {
    let mut parser = Parser {
        lexer: Lexer::new(text),
        token: Token::Line,
        start: 0,
        line: 1,
        depth: 0,
        terms: 0,
        loops: 0,
        in_function: false,
        in_main: false,
        prints: false,
        braces: 0,
        parens: 0,
        called: Vec::new(),
    };
    parser.advance()?;
    let mut tree = Tree::default();
    loop {
        parser.skip_ends()?;
        if parser.token == Token::End {
            break;
        }
        if parser.take_word("function")? {
            tree.functions.push(parser.function()?);
        } else {
            tree.rules.push(parser.rule()?);
        }
    }
    let last = parser.line + 1;
    for (name, count, line) in &parser.called {
        let found = tree
            .functions
            .iter()
            .find(|function| function.name == *name);
        let Some(function) = found else {
            return Err(format!("line {last}: function {name} never defined"));
        };
        if *count > function.parameters.len() {
            return Err(format!("line {line}: too many arguments in call to {name}"));
        }
    }
    Ok(tree)
}

impl Parser<'_> {
    /// Where it is.
    pub fn place(&self) -> Place {
        Place {
            lexer: (self.lexer.at, self.lexer.line),
            token: self.token.clone(),
            start: self.start,
            line: self.line,
        }
    }

    /// Reads on from a place where it was before.
    pub fn go_back(&mut self, place: Place) {
        (self.lexer.at, self.lexer.line) = place.lexer;
        (self.token, self.start, self.line) = (place.token, place.start, place.line);
    }

    pub fn advance(&mut self) -> Read<()> {
        self.line = self.lexer.line;
        (self.token, self.start) = self.lexer.next()?;
        Ok(())
    }

    pub fn is_sign(&self, sign: &str) -> bool {
        matches!(&self.token, Token::Sign(own) if *own == sign)
    }

    pub fn is_word(&self, word: &str) -> bool {
        matches!(&self.token, Token::Word(own) if *own == word)
    }

    pub fn take(&mut self, sign: &str) -> Read<bool> {
        let found = self.is_sign(sign);
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    pub fn take_word(&mut self, word: &str) -> Read<bool> {
        let found = self.is_word(word);
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    pub fn need(&mut self, sign: &str) -> Read<()> {
        if self.take(sign)? {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    pub fn wrong<T>(&self, what: &str) -> Read<T> {
        Err(format!("line {}: {what}", self.line))
    }

    pub fn unexpected(&self) -> String {
        let line = self.line;
        let shown = match &self.token {
            Token::End if self.braces > 0 && self.parens == 0 => {
                return format!("line {}: missing }} near end of file", line + 1);
            }
            Token::End => return format!("line {}: syntax error at or near end of file", line + 1),
            Token::Line => "end of line".to_string(),
            _ => self.lexer.shown(self.start),
        };
        format!("line {line}: syntax error at or near {shown}")
    }

    /// Reads what lies deeper.
    pub fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        self.depth += 1;
        if self.depth > DEPTH_MOST {
            return self.wrong(&format!("more than {DEPTH_MOST} parts inside of others"));
        }
        let read = read(self);
        self.depth -= 1;
        read
    }

    pub fn skip_lines(&mut self) -> Read<()> {
        while self.token == Token::Line {
            self.advance()?;
        }
        Ok(())
    }

    pub fn skip_ends(&mut self) -> Read<()> {
        while self.token == Token::Line || self.is_sign(";") {
            self.advance()?;
        }
        Ok(())
    }

    pub fn name(&mut self) -> Read<String> {
        let (Token::Name(name) | Token::Called(name)) = self.token.clone() else {
            return Err(self.unexpected());
        };
        self.advance()?;
        Ok(name)
    }

    fn function(&mut self) -> Read<Function> {
        let name = self.name()?;
        self.need("(")?;
        let mut parameters = Vec::new();
        while !self.take(")")? {
            parameters.push(self.name()?);
            if self.take(",")? {
                self.skip_lines()?;
            } else if !self.is_sign(")") {
                return Err(self.unexpected());
            }
        }
        self.skip_lines()?;
        self.in_function = true;
        let body = self.block()?;
        self.in_function = false;
        Ok(Function {
            name,
            parameters,
            body,
        })
    }

    fn rule(&mut self) -> Read<Rule> {
        self.terms = 0;
        let pattern = if self.take_word("BEGIN")? {
            Pattern::Begin
        } else if self.take_word("END")? {
            Pattern::End
        } else if self.is_sign("{") {
            Pattern::Always
        } else {
            let first = self.expr()?;
            if self.take(",")? {
                self.skip_lines()?;
                Pattern::Range(first, self.expr()?)
            } else {
                Pattern::If(first)
            }
        };
        let special = matches!(pattern, Pattern::Begin | Pattern::End);
        if !self.is_sign("{") {
            if special {
                return Err(self.unexpected());
            }
            let ends = self.token == Token::Line || self.token == Token::End;
            if !ends && !self.is_sign(";") {
                return Err(self.unexpected());
            }
            return Ok(Rule {
                pattern,
                action: None,
            });
        }
        self.in_main = !special;
        let action = Some(self.block()?);
        self.in_main = false;
        Ok(Rule { pattern, action })
    }
}
