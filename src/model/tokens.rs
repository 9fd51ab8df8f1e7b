//! Tasks by the token of the request that started them.

use super::TaskId;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Into how many parts the index is cut: a change copies only the part that a snapshot shares.
const PARTS: usize = 64;

type Part = BTreeMap<Arc<str>, Vec<TaskId>>;

/// The index.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tokens {
    parts: BTreeMap<usize, Arc<Part>>,
}

fn part_of(token: &str) -> usize {
    token.bytes().map(usize::from).sum::<usize>() % PARTS
}

impl Tokens {
    /// The tasks of the request with this token, in the order of their launch.
    pub fn tasks(&self, token: &str) -> &[TaskId] {
        let part = self.parts.get(&part_of(token));
        part.and_then(|part| part.get(token))
            .map_or(&[], Vec::as_slice)
    }

    /// Adds a task.
    pub fn add(&mut self, token: &Arc<str>, task: TaskId) {
        let part = self.parts.entry(part_of(token)).or_default();
        let tasks = Arc::make_mut(part).entry(token.clone()).or_default();
        tasks.push(task);
    }

    /// Takes a task out.
    pub fn remove(&mut self, token: &str, task: TaskId) {
        let place = part_of(token);
        let Some(part) = self.parts.get_mut(&place).map(Arc::make_mut) else {
            return;
        };
        if let Some(tasks) = part.get_mut(token) {
            tasks.retain(|id| *id != task);
            if tasks.is_empty() {
                part.remove(token);
            }
        }
        if part.is_empty() {
            self.parts.remove(&place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_added_and_forgets_what_was_taken_out() {
        let mut tokens = Tokens::default();
        // The two share a part.
        for (token, task) in [("ab", 1), ("ba", 2), ("ab", 3)] {
            tokens.add(&token.into(), TaskId(task));
        }
        assert_eq!(tokens.tasks("ab"), [TaskId(1), TaskId(3)]);
        tokens.remove("ab", TaskId(1));
        assert_eq!(tokens.tasks("ab"), [TaskId(3)]);
        tokens.remove("ab", TaskId(3));
        tokens.remove("ba", TaskId(2));
        assert_eq!(tokens, Tokens::default());
    }
}
