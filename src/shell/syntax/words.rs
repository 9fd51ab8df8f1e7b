//! Words: quotes and what hides in them.

use super::reader::{Read, Reader, is_meta};
use super::tree::{Part, Word};
use std::mem::take;
use std::rc::Rc;

/// Where a run of parts ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// Blank or operator.
    Word,
    /// `"`
    Quote,
    /// `}`
    Brace,
    /// `/` or `}`
    Slash,
    /// `:` or `}` outside of parentheses.
    Colon,
    /// `]` outside of brackets.
    Bracket,
    /// `)` of an extended pattern.
    Paren,
    /// `|` or `)` of an extended pattern are part of it: blank, outside of parentheses.
    Regex,
    /// `))` outside of parentheses.
    Arithmetic,
    /// `;` or `))`
    Semicolon,
    /// The end of the text: a here-document.
    End,
}

/// A run of parts as it grows.
struct Run {
    parts: Vec<Part>,
    plain: String,
    /// As in double quotes: what is plain is literal.
    double: bool,
    /// Parentheses or brackets that are open.
    open: u32,
}

impl Run {
    fn flush(&mut self) {
        if !self.plain.is_empty() {
            let text = take(&mut self.plain);
            let part = if self.double {
                Part::Literal(text)
            } else {
                Part::Plain(text)
            };
            self.parts.push(part);
        }
    }

    fn push(&mut self, part: Part) {
        self.flush();
        self.parts.push(part);
    }
}

impl Reader {
    /// The word that starts here.
    pub fn word(&mut self) -> Read<Word> {
        self.word_until(Until::Word, false)
    }

    pub fn word_until(&mut self, until: Until, double: bool) -> Read<Word> {
        let parts = self.parts(until, double)?;
        Ok(Word {
            parts,
            assignment: None,
        })
    }

    /// Reads up to, not over, what ends it.
    pub fn parts(&mut self, until: Until, double: bool) -> Read<Vec<Part>> {
        self.deeper(|reader| {
            let mut run = Run {
                parts: Vec::new(),
                plain: String::new(),
                double,
                open: 0,
            };
            while let Some(c) = reader.peek() {
                if reader.stops(until, &run) {
                    break;
                }
                reader.part(c, until, &mut run)?;
            }
            run.flush();
            Ok(run.parts)
        })
    }

    fn stops(&self, until: Until, run: &Run) -> bool {
        let Some(c) = self.peek() else { return true };
        match until {
            Until::Word => is_meta(c) && !self.looking_at("<("),
            Until::Quote => c == '"',
            Until::Brace => c == '}',
            Until::Slash => c == '/' || c == '}',
            Until::Colon => (c == ':' || c == '}') && run.open == 0,
            Until::Bracket => c == ']' && run.open == 0,
            Until::Paren => c == ')',
            Until::Regex => (run.open == 0 && is_meta(c) && !"(|<>;".contains(c)) || c == '\n',
            Until::Arithmetic => run.open == 0 && self.looking_at("))"),
            Until::Semicolon => run.open == 0 && (c == ';' || self.looking_at("))")),
            Until::End => false,
        }
    }

    fn part(&mut self, c: char, until: Until, run: &mut Run) -> Read<()> {
        let arithmetic = matches!(
            until,
            Until::Arithmetic | Until::Semicolon | Until::Bracket | Until::Colon
        );
        match c {
            '\\' => self.escape(until, run),
            '\'' if !run.double && !arithmetic => {
                let text = self.single_quoted()?;
                run.push(Part::Literal(text));
            }
            '"' if until == Until::End => self.keep(run),
            // Quotes mean nothing in arithmetic.
            '"' | '\'' if arithmetic => self.at += 1,
            '"' => {
                let line = self.line();
                self.at += 1;
                let inner = self.parts(Until::Quote, true)?;
                if self.next().is_none() {
                    return Err(self.unmatched('"', line));
                }
                run.push(Part::Double(inner));
            }
            '<' if until == Until::Word => {
                let Part::Command(list) = self.substitution()? else {
                    return Err(self.unexpected());
                };
                run.push(Part::Process(list));
            }
            '`' => {
                let part = self.backquoted(run.double && until != Until::End)?;
                run.push(part);
            }
            '$' => match self.dollar(run.double)? {
                Some(part) => run.push(part),
                None => self.keep(run),
            },
            '(' | '[' if arithmetic || until == Until::Regex => {
                run.open += u32::from((c == '[') == (until == Until::Bracket));
                self.keep(run);
            }
            ')' | ']' if arithmetic || until == Until::Regex => {
                let closes = (c == ']') == (until == Until::Bracket);
                run.open = run.open.saturating_sub(u32::from(closes));
                self.keep(run);
            }
            '?' | '*' | '+' | '@' | '!' if self.starts_extended(until) => self.extended(run)?,
            _ => self.keep(run),
        }
        Ok(())
    }

