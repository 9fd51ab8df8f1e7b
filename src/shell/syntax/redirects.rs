//! Redirections.

use super::reader::{Awaited, Read, Reader};
use super::tree::{Part, Redirect, Sign, Word};
use std::cell::OnceCell;
use std::rc::Rc;

impl Reader {
    /// All redirections that stand here.
    pub fn redirects(&mut self) -> Read<Vec<Redirect>> {
        let mut redirects = Vec::new();
        loop {
            self.skip_blanks();
            match self.redirect()? {
                Some(redirect) => redirects.push(redirect),
                None => return Ok(redirects),
            }
        }
    }

    pub fn redirect(&mut self) -> Read<Option<Redirect>> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let number = self.slice(start, self.at);
        if !matches!(self.peek(), Some('<' | '>')) && !self.looking_at("&>") {
            self.at = start;
            return Ok(None);
        }
        if self.looking_at(">(") {
            return Err(self.refuse("process substitution `>( … )`"));
        }
        if self.looking_at("<(") {
            self.at = start;
            return Ok(None);
        }
        if self.looking_at("&>") && !number.is_empty() {
            self.at = start;
            return Ok(None);
        }
        let number: Option<u32> = number.parse().ok();
        let (from, sign) = self.sign()?;
        Ok(Some(Redirect {
            from: number.unwrap_or(from),
            sign,
        }))
    }

    fn sign(&mut self) -> Read<(u32, Sign)> {
        Ok(if self.take("&>>") {
            let (word, append) = (self.target()?, true);
            (1, Sign::Both { word, append })
        } else if self.take("&>") {
            let (word, append) = (self.target()?, false);
            (1, Sign::Both { word, append })
        } else if self.take("<<<") {
            (0, Sign::Text(self.target()?))
        } else if self.take("<<-") {
            (0, self.announce(true)?)
        } else if self.take("<<") {
            (0, self.announce(false)?)
        } else if self.take(">>") {
            (1, Sign::Append(self.target()?))
        } else if self.take(">&") {
            (1, Sign::Copy(self.target()?))
        } else if self.take("<&") {
            (0, Sign::Copy(self.target()?))
        } else if self.take("<>") {
            (0, Sign::ReadWrite(self.target()?))
        } else if self.take(">|") {
            (1, Sign::Force(self.target()?))
        } else if self.take(">") {
            (1, Sign::Write(self.target()?))
        } else {
            self.at += 1;
            (0, Sign::Read(self.target()?))
        })
    }

    fn target(&mut self) -> Read<Word> {
        self.skip_blanks();
        if self.looking_at(">(") {
            return Err(self.refuse("process substitution `>( … )`: write a pipe"));
        }
        if !self.starts_word() {
            return Err(self.unexpected());
        }
        self.word()
    }

    /// `<<EOF`: the text comes behind the line.
    fn announce(&mut self, strip_tabs: bool) -> Read<Sign> {
        let line = self.line();
        let word = self.target()?;
        let mut quoted = false;
        let mut delimiter = String::new();
        for part in &word.parts {
            match part {
                Part::Plain(text) => delimiter.push_str(text),
                Part::Literal(text) => {
                    quoted = true;
                    delimiter.push_str(text);
                }
                Part::Double(parts) => {
                    quoted = true;
                    for part in parts {
                        if let Part::Literal(text) = part {
                            delimiter.push_str(text);
                        }
                    }
                }
                Part::Parameter(parameter) => delimiter.push_str(&parameter.source),
                Part::Command(_) | Part::Arithmetic(_) | Part::Process(_) => {
                    return Err(self.refuse("a command in the end mark of a here-document"));
                }
            }
        }
        let body = Rc::new(OnceCell::new());
        self.awaited.push_back(Awaited {
            delimiter,
            quoted,
            strip_tabs,
            body: Rc::clone(&body),
            line,
        });
        Ok(Sign::Here(body))
    }
}
