//! The best instance, found by way of the shelf of the cluster: it knows where there is room, so
//! that only instances that would win are asked further. [`super::ranks`] says what is best; here
//! is only how not to look at all of them. A plain scan of everything (`scan`) checks it.

use super::ranks::{ZONE, binpack, compare};
use super::{Ask, filters};
use crate::model::group::{RUN, id_at};
use crate::model::placement::{BinpackField, PlacementStrategy, SpreadField};
use crate::model::shelf::places;
use crate::model::{ContainerInstance, Ids, InstanceId, Shelf, Zone};
use crate::sim::sort;
use std::sync::Arc;

/// The instance that passes all filters and ranks first, of one zone or of all that the launch may
/// go to; the one registered first among equals.
pub(super) fn best(ask: &Ask, zone: Option<Zone>) -> Option<InstanceId> {
    let shelf = ask.world.shelves.get(&ask.launch.cluster)?;
    let mut zones = match (zone, &ask.zones) {
        (Some(zone), _) => vec![zone],
        (None, Some(zones)) => zones.clone(),
        (None, None) => Zone::all().collect(),
    };
    match &ask.launch.placement.strategies[..] {
        [] => by_zone(ask, &mut zones, |zones| least_used(ask, shelf, zones)),
        [
            PlacementStrategy::Spread(SpreadField::Attribute(name)),
            rest @ ..,
        ] if **name == *ZONE => by_zone(ask, &mut zones, |zones| best_by(ask, shelf, zones, rest)),
        strategies => best_by(ask, shelf, &zones, strategies),
    }
}

/// Looks in the zones with the fewest tasks of the group first, and only then in others.
fn by_zone(
    ask: &Ask,
    zones: &mut [Zone],
    look: impl Fn(&[Zone]) -> Option<InstanceId>,
) -> Option<InstanceId> {
    sort::by_key(zones, |zone| ask.group_in_zone(*zone));
    let same = |left: &Zone, right: &Zone| ask.group_in_zone(*left) == ask.group_in_zone(*right);
    zones.chunk_by(same).find_map(look)
}

/// The best by these strategies, in zones that rank equal by those before them.
fn best_by(
    ask: &Ask,
    shelf: &Shelf,
    zones: &[Zone],
    strategies: &[PlacementStrategy],
) -> Option<InstanceId> {
    match strategies {
        [] => first(ask, shelf.with_room(zones, ask.needs.resources)),
        [PlacementStrategy::Spread(SpreadField::InstanceId)] => least_used(ask, shelf, zones),
        [PlacementStrategy::Binpack(field), rest @ ..] => {
            fullest(ask, shelf, zones, *field, rest.is_empty())
        }
        [..] => best_of(ask, shelf.with_room(zones, ask.needs.resources)),
    }
}

/// The first that passes all filters.
fn first(ask: &Ask, mut ids: impl Iterator<Item = InstanceId>) -> Option<InstanceId> {
    ids.find(|id| passes(ask, *id).is_some())
}

fn passes<'a>(ask: &Ask<'a>, id: InstanceId) -> Option<&'a Arc<ContainerInstance>> {
    let row = ask.world.instances.get(id)?;
    filters::first_shortfall(ask, row).is_none().then_some(row)
}

/// Where the least of an amount remains: the instances with the same amount are equals, unless a
/// further strategy decides among them.
fn fullest(
    ask: &Ask,
    shelf: &Shelf,
    zones: &[Zone],
    field: BinpackField,
    is_last: bool,
) -> Option<InstanceId> {
    let alike = shelf.alike_with_room(zones, ask.needs.resources);
    let mut alike: Vec<(u32, &Ids<InstanceId>)> = alike
        .map(|(remaining, ids)| (binpack::amount(remaining, field), ids))
        .collect();
    sort::by_key(&mut alike, |(amount, _)| *amount);
    let mut equals = alike.chunk_by(|left, right| left.0 == right.0);
    equals.find_map(|equals| {
        let ids = equals.iter().map(|(_, ids)| ids.iter());
        if is_last {
            ids.filter_map(|ids| first(ask, ids)).min()
        } else {
            best_of(ask, ids.flatten())
        }
    })
}

/// The best by comparing, two at a time.
fn best_of(ask: &Ask, ids: impl Iterator<Item = InstanceId>) -> Option<InstanceId> {
    let mut best: Option<&Arc<ContainerInstance>> = None;
    for id in ids {
        let Some(row) = ask.world.instances.get(id) else {
            continue;
        };
        let wins = best.is_none_or(|best| compare(ask, row, best).then(id.cmp(&best.id)).is_lt());
        if wins && filters::first_shortfall(ask, row).is_none() {
            best = Some(row);
        }
    }
    best.map(|row| row.id)
}

/// The instance with the fewest tasks of the group. Filters cost more than counts, and mostly the
/// first choice passes them.
fn least_used(ask: &Ask, shelf: &Shelf, zones: &[Zone]) -> Option<InstanceId> {
    let likely = fewest(ask, shelf, zones, &|_| true)?;
    if passes(ask, likely).is_some() {
        return Some(likely);
    }
    fewest(ask, shelf, zones, &|id| passes(ask, id).is_some())
}

/// The counts of a run without tasks of the group.
const NONE: [u16; RUN] = [0; RUN];

/// The same among those that may be taken.
fn fewest(
    ask: &Ask,
    shelf: &Shelf,
    zones: &[Zone],
    may_be: &dyn Fn(InstanceId) -> bool,
) -> Option<InstanceId> {
    let mut best = None;
    // One more than any count, until there is one.
    let mut least = u32::from(u16::MAX) + 1;
    let needs = ask.needs.resources;
    for (run, board) in shelf.boards(needs) {
        let counts = ask.group.and_then(|group| group.run(run)).unwrap_or(&NONE);
        for place in places(board.in_zones(zones)) {
            let count = u32::from(counts[place]);
            if count < least && board.has_room(place, needs) && may_be(id_at(run, place)) {
                (best, least) = (Some(id_at(run, place)), count);
            }
        }
        if least == 0 {
            break;
        }
    }
    best
}
