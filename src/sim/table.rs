//! A table of rows in the order of their ids. Rows are shared, so a snapshot copies pointers only.

use std::collections::BTreeMap;
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

/// Rows by id.
#[derive(Clone, Debug, PartialEq)]
pub struct Table<K: Id, V> {
    rows: BTreeMap<K, Arc<V>>,
    next: u32,
}

impl<K: Id, V> Default for Table<K, V> {
    fn default() -> Self {
        Table {
            rows: BTreeMap::new(),
            next: 0,
        }
    }
}

impl<K: Id, V: Clone> Table<K, V> {
    /// Adds the row that `make` builds for the next id.
    pub fn add(&mut self, make: impl FnOnce(K) -> V) -> K {
        let id = K::from_number(self.next);
        self.next += 1;
        self.rows.insert(id, Arc::new(make(id)));
        id
    }

    /// The row, if there is one.
    pub fn get(&self, id: K) -> Option<&Arc<V>> {
        self.rows.get(&id)
    }

    /// The row for writing; copied first if a snapshot still shares it.
    pub fn edit(&mut self, id: K) -> Option<&mut V> {
        self.rows.get_mut(&id).map(Arc::make_mut)
    }

    /// Takes the row out.
    pub fn remove(&mut self, id: K) -> Option<Arc<V>> {
        self.rows.remove(&id)
    }

    /// All rows in the order of their ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (K, &Arc<V>)> {
        self.rows.iter().map(|(id, row)| (*id, row))
    }

    /// The rows alone, in the order of their ids.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &Arc<V>> {
        self.rows.values()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The number that the next id gets: how many rows were ever added.
    pub fn issued(&self) -> u32 {
        self.next
    }
}
