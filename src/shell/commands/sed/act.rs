//! Carries out a script of `sed`.

use super::address::{applies, asks_last};
use super::space::{hold, listed, translate};
use super::substitute::substitute;
use super::{Command, Verb};
use crate::shell::filter::{Filter, Next, Output};
use crate::shell::regex::Regex;
use std::rc::Rc;

/// Commands that may be carried out for one line: a script may branch for ever.
const STEPS_MOST: u32 = 1_000_000;

/// Bytes of the pattern space and of the hold space.
const SPACE_MOST: usize = 4 * 1024 * 1024;

pub struct Sed {
    commands: Vec<Command>,
    quiet: bool,
    /// What ends a line.
    mark: u8,
    /// Files are edited; the text is what a copy's name ends with.
    pub in_place: Option<String>,
    /// Each file has lines of its own numbers.
    pub separate: bool,
    /// A line that waits until it is known whether it is the last.
    waiting: Option<(Vec<u8>, bool)>,
    /// Some command asks for the last line.
    asks_last: bool,
    state: State,
    /// The file under way, what it was and what it becomes.
    file: String,
    original: Vec<u8>,
    edited: Vec<u8>,
    /// What `w` wrote, by file.
    written: Vec<(String, Vec<u8>)>,
}

#[derive(Default)]
pub struct State {
    pub line: usize,
    pub last: bool,
    /// The pattern space, and whether its line had an end.
    pub space: Vec<u8>,
    pub ended: bool,
    pub hold: Vec<u8>,
    /// Written behind the line.
    pub after: Vec<u8>,
    /// Where the script goes on with the next line, if it waits for one.
    pub resumes: Option<(usize, bool)>,
    pub substituted: bool,
    pub regex: Option<Rc<Regex>>,
    pub quit: Option<u8>,
}

/// How a script goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Next,
    To(usize),
    Drop,
    Again,
    Wait,
    Quit,
    Stop,
}

impl Sed {
    pub fn new(commands: Vec<Command>, quiet: bool, zero: bool) -> Sed {
        let asks_last = commands.iter().any(asks_last);
        Sed {
            commands,
            quiet,
            mark: if zero { 0 } else { b'\n' },
            in_place: None,
            separate: false,
            waiting: None,
            asks_last,
            state: State::default(),
            file: "-".to_string(),
            original: Vec::new(),
            edited: Vec::new(),
            written: Vec::new(),
        }
    }

    fn process(&mut self, line: Vec<u8>, ended: bool, to: &mut Output) -> Next {
        self.state.line += 1;
        self.state.ended = ended;
        let mut out = Output::default();
        let start = match self.state.resumes.take() {
            Some((at, true)) => {
                self.state.space.push(b'\n');
                self.state.space.extend_from_slice(&line);
                at
            }
            Some((at, false)) => {
                self.state.space = line;
                at
            }
            None => {
                self.state.space = line;
                self.state.substituted = false;
                0
            }
        };
        let step = self.cycle(start, &mut out);
        if step != Step::Wait {
            self.cycle_end(step, &mut out);
        }
        self.put(out, to);
        if matches!(step, Step::Quit | Step::Stop) {
            Next::Enough
        } else {
            Next::Line
        }
    }

    fn put(&mut self, mut out: Output, to: &mut Output) {
        to.err.push_str(&out.err);
        match self.in_place {
            Some(_) => self.edited.append(&mut out.out),
            None => to.out.append(&mut out.out),
        }
    }

    fn cycle_end(&mut self, step: Step, out: &mut Output) {
        if !matches!(step, Step::Drop | Step::Stop) && !self.quiet {
            out.out.extend_from_slice(&self.state.space);
            if self.state.ended || !self.state.after.is_empty() {
                out.out.push(self.mark);
            }
        }
        out.out.append(&mut self.state.after);
    }

    /// Carries the script out from a place on.
    fn cycle(&mut self, start: usize, out: &mut Output) -> Step {
        let mut at = start;
        for _ in 0..STEPS_MOST {
            if at >= self.commands.len() {
                return Step::Next;
            }
            let applies = applies(&mut self.commands[at], &mut self.state);
            let step = match (&self.commands[at].verb, applies) {
                (Verb::Block(end), false) => Step::To(*end),
                (_, false) => Step::Next,
                (_, true) => self.act(at, out),
            };
            match step {
                Step::Next => at += 1,
                Step::To(to) => at = to,
                Step::Again => {
                    // `D` begins again with what is left of the pattern space.
                    if !self.state.after.is_empty() {
                        out.out.append(&mut self.state.after);
                    }
                    at = 0;
                }
                other => return other,
            }
            if self.state.space.len().max(self.state.hold.len()) > SPACE_MOST {
                return self.give_up("a space has more than 4 MiB", out);
            }
        }
        self.give_up("the script does not end", out)
    }

    fn give_up(&mut self, reason: &str, out: &mut Output) -> Step {
        let line = self.state.line;
        out.err.push_str(&format!("sed: line {line}: {reason}\n"));
        self.state.quit = Some(4);
        Step::Stop
    }

