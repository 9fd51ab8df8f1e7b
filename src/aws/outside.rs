//! The seam between programs (`aws`, the shell) and whoever runs them: the page, the JavaScript
//! module, a test.
//!
//! A command line is a plain future. It owns no clock, no run and no DOM: it asks for what it needs
//! through [`Outside`]; whoever runs it answers, and polls again ([`Running::step`]). There is no
//! executor, no thread and no waker; to cancel a program is to drop it.

mod queue;

use super::files::Files;
use super::stream::{Channel, Stream};
pub use crate::api::Answer;
use crate::sim::{Calendar, SimTime, Span};
use queue::Queue;
use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

/// What a running program asks for and cannot get by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// An API call. It wants [`Reply::Answer`].
    Call {
        /// The service, as its endpoint begins: `ecs`.
        service: &'static str,
        /// The operation, such as `RunTask`.
        action: String,
        /// The request, as JSON.
        body: String,
    },
    /// Nothing before this moment of the run. It wants [`Reply::Awake`] then, or later.
    Sleep {
        /// When to go on.
        until: SimTime,
        /// What is waited for, for people: `services-stable, try 3 of 40`.
        why: String,
    },
    /// A line typed by the user. It wants [`Reply::Line`].
    Line {
        /// What is shown before it.
        prompt: String,
    },
    /// Something of Drydock's own, such as `drydock seed`, or `curl`. It wants [`Reply::Text`].
    Own {
        /// The command line, its name first.
        words: Vec<String>,
    },
}

/// What comes back for a [`Need`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Of a call.
    Answer(Answer),
    /// The moment has come.
    Awake,
    /// What was typed, without its line end; none at the end of the input.
    Line(Option<String>),
    /// What a command of Drydock's own said.
    Text(Text),
}

/// What a command of Drydock's own said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its exit code.
    pub code: u8,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

/// A program's hands. Clones share one state: the program has one, who runs it another.
#[derive(Clone)]
pub struct Outside(Rc<RefCell<State>>);

struct State {
    now: SimTime,
    calendar: Calendar,
    files: Files,
    /// What was written to the terminal and not yet taken, in the order in which it was written.
    written: Vec<(Channel, Vec<u8>)>,
    queue: Queue,
    breathes: bool,
    /// Somebody waits for another part of the program.
    idles: bool,
    /// How often somebody breathed while others only sleep.
    patience: u32,
}

/// Breaths after which time passes for those who sleep, although others still have work: beside a
/// loop without end they would sleep for ever.
const PATIENCE: u32 = 10_000;

impl Outside {
    /// Hands at the start of a run that lies here on the calendar, with no files.
    pub fn new(calendar: Calendar) -> Outside {
        Outside(Rc::new(RefCell::new(State {
            now: SimTime::START,
            calendar,
            files: Files::default(),
            written: Vec::new(),
            queue: Queue::default(),
            breathes: false,
            idles: false,
            patience: 0,
        })))
    }

    /// Calls the API.
    pub async fn call(&self, service: &'static str, action: &str, body: String) -> Answer {
        let action = action.to_owned();
        match self
            .ask(Need::Call {
                service,
                action,
                body,
            })
            .await
        {
            Reply::Answer(answer) => answer,
            other => mismatch("a call", &other),
        }
    }

    /// Waits for a span of simulated time; `why` is shown meanwhile.
    pub async fn sleep(&self, span: Span, why: &str) {
        let (until, why) = (self.now() + span, why.to_owned());
        match self.ask(Need::Sleep { until, why }).await {
            Reply::Awake => {}
            other => mismatch("a sleep", &other),
        }
    }

    /// A line that the user types, without its line end; none at the end of the input.
    pub async fn line(&self, prompt: &str) -> Option<String> {
        let prompt = prompt.to_owned();
        match self.ask(Need::Line { prompt }).await {
            Reply::Line(line) => line,
            other => mismatch("a line", &other),
        }
    }

    /// Has a command of Drydock's own carried out.
    pub async fn own(&self, words: Vec<String>) -> Text {
        match self.ask(Need::Own { words }).await {
            Reply::Text(text) => text,
            other => mismatch("a command", &other),
        }
    }

    /// Lets go for a moment: who runs the program may show what it wrote, or cancel it. Whatever
    /// loops without asking for anything calls this once in each turn.
    pub async fn breathe(&self) {
        let mut first = true;
        poll_fn(|_| {
            if !std::mem::take(&mut first) {
                return Poll::Ready(());
            }
            self.0.borrow_mut().breathes = true;
            Poll::Pending
        })
        .await
    }

    /// Something moved on for others who run side by side: the program is polled again although
    /// nobody asks for anything.
    pub fn nudge(&self) {
        self.0.borrow_mut().breathes = true;
    }

    /// Waits for another part of the program, as for who fills a pipe. Time may pass meanwhile; if
    /// nobody does anything, the program hangs until it is cancelled.
    pub async fn idle(&self) {
        let mut first = true;
        poll_fn(|_| {
            if !std::mem::take(&mut first) {
                return Poll::Ready(());
            }
            self.0.borrow_mut().idles = true;
            Poll::Pending
        })
        .await
    }

