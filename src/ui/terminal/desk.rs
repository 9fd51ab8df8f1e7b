//! The shell of the page, and the program that it runs now.
//!
//! A program goes on in short turns: at once when it is started, when the moment has come that it
//! waits for, when a line was typed for it. While it waits for time, the clock is let run.

use super::super::frames::wall_millis;
use super::super::prelude::*;
use super::super::state::Page;
use super::super::{run, storage};
use super::entry::{self, Entry, Progress};
use super::{own, pulse};
use crate::api::Answer;
use crate::aws::outside::{Need, Outside, Reply, Running, Step};
use crate::aws::services::{self, Account};
use crate::aws::stream::Channel;
use crate::model::World;
use crate::shell::{Session, own as shell_own};
use crate::sim::SimTime;
pub use crate::view::cli::DRAFT_FILE;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Wall-clock milliseconds that a program may take of one frame.
const TURN_MILLIS: f64 = 6.0;
/// The exit code of a command line that was interrupted. Source: bash, 128 + SIGINT.
const INTERRUPTED: u8 = 130;
/// Command lines that stay on the page.
const MOST_ENTRIES: usize = 200;
/// Command lines that last from visit to visit.
const MOST_HISTORY: usize = 500;
/// Where they are kept.
const HISTORY_KEY: &str = "drydock.terminal.history";

/// What the parts of the terminal share.
#[derive(Clone, Copy)]
pub struct Terminal {
    /// What was run, oldest first.
    pub entries: RwSignal<Vec<Entry>>,
    /// What a program asks the user, while it does.
    pub question: RwSignal<Option<String>>,
    /// Whether a program runs.
    pub busy: RwSignal<bool>,
    /// Command lines of this and earlier visits, oldest first.
    pub history: RwSignal<Vec<String>>,
    /// Keeps the signals of the entries: they outlive the view in which a line was typed.
    owner: StoredValue<Option<Owner>>,
}

struct Job {
    running: Running,
    entry: Entry,
    /// Whether it has let a paused clock run.
    runs_clock: bool,
    /// Whether it has cleared the log: then its own line goes too, unless it says something.
    clears: bool,
}

struct Desk {
    outside: Outside,
    session: Session,
    job: Option<Job>,
}

thread_local! {
    static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) };
    /// What the program waits for. It stands apart from the desk: each frame of the page asks for
    /// it, also where the terminal's code was never fetched.
    static WAIT: Cell<Option<Wait>> = const { Cell::new(None) };
}

/// The wait of a program.
#[derive(Clone, Copy)]
struct Wait {
    /// The moment that it waits for.
    at: SimTime,
    /// Lets it go on. The page calls it through here and not by its name, so that shell and
    /// services stay in the part of the code that is fetched with the terminal.
    go_on: fn(Terminal, Page),
}

fn with_desk<T>(act: impl FnOnce(&mut Desk) -> T) -> T {
    DESK.with_borrow_mut(|desk| {
        act(desk.get_or_insert_with(|| {
            let calendar = run::with(|timeline| timeline.world().settings.calendar);
            let outside = Outside::new(calendar);
            let mut session = Session::new(&outside, true);
            session.set_history(kept_history());
            Desk {
                session,
                outside,
                job: None,
            }
        }))
    })
}

/// Command lines of earlier visits, oldest first.
fn kept_history() -> Vec<String> {
    let kept = storage::get(HISTORY_KEY).unwrap_or_default();
    serde_json::from_str(&kept).unwrap_or_default()
}

/// The moment that a program waits for: the clock stops there to let it go on.
pub fn wakes_at() -> Option<SimTime> {
    WAIT.get().map(|wait| wait.at)
}

/// Looks at the shell, for completion.
pub fn with_session<T>(look: impl FnOnce(&Session) -> T) -> T {
    with_desk(|desk| look(&desk.session))
}

/// The run of the page as services ask it.
struct Screen(Page);

impl Account for Screen {
    fn look<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        run::with(|timeline| look(timeline.world()))
    }

    fn ask(&mut self, action: &str, body: &str) -> Answer {
        pulse::pulse(action);
        self.0.ask(action, body)
    }
}