    fn act(&mut self, at: usize, out: &mut Output) -> Step {
        let Command { open, verb, .. } = &self.commands[at];
        let ends_range = open.is_none();
        let state = &mut self.state;
        let first = state.space.iter().position(|byte| *byte == b'\n');
        match verb {
            Verb::Substitute(how) => {
                if substitute(how, &mut state.space, &mut state.regex) {
                    state.substituted = true;
                    if how.prints {
                        line(&state.space, self.mark, out);
                    }
                    if let Some(path) = &how.writes {
                        let path = path.clone();
                        self.write(&path, out);
                    }
                }
            }
            Verb::Print => line(&state.space, self.mark, out),
            Verb::PrintFirst => {
                let end = first.unwrap_or(state.space.len());
                line(&state.space[..end], self.mark, out);
            }
            Verb::Delete => return Step::Drop,
            Verb::DeleteFirst => match first {
                None => return Step::Drop,
                Some(end) => {
                    state.space.drain(..=end);
                    return Step::Again;
                }
            },
            Verb::Quit { status, silent } => {
                state.quit = Some(*status);
                return if *silent { Step::Stop } else { Step::Quit };
            }
            Verb::Change(text) => {
                if ends_range {
                    out.out.extend(format!("{text}\n").bytes());
                }
                return Step::Drop;
            }
            Verb::Block(_) => {}
            Verb::Next { joined } => {
                let joined = *joined;
                if !joined {
                    self.cycle_end(Step::Next, out);
                }
                self.state.resumes = Some((at + 1, joined));
                return Step::Wait;
            }
            Verb::Branch(how, to) => {
                let goes = match how {
                    'b' => true,
                    how => std::mem::take(&mut state.substituted) == (*how == 't'),
                };
                return if goes { Step::To(*to) } else { Step::Next };
            }
            Verb::Write(path) => {
                let path = path.clone();
                self.write(&path, out);
            }
            verb => plain(verb, state, &self.file, out),
        }
        Step::Next
    }

    fn write(&mut self, path: &str, out: &mut Output) {
        let mut text = self.state.space.clone();
        text.push(self.mark);
        match path {
            "/dev/stdout" => out.out.extend(text),
            "/dev/stderr" => out.err.push_str(&String::from_utf8_lossy(&text)),
            _ => match self.written.iter_mut().find(|(own, _)| own == path) {
                Some((_, written)) => written.extend(text),
                None => self.written.push((path.to_string(), text)),
            },
        }
    }

    fn release(&mut self, last: bool, to: &mut Output) -> Next {
        let Some((line, ended)) = self.waiting.take() else {
            return Next::Line;
        };
        self.state.last = last;
        self.process(line, ended, to)
    }

    /// No line comes for an `n` or `N` that waits: what is there is printed, as GNU's sed does.
    fn nothing_follows(&mut self, to: &mut Output) {
        if let Some((_, joined)) = self.state.resumes.take() {
            let mut out = Output::default();
            if joined {
                self.cycle_end(Step::Next, &mut out);
            }
            self.put(out, to);
        }
    }
}

/// What neither ends the script nor goes elsewhere in it.
fn plain(verb: &Verb, state: &mut State, file: &str, out: &mut Output) {
    let with_end = |text: &str| format!("{text}\n").into_bytes();
    match verb {
        Verb::Number => out.line(state.line.to_string().as_bytes()),
        Verb::Append(text) => state.after.extend(with_end(text)),
        Verb::Insert(text) => out.out.extend(with_end(text)),
        Verb::Translate(pairs) => translate(pairs, &mut state.space),
        Verb::Hold(how) => hold(*how, &mut state.space, &mut state.hold),
        Verb::Read(text) => state.after.extend_from_slice(text),
        Verb::List => listed(&state.space, out),
        Verb::Empty => state.space.clear(),
        Verb::Name => out.line(file.as_bytes()),
        Verb::Substitute(_)
        | Verb::Print
        | Verb::PrintFirst
        | Verb::Delete
        | Verb::DeleteFirst
        | Verb::Quit { .. }
        | Verb::Change(_)
        | Verb::Block(_)
        | Verb::Next { .. }
        | Verb::Branch(_, _)
        | Verb::Write(_) => {}
    }
}

fn line(text: &[u8], mark: u8, out: &mut Output) {
    out.out.extend_from_slice(text);
    out.out.push(mark);
}

impl Filter for Sed {
    fn file(&mut self, name: &str, _to: &mut Output) {
        self.file = name.to_string();
        if self.separate {
            self.state.line = 0;
        }
    }

    fn line(&mut self, line: &[u8], ended: bool, to: &mut Output) -> Next {
        if self.in_place.is_some() {
            self.original.extend_from_slice(line);
            self.original.extend(ended.then_some(self.mark));
        }
        if !self.asks_last {
            return self.process(line.to_vec(), ended, to);
        }
        let next = self.release(false, to);
        if next == Next::Line {
            self.waiting = Some((line.to_vec(), ended));
        }
        next
    }

    fn file_end(&mut self, to: &mut Output) -> Next {
        if !self.separate {
            return Next::Line;
        }
        let next = self.release(true, to);
        self.nothing_follows(to);
        if let Some(suffix) = &self.in_place {
            let original = std::mem::take(&mut self.original);
            if !suffix.is_empty() {
                to.files.push((format!("{}{suffix}", self.file), original));
            }
            let edited = std::mem::take(&mut self.edited);
            to.files.push((self.file.clone(), edited));
        }
        next
    }

    fn trouble(&self) -> u8 {
        2
    }

    fn mark(&self) -> u8 {
        self.mark
    }

    fn end(&mut self, to: &mut Output) -> u8 {
        if self.state.quit.is_none() {
            self.release(true, to);
            self.nothing_follows(to);
        }
        to.files.append(&mut self.written);
        self.state.quit.unwrap_or(0)
    }
}
