//! The instances of a cluster side by side: where is room, answered without visiting their rows.

use super::group::{RUN, run_of};
use super::{InstanceId, Resources, Zone};
use std::collections::{BTreeMap, BTreeSet};

/// The container instances of a cluster: in runs of consecutive ids, for who asks in the order of
/// registration, and by what remains on them, for who asks for the fullest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Runs that have an instance of the cluster, by number.
    pub runs: BTreeMap<usize, Box<Board>>,
    /// The instances of each zone with the same amounts remaining. A large cluster has few kinds
    /// of them, so that a place is found by looking at kinds and not at instances.
    alike: BTreeMap<Alike, BTreeSet<InstanceId>>,
}

/// A zone and what remains, in the order in which [`Shelf::alike_with_room`] looks.
type Alike = (u8, u32, u32);

fn alike(zone: Zone, remaining: Resources) -> Alike {
    (zone.0, remaining.memory_mib, remaining.cpu_units)
}

/// What remains on [`RUN`] instances with consecutive ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// By zone, a bit for each instance that lies there.
    pub zones: [u64; Zone::COUNT as usize],
    /// CPU and memory that remain on each; zero where there is no instance of the cluster.
    pub remaining: [Resources; RUN],
    /// The most CPU that remains on any of them, and the most memory: a full run is passed over.
    most: Resources,
}

impl Default for Board {
    fn default() -> Self {
        Board {
            zones: [0; Zone::COUNT as usize],
            remaining: [Resources::default(); RUN],
            most: Resources::default(),
        }
    }
}

impl Board {
    /// The zone that the instance at this place lies in; None if there is no instance.
    fn zone_of(&self, place: usize) -> Option<Zone> {
        let zone = self.zones.iter().position(|mask| mask >> place & 1 == 1)?;
        Some(Zone(zone as u8))
    }

    fn set(&mut self, place: usize, remaining: Resources) {
        let was = std::mem::replace(&mut self.remaining[place], remaining);
        let rest = || self.remaining.iter();
        if remaining.cpu_units >= self.most.cpu_units {
            self.most.cpu_units = remaining.cpu_units;
        } else if was.cpu_units == self.most.cpu_units {
            self.most.cpu_units = rest().map(|one| one.cpu_units).max().unwrap_or(0);
        }
        if remaining.memory_mib >= self.most.memory_mib {
            self.most.memory_mib = remaining.memory_mib;
        } else if was.memory_mib == self.most.memory_mib {
            self.most.memory_mib = rest().map(|one| one.memory_mib).max().unwrap_or(0);
        }
    }
}

fn fits(needs: Resources, room: Resources) -> bool {
    room.cpu_units >= needs.cpu_units && room.memory_mib >= needs.memory_mib
}

impl Shelf {
    /// Puts an instance on the shelf, or notes what remains on it now.
    pub fn put(&mut self, id: InstanceId, zone: Zone, remaining: Resources) {
        self.leave(id);
        let (run, place) = run_of(id);
        let board = self.runs.entry(run).or_default();
        if let Some(mask) = board.zones.get_mut(usize::from(zone.0)) {
            *mask |= 1 << place;
        }
        board.set(place, remaining);
        self.alike
            .entry(alike(zone, remaining))
            .or_default()
            .insert(id);
    }

    /// Takes an instance off the shelf.
    pub fn take(&mut self, id: InstanceId) {
        self.leave(id);
        let (run, place) = run_of(id);
        let Some(board) = self.runs.get_mut(&run) else {
            return;
        };
        for mask in &mut board.zones {
            *mask &= !(1 << place);
        }
        board.set(place, Resources::default());
        if board.zones.iter().all(|mask| *mask == 0) {
            self.runs.remove(&run);
        }
    }

    /// Takes an instance from among those that were like it.
    fn leave(&mut self, id: InstanceId) {
        let (run, place) = run_of(id);
        let Some(board) = self.runs.get(&run) else {
            return;
        };
        let Some(zone) = board.zone_of(place) else {
            return;
        };
        let was = alike(zone, board.remaining[place]);
        let Some(ids) = self.alike.get_mut(&was) else {
            return;
        };
        ids.remove(&id);
        if ids.is_empty() {
            self.alike.remove(&was);
        }
    }

    /// How many instances the cluster has.
    pub fn len(&self) -> usize {
        self.alike.values().map(BTreeSet::len).sum()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// How many instances of the cluster lie in a zone.
    pub fn in_zone(&self, zone: Zone) -> u32 {
        let masks = self
            .runs
            .values()
            .map(|board| board.zones.get(usize::from(zone.0)));
        masks.flatten().map(|mask| mask.count_ones()).sum()
    }

    /// The instances in these zones on which `needs` fits, in the order of their ids.
    pub fn with_room<'a>(
        &'a self,
        zones: &'a [Zone],
        needs: Resources,
    ) -> impl Iterator<Item = InstanceId> + 'a {
        let runs = self
            .runs
            .iter()
            .filter(move |(_, board)| fits(needs, board.most));
        runs.flat_map(move |(run, board)| {
            let masks = zones.iter().map(|zone| board.zones[usize::from(zone.0)]);
            let mut mask = masks.fold(0, |all, mask| all | mask);
            std::iter::from_fn(move || {
                while mask != 0 {
                    let place = mask.trailing_zeros() as usize;
                    mask &= mask - 1;
                    if fits(needs, board.remaining[place]) {
                        return Some(InstanceId((run * RUN + place) as u32));
                    }
                }
                None
            })
        })
    }

    /// The same instances by what remains on them: each amount with the ids that have it.
    pub fn alike_with_room<'a>(
        &'a self,
        zones: &'a [Zone],
        needs: Resources,
    ) -> impl Iterator<Item = (Resources, &'a BTreeSet<InstanceId>)> + 'a {
        zones.iter().flat_map(move |zone| {
            let from = (zone.0, needs.memory_mib, 0);
            let range = self.alike.range(from..=(zone.0, u32::MAX, u32::MAX));
            let enough = range.filter(move |((_, _, cpu_units), _)| *cpu_units >= needs.cpu_units);
            enough.map(|((_, memory_mib, cpu_units), ids)| {
                let (cpu_units, memory_mib) = (*cpu_units, *memory_mib);
                (
                    Resources {
                        cpu_units,
                        memory_mib,
                    },
                    ids,
                )
            })
        })
    }
}