/// What is left to do of a turn.
enum Turn {
    Again(Option<Reply>),
    Waits,
}

impl Terminal {
    /// A terminal that shows nothing yet.
    pub fn new() -> Terminal {
        Terminal {
            entries: RwSignal::new(Vec::new()),
            question: RwSignal::new(None),
            busy: RwSignal::new(false),
            history: RwSignal::new(kept_history()),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// Runs a command line, unless one runs.
    pub fn start(self, page: Page, line: &str) {
        if line.trim().is_empty() || self.busy.get_untracked() {
            return;
        }
        self.remember(line);
        let (now, calendar) = run::with(|run| (run.now(), run.world().settings.calendar));
        let entry = self.enter(now, line);
        with_desk(|desk| {
            desk.outside.set_calendar(calendar);
            let draft = page.draft.get_untracked();
            // A store that is full says so to whoever writes to it next.
            let _ = desk.outside.write(DRAFT_FILE, draft.as_bytes());
            // No other program runs: this was asked above.
            let running = desk.session.start(line);
            desk.job = running.map(|running| Job {
                running,
                entry,
                runs_clock: false,
                clears: false,
            });
        });
        self.busy.set(true);
        self.turn(page, None);
    }

    fn enter(self, now: SimTime, line: &str) -> Entry {
        let last = self
            .entries
            .with_untracked(|rows| rows.last().map(|row| row.number));
        let number = last.map_or(0, |number| number + 1);
        let make = || Entry::new(number, now, line.to_owned());
        let entry = match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        };
        self.entries.update(|rows| {
            rows.push(entry);
            let surplus = rows.len().saturating_sub(MOST_ENTRIES);
            rows.drain(..surplus);
        });
        entry
    }

    fn remember(self, line: &str) {
        self.history.update(|lines| {
            lines.retain(|before| before != line);
            lines.push(line.to_owned());
            let surplus = lines.len().saturating_sub(MOST_HISTORY);
            lines.drain(..surplus);
        });
        let lines = self
            .history
            .with_untracked(|lines| serde_json::json!(lines));
        // Where nothing can be kept, the history ends with the visit.
        let _ = storage::set(HISTORY_KEY, &lines.to_string());
    }

    /// Forgets what is shown, but for what still runs.
    pub fn clear(self) {
        let runs = |row: &Entry| matches!(row.progress.get_untracked(), Progress::Runs(_));
        self.entries.update(|rows| rows.retain(runs));
    }

    /// Interrupts the program.
    pub fn interrupt(self, page: Page) {
        let entry = with_desk(|desk| desk.job.as_ref().map(|job| job.entry));
        if let Some(entry) = entry {
            entry.write(vec![(Channel::Out, b"^C\n".to_vec())]);
            self.end(page, INTERRUPTED);
        }
    }

    /// Gives the program the line that it asked for; None ends its input.
    pub fn answer(self, page: Page, line: Option<String>) {
        let Some(prompt) = self.question.get_untracked() else {
            return;
        };
        self.question.set(None);
        let echo = format!("{prompt}{}\n", line.as_deref().unwrap_or_default());
        with_desk(|desk| {
            if let Some(job) = &desk.job {
                job.entry.write(vec![(Channel::Out, echo.into_bytes())]);
            }
        });
        self.turn(page, Some(Reply::Line(line)));
    }

    /// Lets the program go on, if the moment has come that it waits for.
    pub fn go_on(self, page: Page) {
        let now = run::with(|timeline| timeline.now());
        if let Some(wait) = WAIT.get().filter(|wait| wait.at <= now) {
            (wait.go_on)(self, page);
        }
    }

    fn turn(self, page: Page, mut reply: Option<Reply>) {
        let began = wall_millis();
        while let Turn::Again(next) = self.step(page, reply.take()) {
            reply = next;
            if wall_millis() - began > TURN_MILLIS {
                request_animation_frame(move || self.turn(page, reply));
                return;
            }
        }
    }

    /// One step of the program. The desk is put down while the page acts.
    fn step(self, page: Page, reply: Option<Reply>) -> Turn {
        let now = run::with(|timeline| timeline.now());
        WAIT.set(None);
        let step = with_desk(|desk| {
            let job = desk.job.as_mut()?;
            let step = job.running.step(now, reply);
            let clears = job.entry.write(desk.outside.take_written());
            job.clears |= clears;
            Some((step, job.entry, clears))
        });
        if let Some((.., true)) = step {
            self.clear();
        }
        match step.map(|(step, entry, _)| (step, entry)) {
            // It was interrupted in the meantime.
            None => Turn::Waits,
            Some((Step::Breathes, _)) => Turn::Again(None),
            Some((Step::Done(code), _)) => {
                self.end(page, code);
                Turn::Waits
            }
            Some((Step::Needs(need), entry)) => self.serve(page, entry, need, now),
        }
    }

    fn serve(self, page: Page, entry: Entry, need: Need, now: SimTime) -> Turn {
        match need {
            Need::Call {
                service,
                action,
                body,
            } => {
                let answer = services::call(&mut Screen(page), service, &action, &body);
                Turn::Again(Some(Reply::Answer(answer)))
            }
            Need::Own { words } => match shell_own::seeks(&words) {
                Some(to) => self.seek(page, to),
                None => Turn::Again(Some(Reply::Text(own::own(page, &words)))),
            },
            Need::Sleep { until, .. } if until <= now => Turn::Again(Some(Reply::Awake)),
            Need::Sleep { until, why } => {
                self.let_time_pass(page, entry, (now, until), why);
                Turn::Waits
            }
            Need::Line { prompt } => {
                self.question.set(Some(prompt));
                Turn::Waits
            }
        }
    }

    /// Goes to a moment: at once where it is near; else the page tells how far it is.
    fn seek(self, page: Page, to: SimTime) -> Turn {
        let at_once = Rc::new(Cell::new(true));
        let ended = Rc::new(Cell::new(None));
        let (now, told) = (at_once.clone(), ended.clone());
        page.seek_then(to, move |done| {
            if now.get() {
                told.set(Some(done));
            } else {
                self.turn(page, Some(Reply::Text(own::came(done))));
            }
        });
        at_once.set(false);
        match ended.get() {
            Some(done) => Turn::Again(Some(Reply::Text(own::came(done)))),
            None => Turn::Waits,
        }
    }

    /// A paused clock runs for a program that waits, once: who pauses it again means it.
    fn let_time_pass(
        self,
        page: Page,
        entry: Entry,
        (since, until): (SimTime, SimTime),
        why: String,
    ) {
        let paused = !page.playing.get_untracked();
        let found = with_desk(|desk| {
            let job = desk.job.as_mut()?;
            WAIT.set(Some(Wait {
                at: until,
                go_on: |terminal, page| terminal.turn(page, Some(Reply::Awake)),
            }));
            let first = paused && !job.runs_clock;
            job.runs_clock |= paused;
            Some((first, job.runs_clock))
        });
        let (first, runs_clock) = found.unwrap_or_default();
        entry.progress.set(Progress::Runs(Some(entry::Wait {
            why,
            since,
            until,
            runs_clock,
        })));
        if first {
            page.playing.set(true);
        }
    }

    /// The program is over, or is given up.
    fn end(self, page: Page, code: u8) {
        let Some(job) = with_desk(|desk| desk.job.take()) else {
            return;
        };
        WAIT.set(None);
        if job.runs_clock {
            page.playing.set(false);
        }
        let clears = with_desk(|desk| job.entry.write(desk.outside.take_written()));
        if clears {
            self.clear();
        }
        job.entry.end(code);
        if job.clears && code == 0 && job.entry.blocks.with_untracked(Vec::is_empty) {
            let number = job.entry.number;
            self.entries
                .update(|rows| rows.retain(|row| row.number != number));
        }
        self.question.set(None);
        self.busy.set(false);
        page.refresh();
    }
}

impl Default for Terminal {
    fn default() -> Self {
        Terminal::new()
    }
}
