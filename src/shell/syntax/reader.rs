//! The characters of a script and the place in it.

use super::tree::{List, Word};
use std::cell::OnceCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// How deep commands, quotes and expansions may lie in each other: what is read by recursion must
/// not exhaust the stack of a browser.
pub const DEPTH_MOST: u32 = 40;

/// Why a script cannot be read; bash's words where bash has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Counted from 1.
    pub line: u32,
    pub message: String,
    /// Bash shows the line below some messages.
    pub shown: Option<String>,
    /// More text could make it whole: a terminal asks for the next line.
    pub incomplete: bool,
}

/// A here-document that was announced and whose text has not come yet.
pub struct Awaited {
    pub delimiter: String,
    pub quoted: bool,
    pub strip_tabs: bool,
    pub body: Rc<OnceCell<Word>>,
    pub line: u32,
}

/// Reads a script, one line of commands at a time.
pub struct Reader {
    pub text: Rc<[char]>,
    pub at: usize,
    /// The line of the first character: a part of a longer text starts later.
    pub first_line: u32,
    pub awaited: VecDeque<Awaited>,
    pub warnings: Vec<(u32, String)>,
    pub depth: u32,
    /// `shopt -s extglob`
    pub extended: bool,
    /// Inside of `[[ … ]]`, where patterns are extended always.
    pub in_test: bool,
    pub aliases: Rc<BTreeMap<String, String>>,
    /// Aliases whose text is being read, and how much of all text lies behind it.
    expanding: Vec<(String, usize)>,
    /// The text of an alias ended in a blank: the word behind it may be one. So much is left there.
    alias_next: Option<usize>,
}

pub type Read<T> = Result<T, SyntaxError>;

impl Reader {
    pub fn new(text: &str) -> Reader {
        Reader::from_line(text, 1)
    }

    pub fn from_line(text: &str, first_line: u32) -> Reader {
        Reader {
            text: text.chars().collect(),
            at: 0,
            first_line,
            awaited: VecDeque::new(),
            warnings: Vec::new(),
            depth: 0,
            extended: false,
            in_test: false,
            aliases: Rc::default(),
            expanding: Vec::new(),
            alias_next: None,
        }
    }

    /// Looks at a word that is not the first: it may stand behind an alias that ends in a blank.
    pub fn expand_next_alias(&mut self) {
        if self
            .alias_next
            .is_some_and(|behind| self.text.len() - self.at <= behind)
        {
            self.alias_next = None;
            self.expand_alias();
        }
    }

    /// Puts the text of an alias in the place of the word that starts here.
    pub fn expand_alias(&mut self) {
        while !self.aliases.is_empty() {
            let rest = &self.text[self.at.min(self.text.len())..];
            let length = rest.iter().take_while(|c| !is_meta(**c)).count();
            let name = self.slice(self.at, self.at + length);
            let left = self.text.len() - self.at;
            self.expanding.retain(|(_, behind)| left > *behind);
            let open = self.expanding.iter().any(|(own, _)| *own == name);
            let Some(value) = self.aliases.get(&name).filter(|_| !open) else {
                return;
            };
            let value: Vec<char> = value.chars().collect();
            let behind = left - length;
            self.alias_next = value.ends_with(&[' ']).then_some(behind);
            let text = &self.text;
            let (before, rest) = (&text[..self.at], &text[self.at + length..]);
            self.text = [before, value.as_slice(), rest].concat().into();
            self.expanding.push((name, behind));
            self.skip_blanks();
        }
    }

    /// Reads all of it.
    pub fn whole(mut self) -> Read<List> {
        let mut list = List::default();
        while let Some(line) = self.next_line()? {
            list.items.extend(line.items);
        }
        Ok(list)
    }

    pub fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    pub fn peek_at(&self, ahead: usize) -> Option<char> {
        self.text.get(self.at + ahead).copied()
    }

    pub fn next(&mut self) -> Option<char> {
        let next = self.peek();
        self.at += usize::from(next.is_some());
        next
    }

    pub fn looking_at(&self, text: &str) -> bool {
        let mut ahead = self.text[self.at.min(self.text.len())..].iter();
        text.chars().all(|c| ahead.next() == Some(&c))
    }

    /// Steps over this text if it comes next.
    pub fn take(&mut self, text: &str) -> bool {
        let found = self.looking_at(text);
        if found {
            self.at += text.chars().count();
        }
        found
    }

    /// Whether a word can start here.
    pub fn starts_word(&self) -> bool {
        self.looking_at("<(") || self.peek().is_some_and(|c| !is_meta(c))
    }

    pub fn slice(&self, from: usize, to: usize) -> String {
        self.text[from.min(to)..to.min(self.text.len())]
            .iter()
            .collect()
    }

