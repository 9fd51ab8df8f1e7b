//! A program on a run: calls are asked of it, and when the program sleeps, time passes.

use super::outside::{Need, Outside, Reply, Running, Text, drive};
use super::services::{self, Account};
use crate::api::Answer;
use crate::engine::{Command, Timeline};
use crate::model::World;

/// Runs a program on a run to its end; nobody types anything, and there are no commands of
/// Drydock's own. None if it was not over after `fuel` steps: it is cancelled then.
pub fn run_on(timeline: &mut Timeline, running: Running, fuel: u64) -> Option<u8> {
    drive(running, timeline.now(), fuel, |need, now| {
        let reply = reply(timeline, need);
        *now = timeline.now();
        reply
    })
}

/// Hands for a program on a run.
pub fn hands_of(timeline: &Timeline) -> Outside {
    Outside::new(timeline.world().settings.calendar)
}

impl Account for Timeline {
    fn look<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(self.world())
    }

    fn ask(&mut self, action: &str, body: &str) -> Answer {
        Timeline::ask(self, Command::new(action, body))
    }
}

/// The reply to a need; commands of Drydock's own are not found.
pub fn reply(timeline: &mut Timeline, need: Need) -> Reply {
    match need {
        Need::Call {
            service,
            action,
            body,
        } => Reply::Answer(services::call(timeline, service, &action, &body)),
        Need::Sleep { until, .. } => {
            timeline.advance(until.since(timeline.now()), u32::MAX);
            Reply::Awake
        }
        Need::Line { .. } => Reply::Line(None),
        Need::Own { words } => {
            let name = words.first().map_or("", String::as_str);
            let err = format!("{name}: command not found\n");
            Reply::Text(Text {
                code: 127,
                out: String::new(),
                err,
            })
        }
    }
}
