//! What happened, append-only, within a bounded window of memory.
//!
//! Events are numbered from 0 over the whole run. The journal keeps a window of them; what fell
//! out of the window can be had again by seeking back, because the run repeats exactly.

use super::limits;
use super::time::SimTime;
use std::collections::VecDeque;

/// One event with its number and moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<E> {
    /// When it happened.
    pub at: SimTime,
    /// What happened.
    pub event: E,
}

/// The kept window of the events of a run.
#[derive(Clone, Debug)]
pub struct Journal<E> {
    entries: VecDeque<Entry<E>>,
    first_seq: u64,
    most: usize,
}

impl<E> Default for Journal<E> {
    fn default() -> Self {
        Journal::bounded(limits::JOURNAL_ENTRIES)
    }
}

impl<E> Journal<E> {
    /// A journal that keeps at most `most` entries.
    pub fn bounded(most: usize) -> Self {
        Journal {
            entries: VecDeque::new(),
            first_seq: 0,
            most,
        }
    }

    /// Records the event numbered `seq`. What the window already holds is a repetition by a
    /// replay and is left alone; what lies outside the window moves the window there.
    pub fn record(&mut self, seq: u64, at: SimTime, event: E) {
        let end = self.end_seq();
        if seq >= self.first_seq && seq < end {
            return;
        }
        if seq != end {
            self.entries.clear();
            self.first_seq = seq;
        }
        if self.entries.len() == self.most {
            self.entries.pop_front();
            self.first_seq += 1;
        }
        self.entries.push_back(Entry { at, event });
    }

    /// The number of the oldest kept event.
    pub fn first_seq(&self) -> u64 {
        self.first_seq
    }

    /// One more than the number of the newest kept event.
    pub fn end_seq(&self) -> u64 {
        self.first_seq + self.entries.len() as u64
    }

    /// Forgets the events numbered `seq` and later: the future that a branch left behind.
    pub fn truncate(&mut self, seq: u64) {
        if seq < self.first_seq {
            self.entries.clear();
            self.first_seq = seq;
        } else {
            self.entries.truncate((seq - self.first_seq) as usize);
        }
    }

    /// The event numbered `seq`, if it is kept.
    pub fn get(&self, seq: u64) -> Option<&Entry<E>> {
        let index = seq.checked_sub(self.first_seq)?;
        self.entries.get(index as usize)
    }

    /// The kept events numbered `from` and later, with their numbers, oldest first.
    pub fn since(&self, from: u64) -> impl DoubleEndedIterator<Item = (u64, &Entry<E>)> {
        let skip = from
            .saturating_sub(self.first_seq)
            .min(self.entries.len() as u64);
        let first = self.first_seq + skip;
        let range = self.entries.range(skip as usize..);
        range
            .enumerate()
            .map(move |(index, entry)| (first + index as u64, entry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(journal: &Journal<u64>) -> Vec<(u64, u64)> {
        journal
            .since(0)
            .map(|(seq, entry)| (seq, entry.event))
            .collect()
    }

    #[test]
    fn keeps_a_bounded_window_and_ignores_repetitions() {
        let mut journal = Journal::bounded(3);
        for seq in 0..5 {
            journal.record(seq, SimTime(seq), seq * 10);
        }
        assert_eq!(kept(&journal), [(2, 20), (3, 30), (4, 40)]);
        journal.record(3, SimTime(3), 30);
        assert_eq!(journal.end_seq(), 5);
        journal.truncate(4);
        assert_eq!(kept(&journal), [(2, 20), (3, 30)]);
        assert_eq!(journal.get(1), None);
    }

    #[test]
    fn moves_its_window_when_a_replay_starts_before_it() {
        let mut journal = Journal::bounded(2);
        for seq in 0..4 {
            journal.record(seq, SimTime(seq), seq);
        }
        journal.record(0, SimTime(0), 0);
        journal.record(1, SimTime(1), 1);
        assert_eq!(kept(&journal), [(0, 0), (1, 1)]);
    }
}
