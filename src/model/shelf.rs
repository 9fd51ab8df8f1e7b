//! The instances of a cluster side by side: where is room, answered without visiting their rows.

use super::group::{RUN, id_at, run_of};
use super::{Ids, InstanceId, Resources, Zone};
use std::collections::BTreeMap;

/// The container instances of a cluster: in runs of consecutive ids, for who asks in the order of
/// registration, and by what remains on them, for who asks for the fullest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shelf {
    /// Runs that have an instance of the cluster, by number.
    pub runs: BTreeMap<usize, Box<Board>>,
    /// The instances of each zone with the same amounts remaining. A large cluster has few kinds
    /// of them, so that a place is found by looking at kinds and not at instances.
    alike: BTreeMap<Alike, Ids<InstanceId>>,
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
    /// What the instance at this place is like; None if there is no instance.
    fn alike(&self, place: usize) -> Option<Alike> {
        let zone = self.zones.iter().position(|mask| mask >> place & 1 == 1)?;
        Some(alike(Zone(zone as u8), self.remaining[place]))
    }

    fn put(&mut self, place: usize, zone: Zone, remaining: Resources) {
        if let Some(mask) = self.zones.get_mut(usize::from(zone.0)) {
            *mask |= 1 << place;
        }
        self.set(place, remaining);
    }

    fn take(&mut self, place: usize) {
        for mask in &mut self.zones {
            *mask &= !(1 << place);
        }
        self.set(place, Resources::default());
    }

    fn set(&mut self, place: usize, remaining: Resources) {
        let was = std::mem::replace(&mut self.remaining[place], remaining);
        let (all, most) = (self.remaining.iter(), self.most);
        self.most.cpu_units = most_of(
            most.cpu_units,
            (was.cpu_units, remaining.cpu_units),
            all.clone().map(|one| one.cpu_units),
        );
        self.most.memory_mib = most_of(
            most.memory_mib,
            (was.memory_mib, remaining.memory_mib),
            all.map(|one| one.memory_mib),
        );
    }

    /// Where instances of these zones are, a bit for each place.
    pub fn in_zones(&self, zones: &[Zone]) -> u64 {
        let masks = zones.iter().map(|zone| self.zones[usize::from(zone.0)]);
        masks.fold(0, |all, mask| all | mask)
    }

    /// Whether `needs` fits on the instance at a place.
    pub fn has_room(&self, place: usize, needs: Resources) -> bool {
        fits(needs, self.remaining[place])
    }
}

/// The places that have a bit, ascending.
pub fn places(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(place)
    })
}

/// The most of all amounts, of which one has changed; before that it was `most`. Mostly another
/// one is as much.
fn most_of(most: u32, (was, now): (u32, u32), all: impl Iterator<Item = u32>) -> u32 {
    if now >= most || was < most {
        return most.max(now);
    }
    let mut rest = 0;
    for one in all {
        rest = one.max(rest);
        if rest == most {
            break;
        }
    }
    rest
}

fn fits(needs: Resources, room: Resources) -> bool {
    room.cpu_units >= needs.cpu_units && room.memory_mib >= needs.memory_mib
}

impl Shelf {
    /// Puts an instance on the shelf, or notes what remains on it now.
    pub fn put(&mut self, id: InstanceId, zone: Zone, remaining: Resources) {
        let (run, place) = run_of(id);
        let board = self.runs.entry(run).or_default();
        let (was, now) = (board.alike(place), alike(zone, remaining));
        if was == Some(now) {
            return;
        }
        board.put(place, zone, remaining);
        self.leave(id, was);
        self.alike.entry(now).or_default().insert(id);
    }

    /// Takes an instance off the shelf.
    pub fn take(&mut self, id: InstanceId) {
        let (run, place) = run_of(id);
        let Some(board) = self.runs.get_mut(&run) else {
            return;
        };
        let was = board.alike(place);
        board.take(place);
        if board.zones.iter().all(|mask| *mask == 0) {
            self.runs.remove(&run);
        }
        self.leave(id, was);
    }

    /// Takes an instance from among those that were like it.
    fn leave(&mut self, id: InstanceId, was: Option<Alike>) {
        let Some(was) = was else { return };
        let Some(ids) = self.alike.get_mut(&was) else {
            return;
        };
        ids.remove(id);
        if ids.is_empty() {
            self.alike.remove(&was);
        }
    }

    /// How many instances the cluster has.
    pub fn len(&self) -> usize {
        self.alike.values().map(Ids::len).sum()
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

    /// The runs with an instance on which `needs` may fit, by number.
    pub fn boards(&self, needs: Resources) -> impl Iterator<Item = (usize, &Board)> {
        let runs = self.runs.iter();
        let runs = runs.filter(move |(_, board)| fits(needs, board.most));
        runs.map(|(run, board)| (*run, &**board))
    }

    /// The instances in these zones on which `needs` fits, in the order of their ids.
    pub fn with_room(&self, zones: &[Zone], needs: Resources) -> impl Iterator<Item = InstanceId> {
        self.boards(needs).flat_map(move |(run, board)| {
            let here = places(board.in_zones(zones));
            let room = here.filter(move |place| board.has_room(*place, needs));
            room.map(move |place| id_at(run, place))
        })
    }

    /// The same instances by what remains on them: each amount with the ids that have it.
    pub fn alike_with_room<'a>(
        &'a self,
        zones: &'a [Zone],
        needs: Resources,
    ) -> impl Iterator<Item = (Resources, &'a Ids<InstanceId>)> + 'a {
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
