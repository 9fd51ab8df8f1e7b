//! How many tasks of each definition ran when: counted up from the journal as it grows.

use super::cost::Meter;
use super::crowd::Crowd;
use super::timeline::Marks;
use crate::engine::Timeline;
use crate::lifecycle::Event;
use crate::model::{DefinitionId, TaskStatus};
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
        if stale || journal.first_seq() > self.seen {
            let first = journal.get(journal.first_seq());
            let dropped = first.filter(|_| journal.first_seq() > 0);
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
        self.seen = journal.end_seq();
        self.marks.follow(timeline);
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
}
