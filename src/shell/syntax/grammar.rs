//! Lists, pipelines and what starts a command.

use super::reader::{Read, Reader, is_meta};
use super::tree::{AndOr, Command, Join, Kind, List, Pipeline, Redirect, Sign, Word};
use std::rc::Rc;

/// Words that end a list where a command could start.
const CLOSERS: &[&str] = &["then", "else", "elif", "fi", "do", "done", "esac", "}"];

impl Reader {
    /// The commands of the next line, or lines if they belong together; None at the end.
    pub fn next_line(&mut self) -> Read<Option<List>> {
        self.skip_lines()?;
        if self.peek().is_none() {
            return Ok(None);
        }
        let mut list = List::default();
        loop {
            if self.closes() {
                return Err(self.unexpected());
            }
            let item = self.and_or()?;
            let separated = self.separator();
            let background = separated == Some(true);
            list.items.push(Rc::new(AndOr { background, ..item }));
            let separated = separated.is_some();
            self.skip_blanks();
            match self.peek() {
                None => break,
                Some('\n') => {
                    self.end_line()?;
                    break;
                }
                Some(_) if separated => {}
                Some(_) => return Err(self.unexpected()),
            }
        }
        self.read_announced()?;
        Ok(Some(list))
    }

    /// Commands up to what closes them, which is left.
    pub fn list(&mut self) -> Read<List> {
        let mut list = List::default();
        self.skip_lines()?;
        while self.peek().is_some() && !self.closes() {
            let item = self.and_or()?;
            let separated = self.separator();
            let background = separated == Some(true);
            list.items.push(Rc::new(AndOr { background, ..item }));
            let mut separated = separated.is_some();
            self.skip_blanks();
            if self.peek() == Some('\n') {
                separated = true;
                self.skip_lines()?;
            }
            if !separated {
                break;
            }
        }
        Ok(list)
    }

    /// A list that must not be empty, as bodies are.
    pub fn body(&mut self) -> Read<List> {
        let list = self.deeper(|reader| reader.list())?;
        if list.items.is_empty() {
            return Err(self.unexpected());
        }
        Ok(list)
    }

    /// Steps over `;` or `&`; says whether it was an `&`.
    fn separator(&mut self) -> Option<bool> {
        self.skip_blanks();
        if self.looking_at(";;") || self.looking_at(";&") || self.looking_at("&&") {
            return None;
        }
        if self.take(";") {
            return Some(false);
        }
        self.take("&").then_some(true)
    }

    /// Whether something stands here at which a list ends.
    fn closes(&self) -> bool {
        self.peek() == Some(')')
            || self.looking_at(";;")
            || self.looking_at(";&")
            || CLOSERS.iter().any(|word| self.at_keyword(word))
    }

    /// Whether this reserved word stands here, alone and unquoted.
    pub fn at_keyword(&self, word: &str) -> bool {
        self.looking_at(word) && self.peek_at(word.len()).is_none_or(is_meta)
    }

    pub fn take_keyword(&mut self, word: &str) -> bool {
        let found = self.at_keyword(word);
        if found {
            self.at += word.len();
        }
        found
    }

    /// Steps over the reserved word that has to come next.
    pub fn need_keyword(&mut self, word: &str) -> Read<()> {
        self.skip_lines()?;
        if self.take_keyword(word) {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    fn and_or(&mut self) -> Read<AndOr> {
        let first = self.pipeline()?;
        let mut rest = Vec::new();
        loop {
            self.skip_blanks();
            let join = if self.take("&&") {
                Join::And
            } else if self.take("||") {
                Join::Or
            } else {
                break;
            };
            self.skip_lines()?;
            rest.push((join, self.pipeline()?));
        }
        Ok(AndOr {
            first,
            rest,
            background: false,
        })
    }

    fn pipeline(&mut self) -> Read<Pipeline> {
        let mut pipeline = Pipeline {
            negated: false,
            timed: false,
            portable: false,
            commands: Vec::new(),
        };
        loop {
            self.skip_blanks();
            if self.take_keyword("!") {
                pipeline.negated = !pipeline.negated;
            } else if self.take_keyword("time") {
                pipeline.timed = true;
                self.skip_blanks();
                pipeline.portable |= self.take_keyword("-p");
            } else {
                break;
            }
        }
        loop {
            pipeline.commands.push(self.command()?);
            self.skip_blanks();
            if self.looking_at("||") {
                break;
            }
            let with_errors = self.take("|&");
            if !with_errors && !self.take("|") {
                break;
            }
            if with_errors && let Some(last) = pipeline.commands.last_mut() {
                let sign = Sign::Copy(Word::literal("1"));
                last.redirects.push(Redirect { from: 2, sign });
            }
            self.skip_lines()?;
        }
        Ok(pipeline)
    }

    fn command(&mut self) -> Read<Command> {
        self.skip_blanks();
        let line = self.line();
        self.expand_alias();
        let compound = self.deeper(|reader| reader.compound())?;
        let (kind, redirects) = match compound {
            Some(kind) => (kind, self.redirects()?),
            None => self.simple()?,
        };
        if let Kind::Simple(simple) = &kind {
            let empty = simple.words.is_empty() && simple.assignments.is_empty();
            if empty && redirects.is_empty() {
                return Err(self.unexpected());
            }
        }
        Ok(Command {
            kind,
            redirects,
            line,
        })
    }
}
