//! What is due when: an ordered queue of timers that can be listed and cancelled.

use super::time::SimTime;
use std::collections::VecDeque;
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

/// Timers of one page at the most.
const PAGE: usize = 128;

/// Some of the timers, with none between them that is not here: the next one first. Most are set
/// at one of the ends: what follows at once, and what is an hour ahead like others before it.
#[derive(Clone, Debug)]
struct Page<T> {
    /// The slot of its last timer.
    last: Slot,
    rows: Arc<VecDeque<(Slot, T)>>,
}

/// All timers that are set, on pages that snapshots share until one of their timers changes: most
/// of a long run's timers are those of stopped tasks, an hour ahead.
#[derive(Clone, Debug)]
pub struct Agenda<T> {
    /// Pages that have a timer, the last one first: the next timer is on the one at the end.
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
        match self.pages.first_mut() {
            Some(page) if slot < page.last => self.put_between(row),
            // The last page stays full when the next one begins: mostly nothing comes between.
            Some(page) if page.rows.len() < PAGE => {
                page.last = slot;
                Arc::make_mut(&mut page.rows).push_back(row);
            }
            Some(_) | None => self.begin_page(0, [row]),
        }
        slot
    }

    /// Puts a row before others; a page that is full is parted in two.
    fn put_between(&mut self, row: (Slot, T)) {
        let Some(index) = self.page_of(row.0) else {
            return;
        };
        let page = &mut self.pages[index];
        let rows = Arc::make_mut(&mut page.rows);
        let place = rows.partition_point(|(own, _)| *own < row.0);
        rows.insert(place, row);
        if rows.len() > PAGE {
            let later = rows.split_off(PAGE / 2);
            page.last = rows[PAGE / 2 - 1].0;
            self.begin_page(index, later);
        }
    }

    /// Begins a page with these rows, which come after those of the page that is at `index` now.
    fn begin_page(&mut self, index: usize, first: impl IntoIterator<Item = (Slot, T)>) {
        let mut rows = VecDeque::with_capacity(PAGE + 1);
        rows.extend(first);
        if let Some((last, _)) = rows.back() {
            let last = *last;
            let rows = Arc::new(rows);
            self.pages.insert(index, Page { last, rows });
        }
    }

    /// The page that a slot belongs on; None if there is none. Most are near one of the ends.
    fn page_of(&self, slot: Slot) -> Option<usize> {
        if self.pages.first()?.last < slot {
            return Some(0);
        }
        // Steps back from the next timers that grow, then halves that close in.
        let (mut high, mut step) = (self.pages.len(), 1);
        while step < high && self.pages[high - step].last < slot {
            high -= step;
            step *= 2;
        }
        let low = high - step.min(high);
        let among = &self.pages[low..high];
        let beyond = low + among.partition_point(|page| page.last >= slot);
        Some(beyond.saturating_sub(1))
    }

    /// Takes a timer off the agenda; false if it has gone off or was cancelled before.
    pub fn cancel(&mut self, slot: Slot) -> bool {
        let Some(index) = self.page_of(slot) else {
            return false;
        };
        let page = &mut self.pages[index];
        let place = page.rows.partition_point(|(own, _)| *own < slot);
        if page.rows.get(place).is_none_or(|(own, _)| *own != slot) {
            return false;
        }
        let rows = Arc::make_mut(&mut page.rows);
        rows.remove(place);
        match rows.back() {
            Some((last, _)) => page.last = *last,
            None => drop(self.pages.remove(index)),
        }
        self.timers -= 1;
        true
    }

    /// When the next timer is due.
    pub fn next_at(&self) -> Option<SimTime> {
        let (slot, _) = self.pages.last()?.rows.front()?;
        Some(slot.at)
    }

    /// Takes the first timer that is due at or before `now`.
    pub fn take_due(&mut self, now: SimTime) -> Option<(Slot, T)> {
        if self.next_at()? > now {
            return None;
        }
        let rows = Arc::make_mut(&mut self.pages.last_mut()?.rows);
        let taken = rows.pop_front();
        if rows.is_empty() {
            self.pages.pop();
        }
        self.timers -= 1;
        taken
    }

    /// All timers, the next one first.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &T)> {
        let pages = self.pages.iter().rev();
        let rows = pages.flat_map(|page| page.rows.iter());
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
