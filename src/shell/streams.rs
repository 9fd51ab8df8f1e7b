//! Where commands read and write: pipes, files, the terminal.

use super::disk::{Disk, OpenFile};
use crate::aws::outside::Outside;
use crate::aws::stream::Stream;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A pipe that holds more than this makes its writer wait, as on Linux (pipe(7): 65,536 bytes).
const PIPE_BYTES: usize = 65_536;

/// What a descriptor leads to.
#[derive(Clone)]
pub enum Fd {
    /// The terminal, a buffer, or nowhere.
    Out(Stream),
    Pipe(Rc<Writer>),
    File(Rc<OpenFile>),
    In(Rc<Source>),
}

/// The writing end of a pipe: the pipe ends when the last clone is gone.
pub struct Writer {
    stream: Stream,
    ended: Rc<Cell<bool>>,
    outside: Outside,
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.ended.set(true);
        self.outside.nudge();
    }
}

/// A reading end with what was read and not yet used.
pub struct Source {
    held: RefCell<Vec<u8>>,
    /// How much of what is held was used.
    used: Cell<usize>,
    origin: Origin,
}

enum Origin {
    Nothing,
    File,
    Terminal,
    Pipe(Stream, Rc<Cell<bool>>, Outside),
}

impl Drop for Source {
    fn drop(&mut self) {
        if let Origin::Pipe(stream, _, outside) = &self.origin {
            // Nobody reads the rest: its writer waits no longer for room.
            stream.take();
            stream.close();
            outside.nudge();
        }
    }
}

/// Both ends of a new pipe.
pub fn pipe(outside: &Outside) -> (Fd, Fd) {
    let outside = outside.clone();
    let stream = Stream::buffer();
    let ended = Rc::new(Cell::new(false));
    let source = Source::of(
        Vec::new(),
        Origin::Pipe(stream.clone(), Rc::clone(&ended), outside.clone()),
    );
    (
        Fd::Pipe(Rc::new(Writer {
            stream,
            ended,
            outside,
        })),
        Fd::In(Rc::new(source)),
    )
}

impl Source {
    fn of(held: Vec<u8>, origin: Origin) -> Source {
        Source {
            held: RefCell::new(held),
            used: Cell::new(0),
            origin,
        }
    }

    /// What can be read without waiting for anybody.
    pub fn bytes(bytes: Vec<u8>) -> Fd {
        Fd::In(Rc::new(Source::of(bytes, Origin::Nothing)))
    }

    pub fn terminal() -> Fd {
        Fd::In(Rc::new(Source::of(Vec::new(), Origin::Terminal)))
    }

    pub fn file(bytes: Vec<u8>) -> Fd {
        Fd::In(Rc::new(Source::of(bytes, Origin::File)))
    }

    /// Whether it can be opened again, and be read from its beginning.
    pub fn is_file(&self) -> bool {
        matches!(self.origin, Origin::File)
    }

    pub fn is_terminal(&self) -> bool {
        matches!(self.origin, Origin::Terminal)
    }

    /// Waits for more; false at the end.
    async fn fill(&self, outside: &Outside, prompt: &str) -> bool {
        match &self.origin {
            Origin::Nothing | Origin::File => false,
            Origin::Terminal => {
                let Some(line) = outside.line(prompt).await else {
                    return false;
                };
                let mut held = self.held.borrow_mut();
                held.extend_from_slice(line.as_bytes());
                held.push(b'\n');
                true
            }
            Origin::Pipe(stream, ended, _) => loop {
                // In this order: what was written last must not be lost.
                let over = ended.get();
                let more = stream.take();
                if !more.is_empty() {
                    // The writer may have waited for room.
                    outside.nudge();
                    self.held.borrow_mut().extend_from_slice(&more);
                    return true;
                }
                if over {
                    return false;
                }
                outside.idle().await;
            },
        }
    }

    /// All that is there now, or what comes next; None at the end.
    pub async fn chunk(&self, outside: &Outside) -> Option<Vec<u8>> {
        while self.held.borrow().len() == self.used.get() {
            if !self.fill(outside, "").await {
                return None;
            }
        }
        let mut held = self.held.borrow_mut();
        let chunk = held.split_off(self.used.replace(0));
        held.clear();
        Some(chunk)
    }

    /// Up to and with the next end mark, or to the end of the input; None if that is here.
    pub async fn until(&self, mark: u8, outside: &Outside, prompt: &str) -> Option<Vec<u8>> {
        let mut searched = self.used.get();
        loop {
            let place = {
                let held = self.held.borrow();
                held[searched..].iter().position(|byte| *byte == mark)
            };
            if let Some(place) = place {
                return Some(self.take(searched + place + 1));
            }
            searched = self.held.borrow().len();
            if !self.fill(outside, prompt).await {
                break;
            }
        }
        let end = self.held.borrow().len();
        (end > self.used.get()).then(|| self.take(end))
    }

