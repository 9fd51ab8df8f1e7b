//! A small ordered set of task ids: the tasks of an instance, of a deployment.

use super::TaskId;

/// Task ids in ascending order. Ids are issued in order, so adding is appending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskIds(Vec<TaskId>);

impl TaskIds {
    /// Adds an id; nothing happens if it is there already.
    pub fn insert(&mut self, id: TaskId) {
        if let Err(place) = self.0.binary_search(&id) {
            self.0.insert(place, id);
        }
    }

    /// Takes an id out; false if it was not there.
    pub fn remove(&mut self, id: TaskId) -> bool {
        let place = self.0.binary_search(&id);
        if let Ok(place) = place {
            self.0.remove(place);
        }
        place.is_ok()
    }

    /// Whether the id is there.
    pub fn contains(&self, id: TaskId) -> bool {
        self.0.binary_search(&id).is_ok()
    }

    /// The ids, ascending.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = TaskId> + '_ {
        self.0.iter().copied()
    }

    /// How many ids there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
