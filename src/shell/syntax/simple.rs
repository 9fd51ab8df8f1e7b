//! Simple commands: assignments, words and redirections.

use super::reader::{Read, Reader, is_meta, is_name_part};
use super::tree::{Assigned, Assignment, Index, Kind, Redirect, Simple, Word};
use std::rc::Rc;

/// Builtins whose arguments may be assignments.
const DECLARING: &[&str] = &["declare", "typeset", "local", "export", "readonly"];

impl Reader {
    pub fn simple(&mut self) -> Read<(Kind, Vec<Redirect>)> {
        let mut simple = Simple::default();
        let mut redirects = Vec::new();
        let mut declares = false;
        loop {
            self.skip_blanks();
            if let Some(redirect) = self.redirect()? {
                redirects.push(redirect);
                continue;
            }
            if !self.starts_word() {
                break;
            }
            let first = simple.words.is_empty();
            if !first {
                self.expand_next_alias();
            }
            if first && let Some(assignment) = self.assignment()? {
                simple.assignments.push(Rc::new(assignment));
                continue;
            }
            if declares && let Some(assignment) = self.assignment()? {
                simple.words.push(Word {
                    parts: Vec::new(),
                    assignment: Some(Rc::new(assignment)),
                });
                continue;
            }
            let word = self.word()?;
            if first {
                declares = word.plain().is_some_and(|word| DECLARING.contains(&word));
            }
            self.braces(word, &mut simple.words)?;
        }
        Ok((Kind::Simple(simple), redirects))
    }

    /// `name=value`, `name+=value`, `name[index]=value`, `name=(…)`, if one stands here.
    fn assignment(&mut self) -> Read<Option<Assignment>> {
        if !self.starts_assignment() {
            return Ok(None);
        }
        let start = self.at;
        let name = self.name();
        let mut index = None;
        if self.peek() == Some('[') {
            match self.index()? {
                Index::At(word) => index = Some(word),
                Index::All => index = Some(Word::literal("@")),
                Index::Joined => index = Some(Word::literal("*")),
            }
        }
        let append = self.take("+");
        if !self.take("=") {
            self.at = start;
            return Ok(None);
        }
        let value = if self.peek() == Some('(') {
            Assigned::Array(self.array()?)
        } else {
            Assigned::Word(self.word()?)
        };
        Ok(Some(Assignment {
            source: self.slice(start, self.at),
            name,
            index,
            append,
            value,
        }))
    }

    fn starts_assignment(&self) -> bool {
        let mut ahead = 0;
        while self.peek_at(ahead).is_some_and(is_name_part) {
            ahead += 1;
        }
        let digit = self.peek().is_some_and(|c| c.is_ascii_digit());
        if ahead == 0 || digit {
            return false;
        }
        match self.peek_at(ahead) {
            Some('=') => true,
            Some('+') => self.peek_at(ahead + 1) == Some('='),
            Some('[') => {
                let rest = &self.text[self.at + ahead..];
                let line = rest.iter().take_while(|c| **c != '\n');
                let line: String = line.collect();
                line.contains("]=") || line.contains("]+=")
            }
            _ => false,
        }
    }

    /// `(a b [3]=c)`
    fn array(&mut self) -> Read<Vec<(Option<Word>, Word)>> {
        let line = self.line();
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_lines()?;
            match self.peek() {
                None => return Err(self.unmatched(')', line)),
                Some(')') => break,
                Some('[') if self.starts_keyed() => {
                    let Index::At(index) = self.index()? else {
                        return Err(self.unexpected());
                    };
                    self.at += 1;
                    items.push((Some(index), self.word()?));
                }
                Some(c) if is_meta(c) => return Err(self.unexpected()),
                Some(_) => {
                    let word = self.word()?;
                    let mut words = Vec::new();
                    self.braces(word, &mut words)?;
                    items.extend(words.into_iter().map(|word| (None, word)));
                }
            }
        }
        self.at += 1;
        Ok(items)
    }

    /// Whether `[key]=` stands here; the key may have blanks.
    fn starts_keyed(&self) -> bool {
        let (mut open, mut quote) = (0, None);
        let mut rest = self.text[self.at..].iter().copied().peekable();
        while let Some(c) = rest.next() {
            match (quote, c) {
                (_, '\n') => return false,
                (_, '\\') => drop(rest.next()),
                (Some(own), c) if c == own => quote = None,
                (Some(_), _) => {}
                (None, '\'' | '"') => quote = Some(c),
                (None, '[') => open += 1,
                (None, ']') => {
                    open -= 1;
                    if open == 0 {
                        return rest.peek() == Some(&'=');
                    }
                }
                (None, _) => {}
            }
        }
        false
    }
}
