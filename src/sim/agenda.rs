//! What is due when: an ordered queue of timers that can be listed and cancelled.

use super::sort;
use super::time::SimTime;
use std::num::NonZeroU64;
use std::sync::Arc;

/// The place of a timer in the agenda: due time first, then the order in which it was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// When it is due.
    pub at: SimTime,
    /// The how-manieth timer of the run it is, from 1 on; breaks ties first in, first out.
    pub seq: NonZeroU64,
}

/// Bits of a moment that one wheel tells apart.
const BITS: u32 = 6;
/// Baskets of a wheel.
const BASKETS: usize = 1 << BITS;
/// An empty basket keeps the room of so many timers at the most.
const ROOM: usize = 64;

/// A timer; None is left of one that was cancelled.
type Row<T> = (Slot, Option<T>);

/// Timers whose moments begin with the same bits, in the order in which they were set. Snapshots
/// share their rows until one is added or cancelled.
#[derive(Clone, Debug)]
struct Basket<T> {
    /// When the first of them is due.
    first: SimTime,
    /// Rows before this one have gone off.
    begin: usize,
    /// Rows after it that were cancelled.
    cancelled: usize,
    rows: Arc<Vec<Row<T>>>,
}

/// Timers of which the moments differ in the same bits at the latest from the one at hand.
#[derive(Clone, Debug)]
struct Wheel<T> {
    /// A bit for each basket that has a timer.
    filled: u64,
    baskets: [Basket<T>; BASKETS],
}

/// All timers that are set, on wheels: a basket of the first one is a millisecond, a basket of the
/// next one as much as all the first one, and so on. A timer lies on the first wheel that can tell
/// it from the moment at hand, and comes down when its basket's time has come: nothing is searched
/// or moved aside, however many there are.
#[derive(Clone, Debug)]
pub struct Agenda<T> {
    wheels: Vec<Wheel<T>>,
    /// The moment at hand: that of the last timer which has gone off.
    hand: SimTime,
    timers: usize,
    next_seq: NonZeroU64,
}

impl<T> Default for Agenda<T> {
    fn default() -> Self {
        Agenda {
            wheels: Vec::new(),
            hand: SimTime::START,
            timers: 0,
            next_seq: NonZeroU64::MIN,
        }
    }
}

/// Equal are the timers, wherever they lie.
impl<T: Clone + PartialEq> PartialEq for Agenda<T> {
    fn eq(&self, other: &Self) -> bool {
        self.next_seq == other.next_seq && self.iter().eq(other.iter())
    }
}

impl<T> Basket<T> {
    fn new() -> Self {
        Basket {
            first: SimTime::NEVER,
            begin: 0,
            cancelled: 0,
            rows: Arc::default(),
        }
    }

    /// What has not gone off, with what is left of the cancelled ones.
    fn rest(&self) -> &[Row<T>] {
        &self.rows[self.begin..]
    }

    fn live(&self) -> impl Iterator<Item = (Slot, &T)> {
        let rows = self.rest().iter();
        rows.filter_map(|(slot, timer)| Some((*slot, timer.as_ref()?)))
    }

    fn is_empty(&self) -> bool {
        self.rest().len() == self.cancelled
    }

    fn has_one(&self) -> bool {
        self.rest().len() == self.cancelled + 1
    }

    /// Keeps some room for the timers that come next.
    fn empty(&mut self) {
        (self.first, self.begin, self.cancelled) = (SimTime::NEVER, 0, 0);
        match Arc::get_mut(&mut self.rows) {
            Some(rows) if rows.capacity() <= ROOM => rows.clear(),
            Some(_) | None => self.rows = Arc::default(),
        }
    }
}

impl<T: Clone> Basket<T> {
    fn push(&mut self, row: Row<T>) {
        self.first = self.first.min(row.0.at);
        Arc::make_mut(&mut self.rows).push(row);
    }

    /// False if the timer is not there.
    fn cancel(&mut self, slot: Slot) -> bool {
        let place = self.rest().partition_point(|(own, _)| own.seq < slot.seq);
        let place = self.begin + place;
        let row = self.rows.get(place).filter(|(own, _)| *own == slot);
        if row.is_none_or(|(_, timer)| timer.is_none()) {
            return false;
        }
        let rows = Arc::make_mut(&mut self.rows);
        rows[place].1 = None;
        self.cancelled += 1;
        if self.cancelled > (rows.len() - self.begin) / 2 {
            rows.drain(..self.begin);
            rows.retain(|(_, timer)| timer.is_some());
            (self.begin, self.cancelled) = (0, 0);
        }
        if slot.at == self.first {
            let first = self.live().map(|(slot, _)| slot.at).min();
            self.first = first.unwrap_or(SimTime::NEVER);
        }
        true
    }