    pub fn line_at(&self, at: usize) -> u32 {
        let before = &self.text[..at.min(self.text.len())];
        let breaks = before.iter().filter(|c| **c == '\n').count();
        self.first_line + breaks as u32
    }

    pub fn line(&self) -> u32 {
        self.line_at(self.at)
    }

    /// Steps over blanks, comments and continued lines.
    pub fn skip_blanks(&mut self) {
        loop {
            match self.peek() {
                Some(' ' | '\t') => self.at += 1,
                Some('\\') if self.peek_at(1) == Some('\n') => self.at += 2,
                Some('#') => {
                    while self.peek().is_some_and(|c| c != '\n') {
                        self.at += 1;
                    }
                }
                _ => return,
            }
        }
    }

    /// Steps over blanks and ends of lines; here-documents that were announced are read.
    pub fn skip_lines(&mut self) -> Read<()> {
        loop {
            self.skip_blanks();
            if self.peek() != Some('\n') {
                return Ok(());
            }
            self.end_line()?;
        }
    }

    /// Steps over the end of a line and reads the here-documents behind it.
    pub fn end_line(&mut self) -> Read<()> {
        self.at += 1;
        while let Some(awaited) = self.awaited.pop_front() {
            self.here_document(awaited)?;
        }
        Ok(())
    }

    pub fn deeper<T>(&mut self, read: impl FnOnce(&mut Reader) -> Read<T>) -> Read<T> {
        if self.depth >= DEPTH_MOST {
            return Err(self.refuse("more than 40 levels of nesting"));
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        result
    }

    /// What this shell does not know, with the place.
    pub fn refuse(&self, what: &str) -> SyntaxError {
        let start = self.text[..self.at].iter().rposition(|c| *c == '\n');
        let column = self.at - start.map_or(0, |at| at + 1) + 1;
        SyntaxError {
            line: self.line(),
            message: format!("column {column}: {what}: not supported by this shell"),
            shown: None,
            incomplete: false,
        }
    }

    /// An error that another line could mend.
    pub fn cut_off(&self, line: u32, message: String) -> SyntaxError {
        SyntaxError {
            line,
            message,
            shown: None,
            incomplete: true,
        }
    }

    pub fn unmatched(&self, sign: char, line: u32) -> SyntaxError {
        let message = format!("unexpected EOF while looking for matching `{sign}'");
        self.cut_off(line, message)
    }

    /// Something stands here that does not belong here.
    pub fn unexpected(&mut self) -> SyntaxError {
        self.skip_blanks();
        let Some(token) = self.token_here() else {
            let line = self.line() + u32::from(self.text.last() != Some(&'\n'));
            return self.cut_off(line, "syntax error: unexpected end of file".to_string());
        };
        SyntaxError {
            line: self.line(),
            message: format!("syntax error near unexpected token `{token}'"),
            shown: Some(self.this_line()),
            incomplete: false,
        }
    }

    fn this_line(&self) -> String {
        let before = &self.text[..self.at.min(self.text.len())];
        let start = before.iter().rposition(|c| *c == '\n');
        let start = start.map_or(0, |at| at + 1);
        let rest = self.text[self.at.min(self.text.len())..].iter();
        let end = self.at + rest.take_while(|c| **c != '\n').count();
        self.slice(start, end)
    }

    fn token_here(&self) -> Option<String> {
        const SIGNS: &[&str] = &[
            ";;&", "&>>", "<<<", "<<-", "&&", "||", ";;", ";&", "|&", "&>", ">>", "<<", ">&", "<&",
            "<>", ">|",
        ];
        let first = self.peek()?;
        if first == '\n' {
            return Some("newline".to_string());
        }
        if let Some(sign) = SIGNS.iter().find(|sign| self.looking_at(sign)) {
            return Some((*sign).to_string());
        }
        if is_meta(first) {
            return Some(first.to_string());
        }
        let rest = self.text[self.at..].iter();
        Some(rest.take_while(|c| !is_meta(**c)).collect())
    }

    /// The name that stands here, which may be empty.
    pub fn name(&mut self) -> String {
        let start = self.at;
        let starts = |c: char| c.is_ascii_alphabetic() || c == '_';
        if self.peek().is_some_and(starts) {
            while self.peek().is_some_and(is_name_part) {
                self.at += 1;
            }
        }
        self.slice(start, self.at)
    }
}

/// Ends a word when it is not quoted.
pub fn is_meta(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\n' | '|' | '&' | ';' | '(' | ')' | '<' | '>'
    )
}

pub fn is_name_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Whether a text may name a variable.
pub fn is_name(text: &str) -> bool {
    let digit_first = text.starts_with(|c: char| c.is_ascii_digit());
    !text.is_empty() && !digit_first && text.chars().all(is_name_part)
}
