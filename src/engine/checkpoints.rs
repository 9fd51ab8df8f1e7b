//! Snapshots along a run, so that seeking replays a short stretch only.

use crate::lifecycle::Sim;
use crate::sim::SimTime;

/// Events between two checkpoints of a young run.
const INTERVAL: u64 = 4_096;
/// Checkpoints kept; when there are more, every second one goes and the interval doubles.
const MOST: usize = 64;

/// A snapshot with the number of commands that lie before it.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    /// The state, settled.
    pub sim: Sim,
    /// Commands of the log that it has seen.
    pub commands: usize,
}

/// Checkpoints in the order of the run; the first is its start and is never dropped.
#[derive(Clone, Debug)]
pub struct Checkpoints {
    kept: Vec<Checkpoint>,
    interval: u64,
    /// Where somebody who is told of events got to.
    place: Option<Checkpoint>,
}

impl Checkpoints {
    /// Checkpoints of a run that starts from this state.
    pub fn new(start: Sim) -> Checkpoints {
        Checkpoints {
            kept: vec![Checkpoint {
                sim: start,
                commands: 0,
            }],
            interval: INTERVAL,
            place: None,
        }
    }

    /// Keeps a snapshot if the run has come far enough beyond the last one.
    pub fn offer(&mut self, sim: &Sim, commands: usize) {
        let last = self.last();
        // A snapshot has what changes after it copied row by row: a large world gets fewer.
        let clusters = sim.world.clusters.rows();
        let live: usize = clusters.map(|row| row.live_tasks.len()).sum();
        let interval = self.interval.max(2 * live as u64);
        if sim.events < last.sim.events + interval || sim.now < last.sim.now {
            return;
        }
        self.kept.push(Checkpoint {
            sim: sim.clone(),
            commands,
        });
        if self.kept.len() > MOST {
            let mut index = 0;
            self.kept.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.interval *= 2;
        }
    }

    fn last(&self) -> &Checkpoint {
        &self.kept[self.kept.len() - 1]
    }

    /// The latest checkpoint at or before a moment.
    pub fn before(&self, at: SimTime) -> &Checkpoint {
        let after = self.kept.partition_point(|row| row.sim.now <= at);
        &self.kept[after.max(1) - 1]
    }

    /// The latest snapshot before the event with this number.
    pub fn before_event(&self, seq: u64) -> &Checkpoint {
        let after = self.kept.partition_point(|row| row.sim.events <= seq);
        let kept = &self.kept[after.max(1) - 1];
        let place = self.place.as_ref();
        let place = place.filter(|place| (kept.sim.events..=seq).contains(&place.sim.events));
        place.unwrap_or(kept)
    }

    /// Remembers one snapshot more, in the place of the last such.
    pub fn keep_place(&mut self, place: Checkpoint) {
        self.place = Some(place);
    }

    /// Drops the checkpoints that have seen more commands than these or lie after this moment.
    pub fn truncate(&mut self, commands: usize, at: SimTime) {
        let keep = self
            .kept
            .partition_point(|row| row.commands <= commands && row.sim.now <= at);
        self.kept.truncate(keep.max(1));
        let stays = |row: &Checkpoint| row.commands <= commands && row.sim.now <= at;
        self.place = self.place.take().filter(stays);
    }
}
