//! Scripts on a run: what they ask is asked of it, and time passes when they wait.

use super::own;
use crate::aws::on_timeline;
use crate::aws::outside::{Need, Reply, Running, Step};
use crate::engine::Timeline;
use crate::engine::export::ADVANCE_MOST;

/// Steps without any time passing after which a script is taken to be a loop without end.
const FUEL: u64 = 200_000;

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

/// Runs a script on a run to its end; a script that does not end is stopped.
pub fn run_on(timeline: &mut Timeline, mut running: Running) -> Ended {
    let mut next = None;
    let (mut fuel, mut since) = (FUEL, timeline.now());
    while fuel > 0 {
        match running.step(timeline.now(), next.take()) {
            Step::Done(code) => return Ended::Done(code),
            Step::Breathes => {}
            Step::Needs(Need::Sleep { until, .. })
                if until > timeline.now() && timeline.now().0 >= ADVANCE_MOST.0 =>
            {
                return Ended::YearOver;
            }
            Step::Needs(Need::Sleep { until, why }) => {
                let left = ADVANCE_MOST.0.saturating_sub(timeline.now().0);
                let until = until.min(timeline.now() + crate::sim::Span(left));
                next = Some(reply(timeline, Need::Sleep { until, why }));
            }
            Step::Needs(need) => next = Some(reply(timeline, need)),
        }
        if timeline.now() == since {
            fuel -= 1;
        } else {
            (fuel, since) = (FUEL, timeline.now());
        }
    }
    Ended::Endless
}