    /// Takes the timer that was set first.
    fn take(&mut self) -> Option<(Slot, T)> {
        loop {
            let (slot, timer) = self.rows.get(self.begin)?.clone();
            self.begin += 1;
            match timer {
                Some(timer) => return Some((slot, timer)),
                None => self.cancelled -= 1,
            }
        }
    }
}

impl<T: Clone> Agenda<T> {
    /// Sets a timer, not before the last one that has gone off.
    pub fn set(&mut self, at: SimTime, timer: T) -> Slot {
        let slot = Slot {
            at: at.max(self.hand),
            seq: self.next_seq,
        };
        self.next_seq = self.next_seq.saturating_add(1);
        self.timers += 1;
        self.put((slot, Some(timer)));
        slot
    }

    /// Lays a row into its basket.
    fn put(&mut self, row: Row<T>) {
        let (wheel, basket) = self.place(row.0.at);
        while self.wheels.len() <= wheel {
            self.wheels.push(Wheel {
                filled: 0,
                baskets: std::array::from_fn(|_| Basket::new()),
            });
        }
        let wheel = &mut self.wheels[wheel];
        wheel.filled |= 1 << basket;
        wheel.baskets[basket].push(row);
    }

    /// The wheel and the basket of a moment, which is not before the one at hand.
    fn place(&self, at: SimTime) -> (usize, usize) {
        let apart = (at.0 ^ self.hand.0) | (BASKETS as u64 - 1);
        let wheel = apart.ilog2() / BITS;
        let basket = (at.0 >> (wheel * BITS)) as usize % BASKETS;
        (wheel as usize, basket)
    }

    /// Takes a timer off the agenda; false if it has gone off or was cancelled before.
    pub fn cancel(&mut self, slot: Slot) -> bool {
        if slot.at < self.hand {
            return false;
        }
        let (wheel, place) = self.place(slot.at);
        let Some(wheel) = self.wheels.get_mut(wheel) else {
            return false;
        };
        let basket = &mut wheel.baskets[place];
        if !basket.cancel(slot) {
            return false;
        }
        if basket.is_empty() {
            basket.empty();
            wheel.filled &= !(1 << place);
        }
        self.timers -= 1;
        true
    }

    /// The wheel and the basket of the next timer.
    fn next_place(&self) -> Option<(usize, usize)> {
        let wheel = self.wheels.iter().position(|wheel| wheel.filled != 0)?;
        Some((wheel, self.wheels[wheel].filled.trailing_zeros() as usize))
    }

    /// When the next timer is due.
    pub fn next_at(&self) -> Option<SimTime> {
        let (wheel, basket) = self.next_place()?;
        Some(self.wheels[wheel].baskets[basket].first)
    }

    /// Takes the first timer that is due at or before `now`.
    pub fn take_due(&mut self, now: SimTime) -> Option<(Slot, T)> {
        let (wheel, basket) = self.next_place()?;
        let first = self.wheels[wheel].baskets[basket].first;
        if first > now {
            return None;
        }
        self.hand = first;
        let (mut wheel, mut place) = (wheel, basket);
        // A timer that is alone need not come down.
        if wheel > 0 && !self.wheels[wheel].baskets[place].has_one() {
            self.bring_down(wheel, place);
            (wheel, place) = (0, first.0 as usize % BASKETS);
        }
        let wheel = &mut self.wheels[wheel];
        let basket = &mut wheel.baskets[place];
        let taken = basket.take();
        if basket.is_empty() {
            basket.empty();
            wheel.filled &= !(1 << place);
        }
        self.timers -= 1;
        taken
    }

    /// Lays the timers of a basket, whose time has come, onto the wheels before its own.
    fn bring_down(&mut self, wheel: usize, place: usize) {
        let wheel = &mut self.wheels[wheel];
        wheel.filled &= !(1 << place);
        let basket = &mut wheel.baskets[place];
        let begin = basket.begin;
        let rows = std::mem::take(&mut basket.rows);
        basket.empty();
        let live = rows[begin..].iter().filter(|(_, timer)| timer.is_some());
        for row in live {
            self.put(row.clone());
        }
    }
}

