//! Scripts on a run: what they ask is asked of it, and time passes when they wait.

use super::own;
use crate::aws::on_timeline;
use crate::aws::outside::{Need, Reply, Running, Step};
use crate::engine::Timeline;
use crate::engine::export::ADVANCE_MOST;
use crate::sim::SimTime;

/// Steps without any time passing after which a script is taken to be a loop without end.
const FUEL: u64 = 20_000;

/// How a script on a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself, with this exit code.
    Done(u8),
    /// It went on and on, and no time passed.
    Endless,
    /// The simulated year is over, and it waits still.
    YearOver,
}

/// The reply to what a script needs. Nobody types anything.
pub fn reply(timeline: &mut Timeline, need: Need) -> Reply {
    match need {
        Need::Own { words } => Reply::Text(own::run(timeline, &words)),
        need => on_timeline::reply(timeline, need),
    }
}

/// A script on a run, which goes on in slices.
pub struct Driver {
    running: Running,
    next: Option<Reply>,
    fuel: u64,
    since: SimTime,
}

impl Driver {
    /// A script that has not begun.
    pub fn new(running: Running) -> Driver {
        Driver {
            running,
            next: None,
            fuel: FUEL,
            since: SimTime::START,
        }
    }

    /// Goes on for so many steps at most. None if it is not over.
    pub fn steps(&mut self, timeline: &mut Timeline, most: u32) -> Option<Ended> {
        for _ in 0..most {
            match self.running.step(timeline.now(), self.next.take()) {
                Step::Done(code) => return Some(Ended::Done(code)),
                Step::Breathes => {}
                Step::Needs(need) => match bounded(timeline, need) {
                    Some(need) => self.next = Some(reply(timeline, need)),
                    None => return Some(Ended::YearOver),
                },
            }
            if timeline.now() != self.since {
                (self.fuel, self.since) = (FUEL, timeline.now());
            }
            self.fuel -= 1;
            if self.fuel == 0 {
                return Some(Ended::Endless);
            }
        }
        None
    }
}

/// None for a sleep that outlasts the simulated year: the rest of the year passes.
fn bounded(timeline: &mut Timeline, need: Need) -> Option<Need> {
    let Need::Sleep { until, why } = need else {
        return Some(need);
    };
    let end = SimTime(ADVANCE_MOST.0);
    if until > end.max(timeline.now()) {
        timeline.advance(end.since(timeline.now()), u32::MAX);
        return None;
    }
    Some(Need::Sleep { until, why })
}

/// Runs a script on a run to its end; a script that does not end is stopped.
pub fn run_on(timeline: &mut Timeline, running: Running) -> Ended {
    let mut driver = Driver::new(running);
    loop {
        if let Some(ended) = driver.steps(timeline, u32::MAX) {
            return ended;
        }
    }
}
