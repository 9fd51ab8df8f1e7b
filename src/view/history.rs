//! How many tasks of each definition ran when: counted up from the journal as it grows.

use super::cost::Meter;
use super::crowd::Crowd;
use super::timeline::Marks;
use crate::engine::Timeline;
use crate::lifecycle::Event;
use crate::model::{DefinitionId, TaskStatus, World};
use crate::sim::SimTime;
use std::collections::BTreeMap;

/// Points that one definition keeps; when there are more, every second one goes.
const MOST_POINTS: usize = 1_024;

/// One definition's count of RUNNING tasks over time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// (moment, tasks RUNNING from then on), ascending.
    pub points: Vec<(SimTime, i64)>,
}

impl Counts {
    fn change(&mut self, at: SimTime, by: i64) {
        let last = self.points.last().map_or(0, |point| point.1);
        match self.points.last_mut() {
            Some(point) if point.0 == at => point.1 += by,
            _ => self.points.push((at, last + by)),
        }
        if self.points.len() > MOST_POINTS {
            let mut place = 0;
            self.points.retain(|_| {
                place += 1;
                place % 2 == 1
            });
        }
    }

    /// The count at a moment.
    pub fn at(&self, at: SimTime) -> i64 {
        let after = self.points.partition_point(|point| point.0 <= at);
        after.checked_sub(1).map_or(0, |last| self.points[last].1)
    }
}

/// What the journal has told so far about the future and the past of one branch.
#[derive(Clone, Debug, Default)]
pub struct History {
    branch: u32,
    seen: u64,
    /// The counts by definition.
    pub running: BTreeMap<DefinitionId, Counts>,
    /// What the run has cost.
    pub meter: Meter,
    /// The marks on the track.
    pub marks: Marks,
    /// A board of very many tasks.
    pub crowd: Crowd,
}

impl History {
    /// Reads what is new in the journal; begins anew on another branch or after a gap.
    pub fn follow(&mut self, timeline: &Timeline) {
        let journal = timeline.journal();
        let stale = self.branch != timeline.branch_number() || journal.end_seq() < self.seen;
        let mut dropped = None;
        if stale || journal.first_seq() > self.seen {
            let first = journal.get(journal.first_seq());
            dropped = first.filter(|_| journal.first_seq() > 0);
            *self = History {
                branch: timeline.branch_number(),
                seen: journal.first_seq(),
                meter: dropped.map_or_else(Meter::default, |entry| {
                    Meter::from(timeline.world(), entry.at)
                }),
                ..History::default()
            };
        }
        for (_, entry) in journal.since(self.seen) {
            self.read(entry.at, &entry.event);
            self.meter.read(timeline.world(), entry.at, &entry.event);
        }
        if let Some(entry) = dropped.filter(|_| !timeline.is_past()) {
            self.begin_at(entry.at, timeline.world());
        }
        self.seen = journal.end_seq();
        self.marks.follow(timeline);
    }

    /// Adds to the counts what ran already where the journal begins: what runs now, without what
    /// has come since.
    fn begin_at(&mut self, at: SimTime, world: &World) {
        let mut runs: BTreeMap<DefinitionId, i64> = BTreeMap::new();
        for task in world.tasks.rows() {
            let count = i64::from(task.last_status == TaskStatus::Running);
            *runs.entry(task.launch.definition).or_default() += count;
        }
        for definition in runs.keys() {
            self.running.entry(*definition).or_default();
        }
        for (definition, counts) in &mut self.running {
            let now = runs.get(definition).copied().unwrap_or(0);
            let before = now - counts.points.last().map_or(0, |point| point.1);
            for point in &mut counts.points {
                point.1 += before;
            }
            if counts.points.first().is_none_or(|point| point.0 > at) {
                counts.points.insert(0, (at, before));
            }
        }
    }

    fn read(&mut self, at: SimTime, event: &Event) {
        let Event::TaskStatus {
            definition,
            from,
            to,
            ..
        } = event
        else {
            return;
        };
        let by = i64::from(*to == TaskStatus::Running) - i64::from(*from == TaskStatus::Running);
        if by != 0 {
            self.running.entry(*definition).or_default().change(at, by);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Command;
    use crate::model::Settings;
    use crate::sim::Span;
    use serde_json::{Value, json};

    #[test]
    fn counts_steps_and_stays_small() {
        let mut counts = Counts::default();
        for at in 0..5_000_u64 {
            counts.change(SimTime(at * 10), if at % 3 == 2 { -1 } else { 1 });
        }
        assert!(counts.points.len() <= MOST_POINTS);
        assert_eq!(counts.at(SimTime(49_990)), 1_668);
        let mut counts = Counts::default();
        counts.change(SimTime(10), 1);
        counts.change(SimTime(10), 1);
        counts.change(SimTime(30), -1);
        assert_eq!(counts.points, [(SimTime(10), 2), (SimTime(30), 1)]);
        assert_eq!((counts.at(SimTime(9)), counts.at(SimTime(29))), (0, 2));
    }

    #[test]
    fn where_the_journal_begins_late_what_ran_before_is_counted() {
        let mut timeline = Timeline::new(Settings::default());
        let mut ask = |action: &str, body: Value| {
            let answer = timeline.ask(Command::new(action, &body.to_string()));
            assert_eq!(answer.status, 200, "{action}: {}", answer.body);
        };
        ask("CreateCluster", json!({}));
        ask("Drydock.AddInstances", json!({"instanceType": "m5.large"}));
        let container = json!({"name": "app", "image": "nginx", "cpu": 10, "memory": 16});
        ask(
            "RegisterTaskDefinition",
            json!({"family": "app", "containerDefinitions": [container]}),
        );
        ask("RunTask", json!({"taskDefinition": "app", "count": 3}));
        timeline.advance(Span::seconds(60), u32::MAX);
        let (definition, now) = (DefinitionId(0), timeline.now());
        let mut whole = History::default();
        whole.follow(&timeline);
        assert_eq!(whole.running[&definition].at(now), 3);
        // Nothing is known of how they came to run.
        let mut late = History::default();
        late.begin_at(now, timeline.world());
        assert_eq!(late.running[&definition].points, [(now, 3)]);
        // Of two it is known, and the third was there before.
        let mut late = History::default();
        let early = SimTime(now.0 - 2);
        late.running.entry(definition).or_default().points = vec![(SimTime(now.0 - 1), 2)];
        late.begin_at(early, timeline.world());
        let points = [(early, 1), (SimTime(now.0 - 1), 3)];
        assert_eq!(late.running[&definition].points, points);
    }
}
