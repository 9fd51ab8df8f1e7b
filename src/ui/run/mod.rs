//! The one run of the page, and the door to it.
//!
//! The page around it comes first; engine and board are fetched after it. What the first part
//! may ask of the run stands in [`Run`]. It asks through [`get`], which names nothing of the
//! engine, so that the engine's code stays in the part that comes later. [`with`] and its like are
//! for that part and for those that are only reached through it.

mod engine;

use super::definition::check::Checked;
use super::definition::register::Newest;
use crate::api::Answer;
use crate::model::{ClusterId, TaskId};
use crate::sim::Span;
use crate::view::events::EventRow;
use crate::view::screen::Screen;
use crate::view::why::Why;
use std::cell::{Cell, RefCell};

pub use engine::{Engine, advance, carry_out, cost, travel, with};

/// What is asked of the run, by a page that may still wait for its code.
pub trait Run {
    /// Asks something of the simulated account.
    fn ask(&self, action: &str, body: &str) -> Answer;
    /// What would be answered now, without asking for it; None where nobody can tell yet.
    fn would_answer(&self, action: &str, body: &str) -> Option<Answer>;
    /// What the page shows now; of a crowd as much as fits into a frame, unless `whole` asks for
    /// all.
    fn look(&self, cluster: Option<&str>, whole: bool) -> Screen;
    /// The newest events, at most so many.
    fn latest(&self, most: usize) -> Vec<EventRow>;
    /// The newest registered revision of a definition's family.
    fn newest(&self, cluster: Option<ClusterId>, checked: &Checked) -> Option<Newest>;
    /// Whether there is such a task now.
    fn has_task(&self, task: TaskId) -> bool;
    /// Why a task is where it is.
    fn why_here(&self, task: TaskId) -> Option<Why>;
    /// Goes on to the next event; false where there is none so soon.
    fn next_event(&self, within: Span) -> bool;
    /// Goes back to the event before.
    fn previous_event(&self);
    /// Selects a future by its number: the way to the moment where it parts.
    fn select_branch(&self, number: u32) -> Box<dyn Work>;
    /// The text that repeats the run; empty where there is none yet.
    fn export(&self) -> String;
    /// The fragment of a link to the run with this draft and these words of what the page shows;
    /// empty where there is no run yet.
    fn fragment(&self, draft: String, view: String) -> String;
    /// Reads an exported run that is to be put in the place of this one. The error says why it
    /// cannot be.
    fn open(&self, text: &str) -> Result<Box<dyn Work>, String>;
    /// Begins anew.
    fn begin(&self);
    /// What may be written at a place of a definition, as JSON. Not the run's business, but of no
    /// use before the editor is there, and so it comes with the run.
    fn complete(&self, text: &str, place: usize) -> Option<String>;
    /// What the member at a place of a definition is for, as JSON.
    fn explain(&self, text: &str, place: usize) -> Option<String>;
}

/// Something that may take longer than a frame, done piece by piece.
pub trait Work {
    /// Goes on for as long as `in_time` says so, but at least one piece. True once all is done.
    fn go_on(&mut self, in_time: &dyn Fn() -> bool) -> Result<bool, String>;
    /// How much is done, in hundredths.
    fn percent(&self) -> u32;
    /// Shows what came of it.
    fn end(self: Box<Self>);
}

/// Nothing to do.
struct Nothing;

impl Work for Nothing {
    fn go_on(&mut self, _: &dyn Fn() -> bool) -> Result<bool, String> {
        Ok(true)
    }

    fn percent(&self) -> u32 {
        100
    }

    fn end(self: Box<Self>) {}
}

/// The run of which nothing is there yet: nothing has happened in it.
struct Away;

impl Run for Away {
    fn ask(&self, _: &str, _: &str) -> Answer {
        let body = r#"{"__type":"Loading","message":"The engine is still on its way."}"#;
        Answer {
            status: 503,
            body: body.to_owned(),
        }
    }

    fn would_answer(&self, _: &str, _: &str) -> Option<Answer> {
        None
    }

    fn look(&self, _: Option<&str>, _: bool) -> Screen {
        Screen::default()
    }

    fn latest(&self, _: usize) -> Vec<EventRow> {
        Vec::new()
    }

    fn newest(&self, _: Option<ClusterId>, _: &Checked) -> Option<Newest> {
        None
    }

    fn has_task(&self, _: TaskId) -> bool {
        false
    }

    fn why_here(&self, _: TaskId) -> Option<Why> {
        None
    }

    fn next_event(&self, _: Span) -> bool {
        true
    }

    fn previous_event(&self) {}

    fn select_branch(&self, _: u32) -> Box<dyn Work> {
        Box::new(Nothing)
    }

    fn export(&self) -> String {
        String::new()
    }

    fn fragment(&self, _: String, _: String) -> String {
        String::new()
    }

    fn open(&self, _: &str) -> Result<Box<dyn Work>, String> {
        Err("The engine is still on its way.".to_owned())
    }

    fn begin(&self) {}

    fn complete(&self, _: &str, _: usize) -> Option<String> {
        None
    }

    fn explain(&self, _: &str, _: usize) -> Option<String> {
        None
    }
}

thread_local! {
    static RUN: Cell<&'static dyn Run> = const { Cell::new(&Away) };
    /// What was asked for before the engine was there; None as soon as it is.
    static WAITING: RefCell<Option<Vec<Act>>> = const { RefCell::new(Some(Vec::new())) };
}

type Act = Box<dyn FnOnce()>;

/// The run as far as it is there.
pub fn get() -> &'static dyn Run {
    RUN.get()
}

/// The engine is there: whoever waits for it goes on.
pub fn come(engine: &'static dyn Run) {
    RUN.set(engine);
    for act in WAITING.take().into_iter().flatten() {
        act();
    }
}

/// Does something as soon as the engine is there: mostly at once.
pub fn soon(act: impl FnOnce() + 'static) {
    let act: Act = Box::new(act);
    let due = WAITING.with_borrow_mut(|waiting| match waiting {
        Some(waiting) => {
            waiting.push(act);
            None
        }
        None => Some(act),
    });
    if let Some(act) = due {
        act();
    }
}
