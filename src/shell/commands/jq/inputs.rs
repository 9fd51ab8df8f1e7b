//! What `jq` reads: the values of its files, one after another.

use super::options::Given;
use crate::shell::jq::read::Reader;
use crate::shell::jq::value::{Val, list, text};

/// The values of all sources, one after another.
pub struct Inputs<'s> {
    sources: &'s [(String, Vec<u8>)],
    nth: usize,
    reader: Reader<'s>,
    lines: bool,
    slurp: bool,
    /// Nothing comes any more.
    over: bool,
    at: usize,
}

impl<'s> Inputs<'s> {
    pub fn new(sources: &'s [(String, Vec<u8>)], given: &Given) -> Inputs<'s> {
        let first = sources.first().map_or(&[][..], |(_, content)| content);
        Inputs {
            sources,
            nth: 0,
            reader: Reader::new(first),
            lines: given.lines,
            slurp: given.slurp,
            over: false,
            at: 0,
        }
    }

    /// Where the last value came from, for messages.
    pub fn place(&self) -> String {
        match self.sources.get(self.nth) {
            Some((name, _)) if !self.over => format!("{name}:{}", self.reader.lines()),
            _ => "<unknown>".to_string(),
        }
    }

    /// The next one.
    pub fn next(&mut self) -> Option<Result<Val, String>> {
        if self.over {
            return None;
        }
        if self.lines {
            return self.next_line().map(Ok);
        }
        if !self.slurp {
            return self.next_value();
        }
        let mut all = Vec::new();
        while let Some(value) = self.next_value() {
            match value {
                Ok(value) => all.push(value),
                Err(message) => return Some(Err(message)),
            }
        }
        self.over = true;
        Some(Ok(list(all)))
    }

    fn next_value(&mut self) -> Option<Result<Val, String>> {
        loop {
            if let Some(value) = self.reader.next() {
                return Some(value);
            }
            if self.nth + 1 >= self.sources.len() {
                self.over = !self.slurp;
                return None;
            }
            self.nth += 1;
            self.reader = Reader::new(&self.sources[self.nth].1);
        }
    }

    /// With `-R`: a line, or with `-s` the whole, as a text.
    fn next_line(&mut self) -> Option<Val> {
        let all: Vec<u8> = self
            .sources
            .iter()
            .flat_map(|(_, content)| content.clone())
            .collect();
        if self.slurp {
            self.over = true;
            return Some(text(&String::from_utf8_lossy(&all)));
        }
        let rest = all.get(self.at..).filter(|rest| !rest.is_empty());
        let Some(rest) = rest else {
            self.over = true;
            return None;
        };
        let end = rest.iter().position(|byte| *byte == b'\n');
        let line = &rest[..end.unwrap_or(rest.len())];
        self.at += line.len() + 1;
        Some(text(&String::from_utf8_lossy(line)))
    }
}
