//! A table of rows in the order of their ids. Rows are shared, so a snapshot copies pointers only.

use std::collections::VecDeque;
use std::marker::PhantomData;
use std::sync::Arc;

/// A typed number that names a row. Ids are issued in order and never used again.
pub trait Id: Copy + Ord {
    /// The id with this number.
    fn from_number(number: u32) -> Self;
    /// The number of this id.
    fn number(self) -> u32;
}

/// Declares id types.
#[macro_export]
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $crate::sim::Id for $name {
            fn from_number(number: u32) -> Self {
                $name(number)
            }
            fn number(self) -> u32 {
                self.0
            }
        }
    )*};
}

/// How many rows with consecutive ids lie together.
const RUN: usize = 64;

type Run<V> = [Option<Arc<V>>; RUN];

/// Rows by id, in runs of consecutive ids that snapshots share until one of their rows changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<K: Id, V> {
    /// The number of the first run in `runs`.
    first: usize,
    /// Runs without rows are None, and neither first nor last.
    runs: VecDeque<Option<Arc<Run<V>>>>,
    rows: usize,
    next: u32,
    key: PhantomData<K>,
}

impl<K: Id, V> Default for Table<K, V> {
    fn default() -> Self {
        Table {
            first: 0,
            runs: VecDeque::new(),
            rows: 0,
            next: 0,
            key: PhantomData,
        }
    }
}

/// The run that an id belongs to, and its place there.
fn place<K: Id>(id: K) -> (usize, usize) {
    let number = id.number() as usize;
    (number / RUN, number % RUN)
}

impl<K: Id, V: Clone> Table<K, V> {
    /// Adds the row that `make` builds for the next id.
    pub fn add(&mut self, make: impl FnOnce(K) -> V) -> K {
        let id = K::from_number(self.next);
        self.next += 1;
        let (run, place) = place(id);
        if self.runs.is_empty() {
            self.first = run;
        }
        while self.first + self.runs.len() <= run {
            self.runs.push_back(None);
        }
        let run = &mut self.runs[run - self.first];
        let run = run.get_or_insert_with(|| Arc::new([const { None }; RUN]));
        Arc::make_mut(run)[place] = Some(Arc::new(make(id)));
        self.rows += 1;
        id
    }

    /// The row, if there is one.
    pub fn get(&self, id: K) -> Option<&Arc<V>> {
        let (run, place) = place(id);
        let run = self.runs.get(run.checked_sub(self.first)?)?;
        run.as_ref()?[place].as_ref()
    }

    /// The row for writing; copied first if a snapshot still shares it.
    pub fn edit(&mut self, id: K) -> Option<&mut V> {
        let (run, place) = place(id);
        let run = self.runs.get_mut(run.checked_sub(self.first)?)?.as_mut()?;
        run[place].as_ref()?;
        Arc::make_mut(run)[place].as_mut().map(Arc::make_mut)
    }

    /// Takes the row out.
    pub fn remove(&mut self, id: K) -> Option<Arc<V>> {
        let (run, place) = place(id);
        let at = run.checked_sub(self.first)?;
        let run = self.runs.get_mut(at)?;
        let rows = run.as_mut()?;
        rows[place].as_ref()?;
        let rows = Arc::make_mut(rows);
        let row = rows[place].take();
        self.rows -= 1;
        if rows.iter().all(Option::is_none) {
            *run = None;
            self.trim();
        }
        row
    }

    /// Drops empty runs at both ends, so that equal tables look equal.
    fn trim(&mut self) {
        while let Some(None) = self.runs.front() {
            self.runs.pop_front();
            self.first += 1;
        }
        while let Some(None) = self.runs.back() {
            self.runs.pop_back();
        }
        if self.runs.is_empty() {
            self.first = 0;
        }
    }