    fn keep(&mut self, run: &mut Run) {
        run.plain.extend(self.next());
    }

    fn escape(&mut self, until: Until, run: &mut Run) {
        self.at += 1;
        let Some(next) = self.peek() else {
            return run.plain.push('\\');
        };
        if next == '\n' {
            self.at += 1;
            return;
        }
        if !run.double {
            self.at += 1;
            return run.push(Part::Literal(next.to_string()));
        }
        let special = match until {
            Until::Brace | Until::Slash => "$`\"\\}",
            Until::End => "$`\\",
            _ => "$`\"\\",
        };
        if special.contains(next) {
            self.at += 1;
            run.push(Part::Literal(next.to_string()));
        } else {
            run.plain.push('\\');
        }
    }

    fn starts_extended(&self, until: Until) -> bool {
        let there = matches!(
            until,
            Until::Word | Until::Paren | Until::Brace | Until::Slash
        );
        there && (self.extended || self.in_test) && self.peek_at(1) == Some('(')
    }

    /// `@(a|b)`
    fn extended(&mut self, run: &mut Run) -> Read<()> {
        let line = self.line();
        self.keep(run);
        self.keep(run);
        let inner = self.parts(Until::Paren, false)?;
        if self.peek().is_none() {
            return Err(self.unmatched(')', line));
        }
        run.flush();
        run.parts.extend(inner);
        self.keep(run);
        Ok(())
    }

    fn single_quoted(&mut self) -> Read<String> {
        let line = self.line();
        self.at += 1;
        let start = self.at;
        while let Some(c) = self.next() {
            if c == '\'' {
                return Ok(self.slice(start, self.at - 1));
            }
        }
        Err(self.unmatched('\'', line))
    }

    fn backquoted(&mut self, double: bool) -> Read<Part> {
        let line = self.line();
        self.at += 1;
        let mut inner = String::new();
        loop {
            match self.next() {
                None => return Err(self.unmatched('`', line)),
                Some('`') => break,
                Some('\\') => {
                    let next = self.peek();
                    let escaped = matches!(next, Some('`' | '\\' | '$'));
                    if escaped || (double && next == Some('"')) {
                        inner.extend(self.next());
                    } else {
                        inner.push('\\');
                    }
                }
                Some(c) => inner.push(c),
            }
        }
        let list = self.deeper(|reader| {
            let mut within = Reader::from_line(&inner, line);
            within.depth = reader.depth;
            within.extended = reader.extended;
            within.aliases = Rc::clone(&reader.aliases);
            within.whole()
        })?;
        Ok(Part::Command(Rc::new(list)))
    }

    /// What a `$` starts; None if it is just that.
    fn dollar(&mut self, double: bool) -> Read<Option<Part>> {
        match self.peek_at(1) {
            Some('(') if self.peek_at(2) == Some('(') => {
                let start = self.at;
                self.at += 3;
                if let Ok(word) = self.word_until(Until::Arithmetic, true)
                    && self.take("))")
                {
                    return Ok(Some(Part::Arithmetic(word)));
                }
                self.at = start;
                self.substitution().map(Some)
            }
            Some('(') => self.substitution().map(Some),
            Some('[') => Err(self.refuse("`$[ … ]`: write `$(( … ))`")),
            Some('{') => self.braced(double).map(Some),
            Some('\'') if !double => {
                self.at += 2;
                self.ansi_quoted().map(Some)
            }
            Some('"') if !double => {
                self.at += 1;
                self.translated().map(Some)
            }
            Some(c) => Ok(self.short_parameter(c)),
            None => Ok(None),
        }
    }

    /// `$"…"`: there is no translation.
    fn translated(&mut self) -> Read<Part> {
        let line = self.line();
        self.at += 1;
        let inner = self.parts(Until::Quote, true)?;
        if self.next().is_none() {
            return Err(self.unmatched('"', line));
        }
        Ok(Part::Double(inner))
    }

    fn substitution(&mut self) -> Read<Part> {
        self.at += 2;
        let in_test = std::mem::take(&mut self.in_test);
        let list = self.deeper(|reader| reader.list())?;
        self.in_test = in_test;
        self.skip_lines()?;
        if self.peek().is_none() {
            let line = self.line() + u32::from(self.text.last() != Some(&'\n'));
            return Err(self.unmatched(')', line));
        }
        if !self.take(")") {
            return Err(self.unexpected());
        }
        Ok(Part::Command(Rc::new(list)))
    }

    /// The inside of `$'…'`.
    fn ansi_quoted(&mut self) -> Read<Part> {
        let line = self.line();
        let start = self.at;
        while let Some(c) = self.next() {
            match c {
                '\'' => {
                    let text = self.slice(start, self.at - 1);
                    return Ok(Part::Literal(super::escapes::ansi(&text)));
                }
                '\\' => self.at += 1,
                _ => {}
            }
        }
        Err(self.unmatched('\'', line))
    }
}
