//! What is due when: an ordered queue of timers that can be listed and cancelled.

use super::time::SimTime;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The place of a timer in the agenda: due time first, then the order in which it was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// When it is due.
    pub at: SimTime,
    /// The how-manieth timer of the run it is; breaks ties first in, first out.
    pub seq: u64,
}

/// Milliseconds of the stretch of time whose timers lie together.
const STRETCH: u64 = 16_384;

/// All timers that are set, in stretches of time that snapshots share until one of their timers
/// changes: most of a long run's timers are those of stopped tasks, an hour ahead.
#[derive(Clone, Debug, PartialEq)]
pub struct Agenda<T> {
    /// Stretches that have a timer, by number.
    stretches: BTreeMap<u64, Arc<BTreeMap<Slot, T>>>,
    timers: usize,
    next_seq: u64,
}

impl<T> Default for Agenda<T> {
    fn default() -> Self {
        Agenda {
            stretches: BTreeMap::new(),
            timers: 0,
            next_seq: 0,
        }
    }
}

impl<T: Clone> Agenda<T> {
    /// Sets a timer.
    pub fn set(&mut self, at: SimTime, timer: T) -> Slot {
        let slot = Slot {
            at,
            seq: self.next_seq,
        };
        self.next_seq += 1;
        let stretch = self.stretches.entry(at.0 / STRETCH).or_default();
        Arc::make_mut(stretch).insert(slot, timer);
        self.timers += 1;
        slot
    }

    /// Takes a timer off the agenda; false if it has gone off or was cancelled before.
    pub fn cancel(&mut self, slot: Slot) -> bool {
        let number = slot.at.0 / STRETCH;
        let Some(stretch) = self.stretches.get_mut(&number) else {
            return false;
        };
        if Arc::make_mut(stretch).remove(&slot).is_none() {
            return false;
        }
        if stretch.is_empty() {
            self.stretches.remove(&number);
        }
        self.timers -= 1;
        true
    }

    /// When the next timer is due.
    pub fn next_at(&self) -> Option<SimTime> {
        self.iter().next().map(|(slot, _)| slot.at)
    }

    /// Takes the first timer that is due at or before `now`.
    pub fn take_due(&mut self, now: SimTime) -> Option<(Slot, T)> {
        let mut stretch = self.stretches.first_entry()?;
        let slot = *stretch.get().first_key_value()?.0;
        if slot.at > now {
            return None;
        }
        let taken = Arc::make_mut(stretch.get_mut()).pop_first()?;
        if stretch.get().is_empty() {
            stretch.remove();
        }
        self.timers -= 1;
        Some(taken)
    }

    /// All timers, the next one first.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &T)> {
        let timers = self.stretches.values().flat_map(|stretch| stretch.iter());
        timers.map(|(slot, timer)| (*slot, timer))
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
        let times = [3 * STRETCH, 5, STRETCH, STRETCH + 1, 6];
        let slots = times.map(|at| agenda.set(SimTime(at), at));
        let before = agenda.clone();
        assert!(agenda.cancel(slots[2]));
        assert_eq!(agenda.take_due(SimTime(5)), Some((slots[1], 5)));
        assert_eq!(agenda.take_due(SimTime(5)), None);
        assert_eq!(agenda.len(), 3);
        let order = |agenda: &Agenda<u64>| agenda.iter().map(|(_, at)| *at).collect::<Vec<_>>();
        assert_eq!(order(&agenda), [6, STRETCH + 1, 3 * STRETCH]);
        assert_eq!(order(&before), [5, 6, STRETCH, STRETCH + 1, 3 * STRETCH]);
        while agenda.take_due(SimTime::NEVER).is_some() {}
        assert!(
            agenda.is_empty()
                && agenda
                    == Agenda {
                        next_seq: 5,
                        ..Agenda::default()
                    }
        );
    }
}
