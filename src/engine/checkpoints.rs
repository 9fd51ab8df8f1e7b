//! Snapshots along a run, so that seeking replays a short stretch only.

use crate::lifecycle::Sim;
use crate::sim::SimTime;

/// Events between two checkpoints of a young run.
const INTERVAL: u64 = 4_096;
/// Checkpoints kept. From then on the interval is twice as long, and each new one makes one from
/// between two older ones go, until those are as far apart: to drop half of them at once would
/// free as many copies of a large world in a single frame.
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
    /// How many have gone from between others since the interval last doubled.
    thinned: usize,
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
            thinned: 0,
            place: None,
        }
    }

    /// Keeps a snapshot if the run has come far enough beyond the last one.
    pub fn offer(&mut self, sim: &Sim, commands: usize) {
        let last = self.last();
        // A snapshot has what changes after it copied row by row: a large world gets fewer.
        let clusters = sim.world.clusters.rows();
        let live: usize = clusters.map(|row| row.live_tasks.len()).sum();
        let interval = self.interval.max(4 * live as u64);
        if sim.events < last.sim.events + interval || sim.now < last.sim.now {
            return;
        }
        self.kept.push(Checkpoint {
            sim: sim.clone(),
            commands,
        });
        if self.kept.len() > MOST {
            self.thin();
        }
    }

    /// Drops the next one from between two that are an old interval apart from it.
    fn thin(&mut self) {
        if self.thinned == 0 {
            self.interval *= 2;
        }
        self.thinned += 1;
        self.kept.remove(self.thinned);
        if self.thinned == MOST / 2 {
            self.thinned = 0;
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
        if self.kept.len() <= self.thinned + 1 {
            self.thinned = 0;
        }
        let stays = |row: &Checkpoint| row.commands <= commands && row.sim.now <= at;
        self.place = self.place.take().filter(stays);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifecycle::fixtures::cluster_of;

    /// Offers a snapshot for every interval of a young run up to this many events.
    fn offer_up_to(checkpoints: &mut Checkpoints, sim: &mut Sim, events: u64) {
        while sim.events < events {
            sim.events += INTERVAL;
            checkpoints.offer(sim, 0);
        }
    }

    fn gaps(checkpoints: &Checkpoints) -> Vec<u64> {
        let pairs = checkpoints.kept.windows(2);
        let gap = |pair: &[Checkpoint]| pair[1].sim.events - pair[0].sim.events;
        pairs.map(gap).map(|events| events / INTERVAL).collect()
    }

    #[test]
    fn a_long_run_keeps_its_checkpoints_evenly_apart() {
        let mut sim = Sim::new(cluster_of(&[]).0);
        let mut checkpoints = Checkpoints::new(sim.clone());
        offer_up_to(&mut checkpoints, &mut sim, 63 * INTERVAL);
        assert_eq!(gaps(&checkpoints), [1; 63]);
        // Half way through: as far apart at both ends, and close between.
        offer_up_to(&mut checkpoints, &mut sim, 95 * INTERVAL);
        let half = gaps(&checkpoints);
        assert!(
            half.starts_with(&[2, 2, 2]) && half.ends_with(&[2, 2, 2]),
            "{half:?}"
        );
        assert!(half.contains(&1) && half.len() == 63, "{half:?}");
        offer_up_to(&mut checkpoints, &mut sim, 127 * INTERVAL);
        assert_eq!(gaps(&checkpoints), [2; 63]);
        offer_up_to(&mut checkpoints, &mut sim, 1_023 * INTERVAL);
        assert_eq!(gaps(&checkpoints), [16; 63]);
    }

    #[test]
    fn what_is_cut_off_leaves_them_evenly_apart() {
        let mut sim = Sim::new(cluster_of(&[]).0);
        let mut checkpoints = Checkpoints::new(sim.clone());
        offer_up_to(&mut checkpoints, &mut sim, 95 * INTERVAL);
        // To before the place where the thinning has got to.
        checkpoints.kept.truncate(8);
        checkpoints.truncate(0, SimTime::START);
        sim.events = checkpoints.last().sim.events;
        offer_up_to(&mut checkpoints, &mut sim, 126 * INTERVAL);
        assert_eq!(gaps(&checkpoints), [2; 63]);
    }
}
