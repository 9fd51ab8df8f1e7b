//! `$x` and `${…}`.

use super::reader::{Read, Reader};
use super::tree::{Change, Index, Parameter, Part, Where, Word};
use super::words::Until;
use std::rc::Rc;

/// Parameters whose name is a sign.
fn is_special(c: char) -> bool {
    matches!(c, '@' | '*' | '#' | '?' | '-' | '$' | '!')
}

impl Reader {
    /// `$x`, `$1`, `$?`; steps over it only if it is one.
    pub fn short_parameter(&mut self, first: char) -> Option<Part> {
        let start = self.at;
        self.at += 1;
        let name = if is_special(first) || first.is_ascii_digit() {
            self.at += 1;
            first.to_string()
        } else {
            self.name()
        };
        if name.is_empty() {
            self.at = start;
            return None;
        }
        let source = format!("${name}");
        Some(Part::Parameter(Rc::new(Parameter {
            name,
            index: None,
            indirect: false,
            change: Change::None,
            source,
        })))
    }

    /// `${…}`
    pub fn braced(&mut self, double: bool) -> Read<Part> {
        let line = self.line();
        let start = self.at;
        self.at += 2;
        let mut parameter = self.inside(double)?;
        if !self.take("}") {
            // Bash reads on to the brace and complains when it comes to expand it.
            self.parts(Until::Brace, double)?;
            if !self.take("}") {
                return Err(self.unmatched('}', line));
            }
            parameter.change = Change::Bad;
        }
        parameter.source = self.slice(start, self.at);
        Ok(Part::Parameter(Rc::new(parameter)))
    }

    fn inside(&mut self, double: bool) -> Read<Parameter> {
        let mut parameter = Parameter {
            name: String::new(),
            index: None,
            indirect: false,
            change: Change::None,
            source: String::new(),
        };
        let counts = self.peek() == Some('#') && !matches!(self.peek_at(1), Some('}' | ':' | '%'));
        let length = counts && (self.peek_at(1) != Some('#') || self.peek_at(2) == Some('}'));
        self.at += usize::from(length);
        let points = self.peek() == Some('!') && !matches!(self.peek_at(1), Some('}' | ':'));
        self.at += usize::from(points);
        parameter.indirect = points;
        parameter.name = self.parameter_name();
        if parameter.name.is_empty() {
            parameter.change = Change::Bad;
            return Ok(parameter);
        }
        if points && (self.looking_at("*}") || self.looking_at("@}")) {
            self.at += 1;
            parameter.change = Change::Names;
            return Ok(parameter);
        }
        if self.peek() == Some('[') {
            parameter.index = Some(self.index()?);
        }
        if points && matches!(parameter.index, Some(Index::All | Index::Joined)) {
            parameter.indirect = false;
            parameter.change = Change::Keys;
        } else if length {
            parameter.change = Change::Length;
        } else {
            parameter.change = self.change(double)?;
        }
        Ok(parameter)
    }

    fn parameter_name(&mut self) -> String {
        match self.peek() {
            Some(c) if is_special(c) => {
                self.at += 1;
                c.to_string()
            }
            Some(c) if c.is_ascii_digit() => {
                let start = self.at;
                while self.peek().is_some_and(|c| c.is_ascii_digit()) {
                    self.at += 1;
                }
                self.slice(start, self.at)
            }
            _ => self.name(),
        }
    }

    /// `[@]`, `[*]` or `[expression]`
    pub fn index(&mut self) -> Read<Index> {
        let line = self.line();
        self.at += 1;
        let index = match (self.peek(), self.peek_at(1)) {
            (Some('@'), Some(']')) => Index::All,
            (Some('*'), Some(']')) => Index::Joined,
            _ => Index::At(self.word_until(Until::Bracket, true)?),
        };
        if !matches!(index, Index::At(_)) {
            self.at += 1;
        }
        if !self.take("]") {
            return Err(self.unmatched(']', line));
        }
        Ok(index)
    }

    fn change(&mut self, double: bool) -> Read<Change> {
        let Some(sign) = self.peek().filter(|c| *c != '}') else {
            return Ok(Change::None);
        };
        self.at += 1;
        let empty_too = sign == ':' && self.peek().is_some_and(|c| "-=?+".contains(c));
        let sign = if empty_too {
            self.next().unwrap_or(sign)
        } else {
            sign
        };
        Ok(match sign {
            '-' | '=' | '?' | '+' => Change::Default {
                sign,
                empty_too,
                word: self.word_until(Until::Brace, double)?,
            },
            ':' => {
                let from = self.word_until(Until::Colon, true)?;
                let length = if self.take(":") {
                    Some(self.word_until(Until::Colon, true)?)
                } else {
                    None
                };
                Change::Slice { from, length }
            }
            '#' | '%' => Change::Strip {
                suffix: sign == '%',
                longest: self.take(if sign == '%' { "%" } else { "#" }),
                pattern: self.word_until(Until::Brace, false)?,
            },
            '/' => self.replace()?,
            '^' | ',' | '~' => Change::Case {
                sign,
                all: self.take(sign.encode_utf8(&mut [0; 4])),
                pattern: self.word_until(Until::Brace, false)?,
            },
            '@' => match self.next() {
                Some(c @ ('Q' | 'U' | 'u' | 'L')) => Change::Transform(c),
                _ => {
                    self.at -= 1;
                    Change::Bad
                }
            },
            _ => Change::Bad,
        })
    }

    fn replace(&mut self) -> Read<Change> {
        let place = match self.peek() {
            Some('/') => Where::All,
            Some('#') => Where::Start,
            Some('%') => Where::End,
            _ => Where::First,
        };
        self.at += usize::from(place != Where::First);
        // A slash at the start of the pattern is part of it.
        let slash = place == Where::All && self.take("/");
        let mut pattern = self.word_until(Until::Slash, false)?;
        if slash {
            pattern.parts.insert(0, Part::Literal("/".to_string()));
        }
        let with = if self.take("/") {
            self.word_until(Until::Brace, false)?
        } else {
            Word::default()
        };
        Ok(Change::Replace {
            place,
            pattern,
            with,
        })
    }
}
