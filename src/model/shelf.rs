//! The instances of a cluster side by side: where is room, answered without visiting their rows.

use super::group::{RUN, run_of};
use super::{InstanceId, Resources, Zone};
use std::collections::BTreeMap;

/// The container instances of a cluster, in runs of consecutive ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Runs that have an instance of the cluster, by number.
    pub runs: BTreeMap<usize, Box<Board>>,
}

/// What remains on [`RUN`] instances with consecutive ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// By zone, a bit for each instance that lies there.
    pub zones: [u64; Zone::COUNT as usize],
    /// CPU and memory that remain on each; zero where there is no instance of the cluster.
    pub remaining: [Resources; RUN],
}

impl Default for Board {
    fn default() -> Self {
        Board {
            zones: [0; Zone::COUNT as usize],
            remaining: [Resources::default(); RUN],
        }
    }
}

impl Shelf {
    /// Puts an instance on the shelf, or notes what remains on it now.
    pub fn put(&mut self, id: InstanceId, zone: Zone, remaining: Resources) {
        let (run, place) = run_of(id);
        let board = self.runs.entry(run).or_default();
        if let Some(mask) = board.zones.get_mut(usize::from(zone.0)) {
            *mask |= 1 << place;
        }
        board.remaining[place] = remaining;
    }

    /// Takes an instance off the shelf.
    pub fn take(&mut self, id: InstanceId) {
        let (run, place) = run_of(id);
        let Some(board) = self.runs.get_mut(&run) else {
            return;
        };
        for mask in &mut board.zones {
            *mask &= !(1 << place);
        }
        board.remaining[place] = Resources::default();
        if board.zones.iter().all(|mask| *mask == 0) {
            self.runs.remove(&run);
        }
    }

    /// The instances in these zones on which `needs` fits, in the order of their ids.
    pub fn with_room<'a>(
        &'a self,
        zones: &'a [Zone],
        needs: Resources,
    ) -> impl Iterator<Item = InstanceId> + 'a {
        self.runs.iter().flat_map(move |(run, board)| {
            let masks = zones.iter().map(|zone| board.zones[usize::from(zone.0)]);
            let mut mask = masks.fold(0, |all, mask| all | mask);
            std::iter::from_fn(move || {
                while mask != 0 {
                    let place = mask.trailing_zeros() as usize;
                    mask &= mask - 1;
                    let room = board.remaining[place];
                    if room.cpu_units >= needs.cpu_units && room.memory_mib >= needs.memory_mib {
                        return Some(InstanceId((run * RUN + place) as u32));
                    }
                }
                None
            })
        })
    }
}