    /// Lets the other parts of the program go on until none is left but those that sleep or wait
    /// for each other, `most` times at most. No time passes.
    pub async fn settle(&self, most: u32) {
        let mut left = most;
        poll_fn(|_| {
            let mut state = self.0.borrow_mut();
            // Not all of them may have begun.
            let works = left == most || state.breathes || state.queue.is_busy();
            if !works || left == 0 {
                return Poll::Ready(());
            }
            left -= 1;
            state.breathes = true;
            Poll::Pending
        })
        .await
    }

    async fn ask(&self, need: Need) -> Reply {
        let mut ticket = Ticket::new(self, need);
        poll_fn(|_| ticket.poll()).await
    }

    /// The present moment of the run.
    pub fn now(&self) -> SimTime {
        self.0.borrow().now
    }

    /// Where the run lies on the calendar.
    pub fn calendar(&self) -> Calendar {
        self.0.borrow().calendar
    }

    /// Who runs the program says where its run lies on the calendar.
    pub fn set_calendar(&self, calendar: Calendar) {
        self.0.borrow_mut().calendar = calendar;
    }

    /// A file's content.
    pub fn read(&self, path: &str) -> Option<Arc<[u8]>> {
        self.0.borrow().files.read(path)
    }

    /// Writes a file; the error is that the store is full, in the words of the system.
    pub fn write(&self, path: &str, content: &[u8]) -> Result<(), &'static str> {
        self.0.borrow_mut().files.write(path, content)
    }

    /// Removes a file; says whether it was there.
    pub fn remove(&self, path: &str) -> bool {
        self.0.borrow_mut().files.remove(path)
    }

    /// The names of all files, sorted.
    pub fn file_names(&self) -> Vec<String> {
        self.0.borrow().files.names()
    }

    /// The stream whose writings the terminal shows.
    pub fn terminal(&self, channel: Channel) -> Stream {
        Stream::terminal(self.clone(), channel)
    }

    pub(super) fn show(&self, channel: Channel, bytes: &[u8]) {
        let written = &mut self.0.borrow_mut().written;
        match written.last_mut() {
            Some((last, text)) if *last == channel => text.extend_from_slice(bytes),
            Some(_) | None => written.push((channel, bytes.to_vec())),
        }
    }

    /// What was written to the terminal since the last time, in order.
    pub fn take_written(&self) -> Vec<(Channel, Vec<u8>)> {
        std::mem::take(&mut self.0.borrow_mut().written)
    }
}

fn mismatch(asked: &str, reply: &Reply) -> ! {
    unreachable!("{asked} was asked for and {reply:?} came: who runs a program answers in kind")
}

/// A place in the queue of those who ask.
struct Ticket<'o> {
    outside: &'o Outside,
    number: u64,
}

impl<'o> Ticket<'o> {
    fn new(outside: &'o Outside, need: Need) -> Ticket<'o> {
        let number = outside.0.borrow_mut().queue.ask(need);
        Ticket { outside, number }
    }

    fn poll(&mut self) -> Poll<Reply> {
        match self.outside.0.borrow_mut().queue.take(self.number) {
            Some(reply) => Poll::Ready(reply),
            None => Poll::Pending,
        }
    }
}

/// Who is cancelled while he asks asks no longer.
impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        self.outside.0.borrow_mut().queue.forget(self.number);
    }
}

/// How far a program got.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It goes on when the reply is there.
    Needs(Need),
    /// It goes on at the next step.
    Breathes,
    /// It is over, with this exit code.
    Done(u8),
}

/// A program under way.
pub struct Running {
    outside: Outside,
    program: Pin<Box<dyn Future<Output = u8>>>,
}

impl Running {
    /// A program that has not begun. All it asks for goes through `outside` or its clones.
    pub fn new(outside: &Outside, program: impl Future<Output = u8> + 'static) -> Running {
        Running {
            outside: outside.clone(),
            program: Box::pin(program),
        }
    }

    /// Goes on at a moment of the run, with the reply to what it needed last. While there is no
    /// reply it needs the same still.
    pub fn step(&mut self, now: SimTime, reply: Option<Reply>) -> Step {
        {
            let mut state = self.outside.0.borrow_mut();
            state.now = now;
            if let Some(reply) = reply {
                state.queue.reply(reply);
            }
            if let Some(need) = state.queue.shown() {
                return Step::Needs(need.clone());
            }
        }
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(code) = self.program.as_mut().poll(&mut context) {
            return Step::Done(code);
        }
        let mut state = self.outside.0.borrow_mut();
        let breathes = std::mem::take(&mut state.breathes);
        let idles = std::mem::take(&mut state.idles);
        let sleeps = !breathes || state.patience >= PATIENCE;
        match state.queue.next(sleeps) {
            Some(need) => {
                state.patience = 0;
                Step::Needs(need)
            }
            None => {
                assert!(breathes || idles, "a program waits for nothing");
                state.patience += 1;
                Step::Breathes
            }
        }
    }
}

/// Runs a program to its end from a moment of a run. `answer` is given what it needs and the
/// present moment, which it moves on as time passes. None if the program was not over after `fuel`
/// steps: it is cancelled then.
pub fn drive(
    mut running: Running,
    mut now: SimTime,
    fuel: u64,
    mut answer: impl FnMut(Need, &mut SimTime) -> Reply,
) -> Option<u8> {
    let mut reply = None;
    for _ in 0..fuel {
        match running.step(now, reply.take()) {
            Step::Needs(need) => reply = Some(answer(need, &mut now)),
            Step::Breathes => {}
            Step::Done(code) => return Some(code),
        }
    }
    None
}

#[cfg(test)]
mod tests;
