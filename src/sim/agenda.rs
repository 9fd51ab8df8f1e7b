//! What is due when: an ordered queue of timers that can be listed and cancelled.

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

/// Timers of one page at the most; as many are parted in two.
const PAGE: usize = 128;

/// Some of the timers, with none between them that is not here: the last one first.
#[derive(Clone, Debug)]
struct Page<T> {
    /// The slot of its last timer.
    last: Slot,
    rows: Arc<Vec<(Slot, T)>>,
}

/// All timers that are set, on pages that snapshots share until one of their timers changes: most
/// of a long run's timers are those of stopped tasks, an hour ahead.
#[derive(Clone, Debug)]
pub struct Agenda<T> {
    /// Pages that have a timer, the last one first: the next timer is at the end of all.
    pages: Vec<Page<T>>,
    timers: usize,
    next_seq: NonZeroU64,
}

impl<T> Default for Agenda<T> {
    fn default() -> Self {
        Agenda {
            pages: Vec::new(),
            timers: 0,
            next_seq: NonZeroU64::MIN,
        }
    }
}

/// Equal are the timers, wherever pages begin.
impl<T: Clone + PartialEq> PartialEq for Agenda<T> {
    fn eq(&self, other: &Self) -> bool {
        self.next_seq == other.next_seq && self.iter().eq(other.iter())
    }
}

impl<T: Clone> Agenda<T> {
    /// Sets a timer.
    pub fn set(&mut self, at: SimTime, timer: T) -> Slot {
        let slot = Slot {
            at,
            seq: self.next_seq,
        };
        self.next_seq = self.next_seq.saturating_add(1);
        self.timers += 1;
        let row = (slot, timer);
        let Some((index, place)) = self.place(slot) else {
            let rows = Arc::new(vec![row]);
            self.pages.push(Page { last: slot, rows });
            return slot;
        };
        let page = &mut self.pages[index];
        page.last = page.last.max(slot);
        let rows = Arc::make_mut(&mut page.rows);
        rows.insert(place, row);
        if rows.len() == PAGE {
            let rows = Arc::new(rows.split_off(PAGE / 2));
            let last = rows[0].0;
            self.pages.insert(index + 1, Page { last, rows });
        }
        slot
    }

    /// The page of a slot and its place there; None if there is no page.
    fn place(&self, slot: Slot) -> Option<(usize, usize)> {
        let beyond = self.pages.partition_point(|page| page.last >= slot);
        let index = beyond.saturating_sub(1);
        let rows = &self.pages.get(index)?.rows;
        Some((index, rows.partition_point(|(own, _)| *own > slot)))
    }

    /// Takes a timer off the agenda; false if it has gone off or was cancelled before.
    pub fn cancel(&mut self, slot: Slot) -> bool {
        let Some((index, place)) = self.place(slot) else {
            return false;
        };
        let page = &mut self.pages[index];
        if page.rows.get(place).is_none_or(|(own, _)| *own != slot) {
            return false;
        }
        let rows = Arc::make_mut(&mut page.rows);
        rows.remove(place);
        match rows.first() {
            Some((last, _)) => page.last = *last,
            None => drop(self.pages.remove(index)),
        }
        self.timers -= 1;
        true
    }

    /// When the next timer is due.
    pub fn next_at(&self) -> Option<SimTime> {
        let (slot, _) = self.pages.last()?.rows.last()?;
        Some(slot.at)
    }

    /// Takes the first timer that is due at or before `now`.
    pub fn take_due(&mut self, now: SimTime) -> Option<(Slot, T)> {
        if self.next_at()? > now {
            return None;
        }
        let rows = Arc::make_mut(&mut self.pages.last_mut()?.rows);
        let taken = rows.pop();
        if rows.is_empty() {
            self.pages.pop();
        }
        self.timers -= 1;
        taken
    }

    /// All timers, the next one first.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &T)> {
        let pages = self.pages.iter().rev();
        let rows = pages.flat_map(|page| page.rows.iter().rev());
        rows.map(|(slot, timer)| (*slot, timer))
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
        assert!(agenda.is_empty() && agenda.pages.is_empty());
        assert!(!agenda.cancel(slots[5]) && before.len() == 1_000);
    }

    #[test]
    fn equal_are_the_timers_not_the_pages() {
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
