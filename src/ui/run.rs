//! The one run of the page. It lives outside the signals: they only see what a frame shows.

use super::panic_screen::keep_replay;
use crate::api::Answer;
use crate::aws::outside::Text;
use crate::engine::{Command, Timeline};
use crate::model::{ClusterId, Settings};
use crate::shell::own;
use crate::sim::{SimTime, Span};
use crate::view::cost::{CostView, cost_view};
use crate::view::history::History;
use crate::view::screen::{Screen, screen};
use std::cell::RefCell;

/// A timeline with what the view keeps counted of it.
struct Run {
    timeline: Timeline,
    history: History,
}

thread_local! {
    static RUN: RefCell<Run> = RefCell::new(Run {
        timeline: Timeline::new(settings()),
        history: History::default(),
    });
}

/// What a run of the page begins with. People bring definitions from their own accounts, so that
/// what these point to need not be declared.
pub fn settings() -> Settings {
    Settings {
        permissive: true,
        ..Settings::default()
    }
}

/// Timers that go off between two looks at the clock of the browser.
const SLICE: u32 = 256;

/// Looks at or changes the timeline.
pub fn with<T>(look: impl FnOnce(&mut Timeline) -> T) -> T {
    RUN.with_borrow_mut(|run| look(&mut run.timeline))
}

/// What the run costs, with a cluster in front.
pub fn cost(cluster: Option<ClusterId>) -> CostView {
    RUN.with_borrow(|run| cost_view(&run.timeline, &run.history.meter, cluster))
}

/// Asks something, and keeps the text that repeats the run where a panic cannot reach it.
pub fn ask(action: &str, body: &str) -> Answer {
    with(|timeline| {
        let seen = timeline.seen();
        let answer = timeline.ask(Command::new(action, body));
        if timeline.seen() != seen {
            keep_replay(timeline, seen);
        }
        answer
    })
}

/// Carries out a command of Drydock's own, and says whether the run began anew.
pub fn carry_out(words: &[String]) -> (Text, bool) {
    RUN.with_borrow_mut(|run| {
        let before = (run.timeline.now(), run.timeline.log().len());
        let seen = run.timeline.seen();
        let text = own::run(&mut run.timeline, words);
        let anew = before != (SimTime::START, 0)
            && (run.timeline.horizon(), run.timeline.log().len()) == (SimTime::START, 0);
        if anew {
            run.history = History::default();
        }
        if anew {
            keep_replay(&run.timeline, 0);
        } else if run.timeline.seen() > seen {
            keep_replay(&run.timeline, seen);
        }
        (text, anew)
    })
}

/// What would be answered now, without asking for it.
pub fn would_answer(action: &str, body: &str) -> Answer {
    with(|timeline| timeline.would_answer(&Command::new(action, body)))
}

/// Puts another run in the place of this one.
pub fn replace(timeline: Timeline) {
    keep_replay(&timeline, 0);
    RUN.with_borrow_mut(|run| {
        run.history = History::default();
        run.timeline = timeline;
    });
}

/// What the page shows now; of a crowd as much as fits into a frame, unless `whole` asks for all.
pub fn look(cluster: Option<&str>, whole: bool) -> Screen {
    RUN.with_borrow_mut(|run| screen(&run.timeline, &mut run.history, cluster, whole))
}

/// Lets simulated time pass for as long as `may_go_on` says so. False where that was too short.
pub fn advance(span: Span, mut may_go_on: impl FnMut() -> bool) -> bool {
    with(|timeline| {
        let target = timeline.now() + span;
        while timeline.now() < target {
            timeline.advance(target.since(timeline.now()), SLICE);
            if timeline.now() < target && !may_go_on() {
                return false;
            }
        }
        true
    })
}