    /// One character.
    pub async fn one(&self, outside: &Outside) -> Option<Vec<u8>> {
        while self.held.borrow().len() == self.used.get() {
            if !self.fill(outside, "").await {
                return None;
            }
        }
        let start = self.used.get();
        let length = {
            let held = self.held.borrow();
            let inner = |byte: &&u8| **byte & 0b1100_0000 == 0b1000_0000;
            1 + held[start + 1..].iter().take_while(inner).count()
        };
        Some(self.take(start + length))
    }

    fn take(&self, end: usize) -> Vec<u8> {
        let mut held = self.held.borrow_mut();
        let taken = held[self.used.get()..end].to_vec();
        self.used.set(end);
        // Used bytes go in bulk, so that lines of a long text cost what they are long.
        if end > 4_096 && end * 2 > held.len() {
            held.drain(..end);
            self.used.set(0);
        }
        taken
    }

    /// Gives back what was taken too much.
    pub fn give_back(&self, bytes: &[u8]) {
        let mut held = self.held.borrow_mut();
        held.drain(..self.used.replace(0));
        held.splice(0..0, bytes.iter().copied());
    }
}

impl Fd {
    pub fn nowhere() -> Fd {
        Fd::Out(Stream::nowhere())
    }

    /// Writes; false if nobody reads any longer.
    pub fn write(&self, bytes: &[u8]) -> bool {
        match self {
            Fd::Out(stream) => stream.write(bytes),
            Fd::Pipe(writer) => {
                writer.outside.nudge();
                writer.stream.write(bytes)
            }
            Fd::File(file) => {
                file.append(bytes);
                true
            }
            Fd::In(_) => true,
        }
    }

    /// Waits until there is room for more.
    pub async fn room(&self) {
        if let Fd::Pipe(writer) = self {
            while writer.stream.waiting() > PIPE_BYTES {
                writer.outside.idle().await;
            }
        }
    }

    pub fn is_terminal(&self) -> bool {
        match self {
            Fd::Out(stream) => stream.is_terminal(),
            Fd::In(source) => source.is_terminal(),
            Fd::Pipe(_) | Fd::File(_) => false,
        }
    }

    /// As a stream that a program without files can write to, and whether its text has to be
    /// brought here afterwards.
    pub fn stream(&self) -> (Stream, bool) {
        match self {
            Fd::Out(stream) => (stream.clone(), false),
            Fd::Pipe(writer) => (writer.stream.clone(), false),
            Fd::File(_) => (Stream::buffer(), true),
            Fd::In(_) => (Stream::nowhere(), false),
        }
    }
}

/// The descriptors of a command.
#[derive(Clone)]
pub struct Fds(Vec<(u32, Fd)>);

impl Fds {
    pub fn new(input: Fd, out: Fd, err: Fd) -> Fds {
        Fds(vec![(0, input), (1, out), (2, err)])
    }

    pub fn get(&self, number: u32) -> Option<&Fd> {
        let found = self.0.iter().find(|(own, _)| *own == number);
        found.map(|(_, fd)| fd)
    }

    pub fn set(&mut self, number: u32, fd: Fd) {
        self.close(number);
        self.0.push((number, fd));
    }

    pub fn close(&mut self, number: u32) {
        self.0.retain(|(own, _)| *own != number);
    }

    /// What is read from a descriptor; nothing if it is no input.
    pub fn input(&self, number: u32) -> Rc<Source> {
        match self.get(number) {
            Some(Fd::In(source)) => Rc::clone(source),
            _ => Rc::new(Source::of(Vec::new(), Origin::Nothing)),
        }
    }
}

/// Opens what a redirection names.
pub fn open_input(disk: &Disk, fds: &Fds, path: &str) -> Result<Fd, &'static str> {
    match path {
        "/dev/null" => return Ok(Source::bytes(Vec::new())),
        "/dev/stdin" => return fds.get(0).cloned().ok_or("No such file or directory"),
        _ => {}
    }
    let bytes = disk.read(path)?;
    // What `<( … )` became is a pipe.
    if path.starts_with("/dev/fd/") {
        return Ok(Source::bytes(bytes.to_vec()));
    }
    Ok(Source::file(bytes.to_vec()))
}

/// Opens a file to write it, or what stands for one.
pub fn open_output(disk: &Disk, fds: &Fds, path: &str, append: bool) -> Result<Fd, &'static str> {
    let missing = "No such file or directory";
    match path {
        "/dev/null" => Ok(Fd::nowhere()),
        "/dev/stdout" => fds.get(1).cloned().ok_or(missing),
        "/dev/stderr" => fds.get(2).cloned().ok_or(missing),
        _ => Ok(Fd::File(disk.open(path, append)?)),
    }
}
