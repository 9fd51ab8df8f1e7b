//! An ordered set of ids: the tasks of a cluster, of an instance, of a deployment.

use super::TaskId;
use crate::sim::Id;
use std::marker::PhantomData;

/// Ids in ascending order, a bit for each: ids are issued in order, so those that are alive
/// together lie together, and a set of a hundred thousand is copied and changed at little cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ids<K> {
    /// The words that have a bit, by number.
    words: Vec<(u32, u64)>,
    count: u32,
    key: PhantomData<K>,
}

/// Tasks.
pub type TaskIds = Ids<TaskId>;

impl<K> Default for Ids<K> {
    fn default() -> Self {
        Ids {
            words: Vec::new(),
            count: 0,
            key: PhantomData,
        }
    }
}

/// So many consecutive ids lie in one word, and their rows side by side.
pub const WORD: u32 = u64::BITS;

/// The word that an id belongs to, and its bit there.
fn place(id: impl Id) -> (u32, u64) {
    (id.number() / WORD, 1 << (id.number() % WORD))
}

impl<K: Id> Ids<K> {
    /// Adds an id; nothing happens if it is there already.
    pub fn insert(&mut self, id: K) {
        let (number, bit) = place(id);
        let at = match self.find(number) {
            Ok(at) => at,
            Err(at) => {
                self.words.insert(at, (number, 0));
                at
            }
        };
        let word = &mut self.words[at].1;
        self.count += u32::from(*word & bit == 0);
        *word |= bit;
    }

    /// Takes an id out; false if it was not there.
    pub fn remove(&mut self, id: K) -> bool {
        let (number, bit) = place(id);
        let Ok(at) = self.find(number) else {
            return false;
        };
        let word = &mut self.words[at].1;
        let was = *word & bit != 0;
        *word &= !bit;
        if *word == 0 {
            self.words.remove(at);
        }
        self.count -= u32::from(was);
        was
    }

    /// Whether the id is there.
    pub fn contains(&self, id: K) -> bool {
        let (number, bit) = place(id);
        self.find(number)
            .is_ok_and(|at| self.words[at].1 & bit != 0)
    }

    fn find(&self, number: u32) -> Result<usize, usize> {
        self.words.binary_search_by_key(&number, |word| word.0)
    }

    /// The ids, ascending.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = K> + '_ {
        let words = self.words.iter();
        words.flat_map(|(number, word)| bits(*number, *word).map(K::from_number))
    }

    /// The ids of those words that are asked for by their numbers, ascending.
    pub fn in_words(&self, wanted: impl Fn(u32) -> bool) -> impl Iterator<Item = K> {
        let words = self.words.iter().filter(move |word| wanted(word.0));
        words.flat_map(|(number, word)| bits(*number, *word).map(K::from_number))
    }

    /// The ids beyond one, or all, ascending. Finds its beginning without a walk.
    pub fn after(&self, id: Option<K>) -> impl Iterator<Item = K> + '_ {
        let number = id.map_or(0, |id| id.number() / WORD);
        let from = self.words.partition_point(|word| word.0 < number);
        let rest = self.words[from..].iter();
        let rest = rest.flat_map(|(number, word)| bits(*number, *word).map(K::from_number));
        rest.skip_while(move |next| id.is_some_and(|id| *next <= id))
    }

    /// How many ids there are.
    pub fn len(&self) -> usize {
        self.count as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }
}

/// The numbers of the ids of one word.
fn bits(number: u32, word: u64) -> Bits {
    let first = number * WORD;
    Bits { first, word }
}

struct Bits {
    first: u32,
    word: u64,
}

impl Iterator for Bits {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let bit = (self.word != 0).then(|| self.word.trailing_zeros())?;
        self.word &= self.word - 1;
        Some(self.first + bit)
    }
}

impl DoubleEndedIterator for Bits {
    fn next_back(&mut self) -> Option<u32> {
        let bit = (self.word != 0).then(|| WORD - 1 - self.word.leading_zeros())?;
        self.word &= !(1 << bit);
        Some(self.first + bit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn behaves_as_a_set_of_numbers(
            steps in prop::collection::vec((any::<bool>(), 0..400u32), 0..300),
            from in prop::option::of(0..400u32),
        ) {
            let (mut ids, mut numbers) = (TaskIds::default(), BTreeSet::new());
            for (adds, number) in steps {
                if adds {
                    ids.insert(TaskId(number));
                    numbers.insert(number);
                } else {
                    prop_assert_eq!(ids.remove(TaskId(number)), numbers.remove(&number));
                }
                prop_assert_eq!(ids.contains(TaskId(number)), adds);
                prop_assert_eq!(ids.len(), numbers.len());
            }
            prop_assert!(ids.iter().map(|id| id.0).eq(numbers.iter().copied()));
            prop_assert!(ids.iter().rev().map(|id| id.0).eq(numbers.iter().rev().copied()));
            let beyond = numbers.iter().copied().filter(|number| Some(*number) > from);
            prop_assert!(ids.after(from.map(TaskId)).map(|id| id.0).eq(beyond));
            let even = numbers.iter().copied().filter(|number| (number / WORD).is_multiple_of(2));
            prop_assert!(ids.in_words(|word| word.is_multiple_of(2)).map(|id| id.0).eq(even));
        }
    }
}
