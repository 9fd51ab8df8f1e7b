//! What happened, told again with the world of its moment.
//!
//! The journal keeps what happened in a few numbers. Who wants to know how a task stood when it
//! happened has the run repeated from the checkpoint before it, and is told of each event at its
//! moment: exact, also for what has left the journal's window, and free of cost while a run goes
//! on.

use super::checkpoints::Checkpoint;
use super::timeline::Timeline;
use crate::api;
use crate::lifecycle::{Chronicle, Event, Pace, Turn};
use crate::model::World;
use crate::sim::SimTime;

/// Moments that are repeated between two looks at how far it got.
const SLICE: u32 = 1;

/// An event at its moment.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The world as the event left it.
    pub world: &'a World,
    /// Its number in the run.
    pub seq: u64,
    /// When it happened.
    pub at: SimTime,
    /// What happened.
    pub event: &'a Event,
}

/// Passes the events from a number on to somebody.
struct Listener<'a> {
    since: u64,
    end: u64,
    told: usize,
    tell: &'a mut dyn FnMut(Told),
}

impl Chronicle for Listener<'_> {
    fn record(&mut self, world: &World, seq: u64, at: SimTime, event: Event) {
        if (self.since..self.end).contains(&seq) {
            self.told += 1;
            (self.tell)(Told {
                world,
                seq,
                at,
                event: &event,
            });
        }
    }
}

impl Timeline {
    /// Tells of the events numbered `since` and later, up to now: whole moments until there are
    /// `most` of them or more. Gives the number to go on with; going on from there costs nothing
    /// but what is new.
    pub fn events_since(&mut self, since: u64, most: usize, tell: &mut dyn FnMut(Told)) -> u64 {
        self.settle();
        let end = self.sim().events;
        if since >= end {
            return end;
        }
        let place = self.repeat(self.before_event(since), since, most, tell);
        let next = place.sim.events;
        self.keep_place(place);
        next
    }

    /// Tells of one event; nothing if it lies ahead. Where the run stands within a moment, the
    /// repeated one goes on to its end.
    pub fn event_at(&self, seq: u64, tell: &mut dyn FnMut(Told)) {
        let mut only = |told: Told| {
            if told.seq == seq {
                tell(told);
            }
        };
        if seq < self.sim().events {
            self.repeat(self.before_event(seq), seq, 1, &mut only);
        }
    }

    /// Repeats the run from a place on, and gives the place where it stopped.
    fn repeat(
        &self,
        mut place: Checkpoint,
        since: u64,
        most: usize,
        tell: &mut dyn FnMut(Told),
    ) -> Checkpoint {
        let mut listener = Listener {
            since,
            end: self.sim().events,
            told: 0,
            tell,
        };
        let log = &self.log()[..self.seen()];
        while place.sim.events < listener.end && listener.told < most {
            let next = log.get(place.commands);
            let Some(logged) = next.filter(|logged| logged.at <= place.sim.now) else {
                let stop = next.map_or(self.now(), |logged| logged.at);
                let pace = place.sim.advance(stop, &mut listener, SLICE);
                assert!(
                    pace == Pace::OutOfBudget || next.is_some() || place.sim.events >= listener.end,
                    "a repeated run tells of {} events, the run of {}",
                    place.sim.events,
                    listener.end
                );
                continue;
            };
            let mut turn = Turn {
                sim: &mut place.sim,
                journal: &mut listener,
            };
            api::call(&mut turn, &logged.command.action, &logged.command.body);
            place.sim.settle(&mut listener);
            place.commands += 1;
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Command;
    use crate::model::{Settings, TaskStatus};
    use crate::sim::Span;
    use serde_json::json;

    fn busy() -> Timeline {
        let mut timeline = Timeline::new(Settings::default());
        let mut ask = |action: &str, body: serde_json::Value| {
            let answer = timeline.ask(Command::new(action, &body.to_string()));
            assert_eq!(answer.status, 200, "{action}: {}", answer.body);
        };
        ask("CreateCluster", json!({}));
        ask(
            "Drydock.AddInstances",
            json!({"instanceType": "t3.medium", "count": 2}),
        );
        ask(
            "RegisterTaskDefinition",
            json!({"family": "web", "containerDefinitions": [{
                "name": "app", "image": "busybox", "memory": 64, "command": ["sleep", "20"],
            }]}),
        );
        ask(
            "CreateService",
            json!({"serviceName": "web", "taskDefinition": "web", "desiredCount": 8}),
        );
        timeline.advance(Span::hours(3), u32::MAX);
        timeline
    }

    /// (number, milliseconds, text) of events and whether their tasks stood as they say.
    fn all(timeline: &mut Timeline, most: usize) -> Vec<(u64, u64, String)> {
        let mut lines = Vec::new();
        let mut next = 0;
        while next < timeline.sim().events {
            next = timeline.events_since(next, most, &mut |told| {
                if let Event::TaskStatus { task, to, .. } = told.event {
                    let row = told.world.tasks.get(*task);
                    assert_eq!(row.map(|row| row.last_status), Some(*to), "{}", told.event);
                }
                lines.push((told.seq, told.at.0, told.event.to_string()));
            });
        }
        lines
    }

    #[test]
    fn what_is_told_again_is_what_happened_with_the_world_of_its_moment() {
        let mut timeline = busy();
        let journal: Vec<_> = timeline
            .journal()
            .since(0)
            .map(|(seq, entry)| (seq, entry.at.0, entry.event.to_string()))
            .collect();
        assert!(journal.len() > 5_000, "{}", journal.len());
        for most in [1, 100, usize::MAX] {
            assert!(all(&mut timeline, most) == journal, "in pages of {most}");
        }
        let forgotten = timeline.world().tasks.get(crate::model::TaskId(0));
        assert_eq!(forgotten, None);
    }

    #[test]
    fn one_event_can_be_asked_for() {
        let timeline = busy();
        let stopped = timeline.journal().since(0).find(|(_, entry)| {
            matches!(
                &entry.event,
                Event::TaskStatus {
                    to: TaskStatus::Stopped,
                    ..
                }
            )
        });
        let seq = stopped.map(|(seq, _)| seq).unwrap_or_default();
        let mut told = Vec::new();
        timeline.event_at(seq, &mut |one| {
            if let Event::TaskStatus { task, .. } = one.event {
                told.push(one.world.tasks.get(*task).and_then(|row| row.stop_code));
            }
        });
        let exited = crate::model::StopCode::EssentialContainerExited;
        assert_eq!(told, [Some(exited)]);
        timeline.event_at(u64::MAX, &mut |_| unreachable!("it lies ahead"));
    }

    #[test]
    fn after_a_seek_and_a_branch_nothing_of_the_left_future_is_told() {
        let mut timeline = busy();
        all(&mut timeline, 100);
        timeline.seek(SimTime(600_000));
        let before = all(&mut timeline, 100).len() as u64;
        assert_eq!(before, timeline.sim().events);
        timeline.ask(Command::new("CreateCluster", "{\"clusterName\": \"b\"}"));
        let after = all(&mut timeline, usize::MAX);
        let last = after.last().map(|(_, at, text)| (*at, text.as_str()));
        assert_eq!(last, Some((600_000, "cluster 1 created")));
    }
}
