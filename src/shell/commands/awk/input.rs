//! What `awk` reads: records, one after another.

use super::assignment;
use crate::aws::outside::Outside;
use crate::shell::awk::{Given, Machine, regex};
use crate::shell::regex::Regex;
use crate::shell::state::Shell;
use crate::shell::streams::{Fd, Source};
use std::rc::Rc;

/// A source with what was read of it and not yet used.
pub struct Input {
    source: Rc<Source>,
    held: Vec<u8>,
    used: usize,
    over: bool,
    /// The separator as a pattern, if it is one.
    regex: Option<(Vec<u8>, Rc<Regex>)>,
}

/// So much of a text is searched for a pattern first, and then more and more.
const WINDOW: usize = 1_024;

/// Where a record ends, and where the next one begins.
type Extent = (usize, usize);

impl Input {
    pub fn new(source: Rc<Source>) -> Input {
        Input {
            source,
            held: Vec::new(),
            used: 0,
            over: false,
            regex: None,
        }
    }

    /// The next record, waiting for it; None at the end.
    pub async fn record(
        &mut self,
        separator: &[u8],
        outside: &Outside,
    ) -> Result<Option<Vec<u8>>, String> {
        loop {
            if let Some(record) = self.at_hand(separator)? {
                return Ok(Some(record));
            }
            if self.over {
                return Ok(None);
            }
            match self.source.chunk(outside).await {
                Some(chunk) => {
                    self.held.drain(..self.used);
                    self.used = 0;
                    self.held.extend(chunk);
                }
                None => self.over = true,
            }
        }
    }

    /// The next record if it is there already.
    pub fn at_hand(&mut self, separator: &[u8]) -> Result<Option<Vec<u8>>, String> {
        if separator.is_empty() {
            let lines = self.held[self.used..].iter();
            self.used += lines.take_while(|byte| **byte == b'\n').count();
        }
        let rest = &self.held[self.used..];
        let found = match separator {
            [] => self.paragraph(rest),
            [byte] => {
                let end = rest.iter().position(|own| own == byte);
                end.map(|end| (end, end + 1))
            }
            _ => {
                if self.regex.as_ref().is_none_or(|(own, _)| own != separator) {
                    let regex = regex(&String::from_utf8_lossy(separator))?;
                    self.regex = Some((separator.to_vec(), regex));
                }
                let regex = self.regex.as_ref().map(|(_, regex)| regex);
                regex.and_then(|regex| self.matched(regex, rest))
            }
        };
        let (end, next) = match found {
            Some(extent) => extent,
            None if self.over && !rest.is_empty() => (rest.len(), rest.len()),
            None => return Ok(None),
        };
        let record = rest[..end].to_vec();
        self.used += next;
        Ok(Some(record))
    }

    /// Records that matches of a pattern separate.
    fn matched(&self, regex: &Regex, rest: &[u8]) -> Option<Extent> {
        let mut size = WINDOW.min(rest.len());
        loop {
            let found = regex.find(&rest[..size], 0).and_then(|groups| groups[0]);
            // A match at the end of what is looked at could go on.
            let whole = size == rest.len();
            let sure = |to: usize| to < size || (whole && self.over);
            match found.filter(|(from, to)| to > from && sure(*to)) {
                Some(extent) => return Some(extent),
                None if whole => return None,
                None => size = (size * 4).min(rest.len()),
            }
        }
    }

    /// Records that empty lines separate.
    fn paragraph(&self, rest: &[u8]) -> Option<Extent> {
        let end = rest.windows(2).position(|two| two == b"\n\n");
        let more = |end: usize| {
            rest[end..]
                .iter()
                .take_while(|byte| **byte == b'\n')
                .count()
        };
        match end {
            Some(end) if self.over || end + more(end) < rest.len() => Some((end, end + more(end))),
            Some(_) => None,
            None if self.over && rest.ends_with(b"\n") => Some((rest.len() - 1, rest.len())),
            None => None,
        }
    }
}

/// The files of the command line, one after another.
#[derive(Default)]
pub struct Main {
    input: Option<Input>,
    /// Arguments that were looked at, and whether one of them was a file.
    looked: usize,
    opened: bool,
}

impl Main {
    /// The next record if it is there already.
    pub fn at_hand(&mut self, machine: &Machine) -> Option<Vec<u8>> {
        let separator = machine.separator();
        self.input.as_mut()?.at_hand(&separator).ok().flatten()
    }

    /// Gives up the file under way.
    pub fn next_file(&mut self) {
        self.input = None;
    }

    /// The next record of all files.
    pub async fn next(
        &mut self,
        shell: &mut Shell,
        machine: &mut Machine,
    ) -> Result<Given, String> {
        loop {
            if let Some(input) = &mut self.input {
                let separator = machine.separator();
                if let Some(line) = input.record(&separator, &shell.outside).await? {
                    return Ok(Given::Line(line));
                }
                self.input = None;
            }
            if !self.open_next(shell, machine)? {
                return Ok(Given::End);
            }
            shell.tick().await;
        }
    }

    /// Opens the next file, carrying out the assignments before it; false if there is none.
    fn open_next(&mut self, shell: &Shell, machine: &mut Machine) -> Result<bool, String> {
        while let Some(word) = machine.argument(self.looked + 1) {
            self.looked += 1;
            if word.is_empty() {
                continue;
            }
            if let Some((name, text)) = assignment(&word) {
                machine.assign(name, text);
                continue;
            }
            let source = if word == "-" || word == "/dev/stdin" {
                shell.input()
            } else {
                match shell
                    .disk
                    .read(&word)
                    .map(|bytes| Source::bytes(bytes.to_vec()))
                {
                    Ok(Fd::In(source)) => source,
                    Ok(_) => continue,
                    Err(message) => return Err(format!("cannot open {word} ({message})")),
                }
            };
            self.start(source, &word, machine);
            return Ok(true);
        }
        if self.opened {
            return Ok(false);
        }
        self.start(shell.input(), "", machine);
        Ok(true)
    }

    fn start(&mut self, source: Rc<Source>, name: &str, machine: &mut Machine) {
        self.opened = true;
        machine.file(name);
        self.input = Some(Input::new(source));
    }
}
