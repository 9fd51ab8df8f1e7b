//! What is due when: an ordered queue of timers that can be listed and cancelled.

use super::time::SimTime;
use std::collections::BTreeMap;

/// The place of a timer in the agenda: due time first, then the order in which it was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// When it is due.
    pub at: SimTime,
    /// The how-manieth timer of the run it is; breaks ties first in, first out.
    pub seq: u64,
}

/// All timers that are set.
#[derive(Clone, Debug, PartialEq)]
pub struct Agenda<T> {
    slots: BTreeMap<Slot, T>,
    next_seq: u64,
}

impl<T> Default for Agenda<T> {
    fn default() -> Self {
        Agenda {
            slots: BTreeMap::new(),
            next_seq: 0,
        }
    }
}

impl<T> Agenda<T> {
    /// Sets a timer.
    pub fn set(&mut self, at: SimTime, timer: T) -> Slot {
        let slot = Slot {
            at,
            seq: self.next_seq,
        };
        self.next_seq += 1;
        self.slots.insert(slot, timer);
        slot
    }

    /// Takes a timer off the agenda; false if it has gone off or was cancelled before.
    pub fn cancel(&mut self, slot: Slot) -> bool {
        self.slots.remove(&slot).is_some()
    }

    /// When the next timer is due.
    pub fn next_at(&self) -> Option<SimTime> {
        self.slots.first_key_value().map(|(slot, _)| slot.at)
    }

    /// Takes the first timer that is due at or before `now`.
    pub fn take_due(&mut self, now: SimTime) -> Option<(Slot, T)> {
        let first = self.slots.first_entry()?;
        if first.key().at > now {
            None
        } else {
            Some(first.remove_entry())
        }
    }

    /// All timers, the next one first.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &T)> {
        self.slots.iter().map(|(slot, timer)| (*slot, timer))
    }

    /// How many timers are set.
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether no timer is set.
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
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
}
