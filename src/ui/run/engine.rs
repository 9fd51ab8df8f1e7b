//! The engine behind the door. It lives outside the signals: they only see what a frame shows.

use super::super::definition::check::Checked;
use super::super::definition::register::{self, Newest};
use super::super::panic_screen::keep_replay;
use super::{Run, Work};
use crate::api::Answer;
use crate::aws::outside::Text;
use crate::engine::share::{self, Shared};
use crate::engine::{Command, Opening, Timeline};
use crate::model::{ClusterId, Settings, TaskId};
use crate::shell::own;
use crate::sim::{SimTime, Span};
use crate::view::assist;
use crate::view::cost::{CostView, cost_view};
use crate::view::events::{self, EventRow};
use crate::view::history::History;
use crate::view::screen::{Screen, screen};
use crate::view::why::{self, Why};
use std::cell::RefCell;

/// A timeline with what the view keeps counted of it.
struct Held {
    timeline: Timeline,
    history: History,
}

thread_local! {
    static HELD: RefCell<Held> = RefCell::new(Held {
        timeline: Timeline::new(settings()),
        history: History::default(),
    });
}

/// What a run of the page begins with. People bring definitions from their own accounts, so that
/// what these point to need not be declared.
fn settings() -> Settings {
    Settings {
        permissive: true,
        ..Settings::default()
    }
}

/// The engine, as the door asks it.
pub struct Engine;

impl Run for Engine {
    /// Also keeps the text that repeats the run where a panic cannot reach it.
    fn ask(&self, action: &str, body: &str) -> Answer {
        with(|timeline| {
            let seen = timeline.seen();
            let answer = timeline.ask(Command::new(action, body));
            if timeline.seen() != seen {
                keep_replay(timeline, seen);
            }
            answer
        })
    }

    fn would_answer(&self, action: &str, body: &str) -> Option<Answer> {
        Some(with(|timeline| {
            timeline.would_answer(&Command::new(action, body))
        }))
    }

    fn look(&self, cluster: Option<&str>, whole: bool) -> Screen {
        HELD.with_borrow_mut(|held| screen(&held.timeline, &mut held.history, cluster, whole))
    }

    fn latest(&self, most: usize) -> Vec<EventRow> {
        with(|timeline| events::latest(timeline, most))
    }

    fn newest(&self, cluster: Option<ClusterId>, checked: &Checked) -> Option<Newest> {
        with(|timeline| register::look(timeline.world(), cluster, checked))
    }

    fn has_task(&self, task: TaskId) -> bool {
        with(|timeline| timeline.world().tasks.get(task).is_some())
    }

    fn why_here(&self, task: TaskId) -> Option<Why> {
        with(|timeline| why::why_here(timeline, task))
    }

    fn next_event(&self, within: Span) -> bool {
        with(|timeline| timeline.next_event(within))
    }

    fn previous_event(&self) {
        with(Timeline::previous_event);
    }

    fn select_branch(&self, number: u32) -> Box<dyn Work> {
        let stops = with(|timeline| timeline.take_branch(number));
        Box::new(Travel::through(stops.into_iter().flatten().collect()))
    }

    fn export(&self) -> String {
        with(|timeline| timeline.export())
    }

    fn fragment(&self, draft: String, view: String) -> String {
        let run = self.export();
        share::encode(&Shared { draft, run, view })
    }

    fn open(&self, text: &str) -> Result<Box<dyn Work>, String> {
        let opening = Opening::read(text).map_err(|error| error.to_string())?;
        Ok(Box::new(opening))
    }

    fn begin(&self) {
        replace(Timeline::new(settings()));
    }

    fn complete(&self, text: &str, place: usize) -> Option<String> {
        assist::complete(text, place)
    }

    fn explain(&self, text: &str, place: usize) -> Option<String> {
        assist::explain(text, place)
    }
}

impl Work for Opening {
    fn go_on(&mut self, in_time: &dyn Fn() -> bool) -> Result<bool, String> {
        loop {
            let done = self.play().map_err(|error| error.to_string())?;
            if done || !in_time() {
                return Ok(done);
            }
        }
    }

    fn percent(&self) -> u32 {
        Opening::percent(self)
    }

    fn end(self: Box<Self>) {
        replace(self.finish());
    }
}

/// The way of the run through some moments. In between the run stands at an earlier one.
struct Travel {
    /// Where the present stretch began, once it has.
    from: Option<SimTime>,
    /// The moments that are still to be reached, the next one last.
    stops: Vec<SimTime>,
}

impl Travel {
    fn through(mut stops: Vec<SimTime>) -> Travel {
        stops.reverse();
        Travel { from: None, stops }
    }
}

impl Work for Travel {
    fn go_on(&mut self, in_time: &dyn Fn() -> bool) -> Result<bool, String> {
        while let Some(stop) = self.stops.last().copied() {
            let begins = self.from.is_none();
            let here = with(|timeline| {
                if begins {
                    timeline.set_out(stop);
                }
                timeline.now()
            });
            self.from.get_or_insert(here);
            if !with(|timeline| timeline.flow(stop, in_time)) {
                return Ok(false);
            }
            self.stops.pop();
            self.from = None;
        }
        Ok(true)
    }

    fn percent(&self) -> u32 {
        let now = with(|timeline| timeline.now());
        let stop = self.stops.last().copied().unwrap_or(now);
        let from = self.from.unwrap_or(now);
        let way = stop.since(from).0.max(1);
        (now.since(from).0 * 100 / way) as u32
    }

    fn end(self: Box<Self>) {}
}

/// The way to a moment of the run.
pub fn travel(to: SimTime) -> Box<dyn Work> {
    Box::new(Travel::through(vec![to]))
}

/// Looks at or changes the timeline.
pub fn with<T>(look: impl FnOnce(&mut Timeline) -> T) -> T {
    HELD.with_borrow_mut(|held| look(&mut held.timeline))
}

/// What the run costs, with a cluster in front.
pub fn cost(cluster: Option<ClusterId>) -> CostView {
    HELD.with_borrow(|held| cost_view(&held.timeline, &held.history.meter, cluster))
}

/// Carries out a command of Drydock's own, and says whether the run began anew.
pub fn carry_out(words: &[String]) -> (Text, bool) {
    HELD.with_borrow_mut(|held| {
        let before = (held.timeline.now(), held.timeline.log().len());
        let seen = held.timeline.seen();
        let text = own::run(&mut held.timeline, words);
        let anew = before != (SimTime::START, 0)
            && (held.timeline.horizon(), held.timeline.log().len()) == (SimTime::START, 0);
        if anew {
            held.history = History::default();
        }
        if anew {
            keep_replay(&held.timeline, 0);
        } else if held.timeline.seen() > seen {
            keep_replay(&held.timeline, seen);
        }
        (text, anew)
    })
}

/// Puts another run in the place of this one.
fn replace(timeline: Timeline) {
    keep_replay(&timeline, 0);
    HELD.with_borrow_mut(|held| {
        held.history = History::default();
        held.timeline = timeline;
    });
}

/// Lets simulated time pass for as long as `may_go_on` says so. False where that was too short.
pub fn advance(span: Span, may_go_on: impl FnMut() -> bool) -> bool {
    with(|timeline| timeline.flow(timeline.now() + span, may_go_on))
}