impl<T> Agenda<T> {
    /// All timers, the next one first.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &T)> {
        let baskets = self.wheels.iter().flat_map(|wheel| &wheel.baskets);
        let mut timers: Vec<(Slot, &T)> = baskets.flat_map(Basket::live).collect();
        sort::by_key(&mut timers, |(slot, _)| *slot);
        timers.into_iter()
    }

    /// How many timers are set.
    pub fn len(&self) -> usize {
        self.timers
    }

    /// Whether no timer is set.
    pub fn is_empty(&self) -> bool {
        self.timers == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[test]
    fn goes_off_in_order_of_time_then_of_setting() {
        let mut agenda = Agenda::default();
        agenda.set(SimTime(5), "c");
        agenda.set(SimTime(1), "a");
        let cancelled = agenda.set(SimTime(1), "x");
        agenda.set(SimTime(1), "b");
        assert!(agenda.cancel(cancelled));
        assert!(!agenda.cancel(cancelled));
        let mut order = Vec::new();
        while let Some((_, timer)) = agenda.take_due(SimTime(4)) {
            order.push(timer);
        }
        assert_eq!(order, ["a", "b"]);
        assert_eq!(agenda.next_at(), Some(SimTime(5)));
    }

    #[test]
    fn a_snapshot_keeps_its_timers() {
        let mut agenda = Agenda::default();
        let slots: Vec<Slot> = (0..1_000_u64)
            .map(|number| number * 7_919 % 1_000)
            .map(|at| agenda.set(SimTime(at), at))
            .collect();
        let before = agenda.clone();
        for slot in slots.iter().filter(|slot| slot.at.0.is_multiple_of(3)) {
            assert!(agenda.cancel(*slot) && !agenda.cancel(*slot));
        }
        assert_eq!(agenda.take_due(SimTime(1)), Some((slots[679], 1)));
        assert_eq!(agenda.take_due(SimTime(1)), None);
        assert!(!agenda.cancel(slots[679]) && agenda != before);
        let order = |agenda: &Agenda<u64>| agenda.iter().map(|(_, at)| *at).collect::<Vec<_>>();
        let stays = |at: &u64| !at.is_multiple_of(3) && *at > 1;
        assert_eq!(order(&agenda), (0..1_000).filter(stays).collect::<Vec<_>>());
        assert_eq!(agenda.len(), order(&agenda).len());
        assert_eq!(order(&before), (0..1_000).collect::<Vec<_>>());
        while agenda.take_due(SimTime::NEVER).is_some() {}
        assert!(agenda.is_empty() && agenda.next_at().is_none());
        assert!(!agenda.cancel(slots[5]) && before.len() == 1_000);
    }

    proptest! {
        #[test]
        fn behaves_as_an_ordered_map(
            steps in prop::collection::vec((0..6u8, any::<u64>(), 0..64u32), 0..400),
        ) {
            let mut agenda = Agenda::default();
            let (mut map, mut slots) = (BTreeMap::new(), Vec::new());
            let mut snapshots = Vec::new();
            for (what, number, far) in steps {
                match what {
                    0..3 => {
                        // From this very moment on to the end of time.
                        let at = agenda.hand.0.saturating_add(number >> far);
                        let slot = agenda.set(SimTime(at), number);
                        prop_assert_eq!(slot.at, SimTime(at));
                        map.insert(slot, number);
                        slots.push(slot);
                    }
                    3 if !slots.is_empty() => {
                        let slot = slots[number as usize % slots.len()];
                        prop_assert_eq!(agenda.cancel(slot), map.remove(&slot).is_some());
                    }
                    4 if far == 0 => snapshots.push((agenda.clone(), map.clone())),
                    _ => {
                        let now = SimTime(agenda.hand.0.saturating_add(number >> far));
                        let due = map.first_key_value().filter(|(slot, _)| slot.at <= now);
                        let due = due.map(|(slot, number)| (*slot, *number));
                        due.map(|(slot, _)| map.remove(&slot));
                        prop_assert_eq!(agenda.take_due(now), due);
                    }
                }
                let next = map.first_key_value().map(|(slot, _)| slot.at);
                prop_assert_eq!((agenda.next_at(), agenda.len()), (next, map.len()));
            }
            snapshots.push((agenda, map));
            for (agenda, map) in snapshots {
                let rows = agenda.iter().map(|(slot, number)| (slot, *number));
                prop_assert!(rows.eq(map));
            }
        }
    }

    #[test]
    fn equal_are_the_timers_wherever_they_lie() {
        let (mut grown, mut shrunk) = (Agenda::default(), Agenda::default());
        for at in 0..500 {
            let ours = grown.set(SimTime(at), at);
            let theirs = shrunk.set(SimTime(if at < 250 { at } else { 1_000 - at }), at);
            if at >= 250 {
                assert!(grown.cancel(ours) && shrunk.cancel(theirs));
            }
        }
        assert!(grown == shrunk && grown.len() == 250);
        assert!(grown.take_due(SimTime(0)).is_some() && grown != shrunk);
    }
}