    /// All rows in the order of their ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (K, &Arc<V>)> {
        let runs = self.runs.iter().enumerate();
        runs.flat_map(move |(at, run)| {
            let first = (self.first + at) * RUN;
            let rows = run.as_deref().map_or(&[][..], |run| &run[..]);
            rows.iter().enumerate().filter_map(move |(place, row)| {
                let id = K::from_number((first + place) as u32);
                Some((id, row.as_ref()?))
            })
        })
    }

    /// The rows alone, in the order of their ids.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &Arc<V>> {
        self.iter().map(|(_, row)| row)
    }

    /// The rows that are new or not the same any more, against an earlier state of this table.
    /// Runs that both share are passed over at once.
    pub fn changed_since<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = (K, &'a Arc<V>)> {
        let runs = self.runs.iter().enumerate();
        runs.flat_map(move |(at, run)| {
            let number = self.first + at;
            let old = number.checked_sub(before.first);
            let old = old.and_then(|at| before.runs.get(at)?.as_ref());
            let shared = match (run, old) {
                (Some(run), Some(old)) => Arc::ptr_eq(run, old),
                (Some(_), None) | (None, _) => false,
            };
            let rows = run.as_deref().filter(|_| !shared);
            let rows = rows.map_or(&[][..], |run| &run[..]);
            rows.iter().enumerate().filter_map(move |(place, row)| {
                let row = row.as_ref()?;
                let was = old.and_then(|old| old[place].as_ref());
                let id = K::from_number((number * RUN + place) as u32);
                (!was.is_some_and(|was| Arc::ptr_eq(was, row))).then_some((id, row))
            })
        })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// The number that the next id gets: how many rows were ever added.
    pub fn issued(&self) -> u32 {
        self.next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::ids! {
        /// An id of the test.
        Key,
    }

    #[test]
    fn tells_what_has_changed() {
        let mut table: Table<Key, u32> = Table::default();
        for _ in 0..200 {
            table.add(|id| id.0);
        }
        let before = table.clone();
        assert_eq!(table.changed_since(&before).count(), 0);
        *table.edit(Key(70)).unwrap() += 1;
        table.remove(Key(3));
        table.add(|id| id.0);
        let changed = table.changed_since(&before).map(|(id, _)| id.0);
        assert_eq!(changed.collect::<Vec<_>>(), [70, 200]);
        assert_eq!(table.changed_since(&Table::default()).count(), 200);
    }

    #[test]
    fn behaves_like_an_ordered_map() {
        let mut table: Table<Key, u32> = Table::default();
        let mut map = std::collections::BTreeMap::new();
        for step in 0..1_000_u32 {
            let id = table.add(|id| id.0 * 2);
            map.insert(id, id.0 * 2);
            let gone = Key(step * 7 % (step + 1));
            assert_eq!(table.remove(gone).as_deref().copied(), map.remove(&gone));
            if let Some(row) = table.edit(Key(step / 2)) {
                *row += 1;
                map.insert(Key(step / 2), *row);
            }
        }
        assert_eq!(table.len(), map.len());
        assert!(table.iter().map(|(id, row)| (id, **row)).eq(map.clone()));
        assert!(
            table
                .rows()
                .rev()
                .map(|row| **row)
                .eq(map.into_values().rev())
        );
        assert_eq!(table.get(Key(5_000)), None);
    }

    #[test]
    fn a_snapshot_keeps_its_rows() {
        let mut table: Table<Key, u32> = Table::default();
        let ids: Vec<Key> = (0..130).map(|row| table.add(|_| row)).collect();
        let snapshot = table.clone();
        table.edit(ids[100]).into_iter().for_each(|row| *row = 7);
        for id in &ids[..64] {
            table.remove(*id);
        }
        assert_eq!(snapshot.get(ids[100]).map(|row| **row), Some(100));
        assert_eq!(snapshot.len(), 130);
        assert_eq!(table.rows().next().map(|row| **row), Some(64));
        for id in &ids[64..] {
            table.remove(*id);
        }
        assert!(table.is_empty() && table.rows().next().is_none());
        assert_eq!(table.add(|id| id.0), Key(130));
        assert_eq!(table.get(Key(130)).map(|row| **row), Some(130));
    }
}
