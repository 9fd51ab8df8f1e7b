//! What programs that run side by side ask for: calls at once, in the order in which they were
//! asked; sleeps when nobody has anything else to do, the one that ends first before the others.

use super::{Need, Reply};
use crate::sim::SimTime;
use std::collections::BTreeMap;

#[derive(Default)]
pub(super) struct Queue {
    asked: BTreeMap<u64, Need>,
    answered: BTreeMap<u64, Reply>,
    /// Whose need was handed out.
    shown: Option<u64>,
    tickets: u64,
}

impl Queue {
    /// Takes up a need and gives the number under which its reply comes.
    pub(super) fn ask(&mut self, need: Need) -> u64 {
        self.tickets += 1;
        self.asked.insert(self.tickets, need);
        self.tickets
    }

    /// The reply to a need, once.
    pub(super) fn take(&mut self, ticket: u64) -> Option<Reply> {
        self.answered.remove(&ticket)
    }

    /// Who asked is gone.
    pub(super) fn forget(&mut self, ticket: u64) {
        self.asked.remove(&ticket);
        self.answered.remove(&ticket);
    }

    /// The need that was handed out and has no reply yet.
    pub(super) fn shown(&self) -> Option<&Need> {
        self.asked.get(&self.shown?)
    }

    /// Whether somebody asks for what comes at once.
    pub(super) fn is_busy(&self) -> bool {
        let at_once = |need: &Need| matches!(need, Need::Call { .. } | Need::Own { .. });
        self.asked.values().any(at_once)
    }

    /// Hands out the next need; a sleep only if `sleeps`.
    pub(super) fn next(&mut self, sleeps: bool) -> Option<Need> {
        let until = |need: &Need| match need {
            Need::Sleep { until, .. } => *until,
            Need::Call { .. } | Need::Line { .. } | Need::Own { .. } => SimTime::START,
        };
        let asked = self.asked.iter();
        let (ticket, need) = asked.min_by_key(|(ticket, need)| {
            (matches!(need, Need::Sleep { .. }), until(need), **ticket)
        })?;
        if matches!(need, Need::Sleep { .. }) && !sleeps {
            return None;
        }
        self.shown = Some(*ticket);
        Some(need.clone())
    }

    /// The reply to the need that was handed out; who asked for it may be gone.
    pub(super) fn reply(&mut self, reply: Reply) {
        let Some(ticket) = self.shown.take() else {
            return;
        };
        if self.asked.remove(&ticket).is_some() {
            self.answered.insert(ticket, reply);
        }
    }
}
