//! Commands that read lines and write lines.

use super::state::Shell;
use super::streams::{Fd, Source};
use std::rc::Rc;

/// What a filter says after a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Give me the next.
    Line,
    /// I know all of this file that I need.
    File,
    /// I know all that I need.
    Enough,
}

/// Where a filter writes.
#[derive(Default)]
pub struct Output {
    pub out: Vec<u8>,
    pub err: String,
    /// Files to write when all is read: path, content.
    pub files: Vec<(String, Vec<u8>)>,
    /// What was worked for it beside reading, in bytes that are expanded meanwhile.
    pub work: usize,
}

impl Output {
    pub fn line(&mut self, line: &[u8]) {
        self.out.extend_from_slice(line);
        self.out.push(b'\n');
    }
}

/// A filter and the files that it reads; or a status, and the message is written.
pub type Filtered = Result<(Box<dyn Filter>, Vec<String>), u8>;

/// Reads lines and writes.
pub trait Filter {
    /// A file begins; `-` is standard input.
    fn file(&mut self, _name: &str, _to: &mut Output) {}

    /// A line without its end; `ended` is false for a last line that has none.
    fn line(&mut self, line: &[u8], ended: bool, to: &mut Output) -> Next;

    /// A file is over.
    fn file_end(&mut self, _to: &mut Output) -> Next {
        Next::Line
    }

    /// A file could not be read.
    fn missing(&mut self, _name: &str) {}

    /// All is over: the status.
    fn end(&mut self, to: &mut Output) -> u8;

    /// What ends a line.
    fn mark(&self) -> u8 {
        b'\n'
    }

    /// Whether nothing is said of files that cannot be read.
    fn says_nothing(&self) -> bool {
        false
    }

    /// The status after a file that could not be read.
    fn trouble(&self) -> u8 {
        1
    }
}

impl Shell {
    /// Reads the files, or standard input if there are none, through a filter.
    pub async fn pump(
        &mut self,
        name: &'static str,
        mut filter: Box<dyn Filter>,
        mut files: Vec<String>,
    ) -> u8 {
        if files.is_empty() {
            files.push("-".to_string());
        }
        let mut trouble = false;
        let mut to = Output::default();
        for file in &files {
            let Some(source) = self.source_of(name, file, filter.says_nothing()) else {
                filter.missing(file);
                trouble = true;
                continue;
            };
            filter.file(file, &mut to);
            let next = self.pump_one(filter.as_mut(), &source, &mut to).await;
            if next == Next::Enough || self.broken {
                break;
            }
            if filter.file_end(&mut to) == Next::Enough {
                break;
            }
        }
        let status = filter.end(&mut to);
        self.flush(&mut to).await;
        self.tick().await;
        for (path, content) in std::mem::take(&mut to.files) {
            if let Err(message) = self.disk.write(&path, &content) {
                self.err(&format!("{name}: {path}: {message}\n"));
                trouble = true;
            }
        }
        if trouble && (status == 0 || name == "grep") {
            filter.trouble()
        } else {
            status
        }
    }

    /// All of a file; `-` is standard input.
    pub async fn whole(&mut self, path: &str) -> Result<Vec<u8>, &'static str> {
        if path != "-" && path != "/dev/stdin" {
            return self.disk.read(path).map(|bytes| bytes.to_vec());
        }
        let source = self.input();
        let mut bytes = Vec::new();
        while let Some(chunk) = source.chunk(&self.outside).await {
            bytes.extend(chunk);
        }
        Ok(bytes)
    }

    fn source_of(&mut self, name: &str, file: &str, silent: bool) -> Option<Rc<Source>> {
        if file == "-" || file == "/dev/stdin" {
            return Some(self.input());
        }
        match self.disk.read(file) {
            Ok(bytes) => match Source::bytes(bytes.to_vec()) {
                Fd::In(source) => Some(source),
                _ => None,
            },
            Err(message) => {
                if !silent {
                    let text = refusal(name, file, message);
                    self.err(&text);
                }
                None
            }
        }
    }

    async fn pump_one(
        &mut self,
        filter: &mut dyn Filter,
        source: &Source,
        to: &mut Output,
    ) -> Next {
        let mark = filter.mark();
        let mut held: Vec<u8> = Vec::new();
        while let Some(chunk) = source.chunk(&self.outside).await {
            held.extend_from_slice(&chunk);
            let mut rest = held.as_slice();
            while let Some(end) = rest.iter().position(|byte| *byte == mark) {
                let next = filter.line(&rest[..end], true, to);
                rest = &rest[end + 1..];
                if next != Next::Line {
                    source.give_back(rest);
                    return next;
                }
            }
            held = rest.to_vec();
            self.flush(to).await;
            if self.broken {
                return Next::Enough;
            }
            self.tick().await;
        }
        if held.is_empty() {
            return Next::Line;
        }
        filter.line(&held, false, to)
    }

    /// Writes what a filter wrote so far.
    pub async fn flush(&mut self, to: &mut Output) {
        let out = std::mem::take(&mut to.out);
        self.out(&out);
        let err = std::mem::take(&mut to.err);
        self.err(&err);
        self.charge(std::mem::take(&mut to.work));
        self.room().await;
    }
}

/// How each command words that a file cannot be read.
fn refusal(name: &str, file: &str, message: &str) -> String {
    let folder = message == "Is a directory";
    match name {
        "head" | "tail" if folder => format!("{name}: error reading '{file}': {message}\n"),
        "head" | "tail" => format!("{name}: cannot open '{file}' for reading: {message}\n"),
        "sort" if folder => format!("sort: read failed: {file}: {message}\n"),
        "sort" => format!("sort: cannot read: {file}: {message}\n"),
        "sed" if folder => format!("sed: read error on {file}: {message}\n"),
        "sed" => format!("sed: can't read {file}: {message}\n"),
        "rev" => format!("rev: cannot open {file}: {message}\n"),
        "jq" => format!("jq: error: Could not open file {file}: {message}\n"),
        "tac" => format!("tac: failed to open '{file}' for reading: {message}\n"),
        _ => format!("{name}: {file}: {message}\n"),
    }
}
