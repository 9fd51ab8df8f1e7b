//! Faults that are switched on: disturbances that a user asked for.

use super::{ClusterId, InstanceId, Zone};
use crate::sim::{SimTime, Span};
use std::sync::Arc;

/// A fault of the surroundings that lasts until it is cleared.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// When it was switched on.
    pub since: SimTime,
    /// Its name in the table of faults.
    pub name: &'static str,
    /// The cluster, or None for all.
    pub cluster: Option<ClusterId>,
    /// The container instance.
    pub instance: Option<InstanceId>,
    /// The Availability Zone.
    pub zone: Option<Zone>,
    /// Its other parameters that are texts, by member of the request; empty ones mean all.
    pub texts: Vec<(&'static str, Arc<str>)>,
    /// Its parameters that are numbers, by member of the request.
    pub numbers: Vec<(&'static str, u64)>,
}

impl Fault {
    /// A fault without parameters.
    pub fn new(name: &'static str, since: SimTime) -> Fault {
        Fault {
            since,
            name,
            cluster: None,
            instance: None,
            zone: None,
            texts: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// With a parameter that is a text.
    pub fn with_text(mut self, member: &'static str, text: &str) -> Fault {
        self.texts.push((member, text.into()));
        self
    }

    /// With a parameter that is a number.
    pub fn with_number(mut self, member: &'static str, number: u64) -> Fault {
        self.numbers.push((member, number));
        self
    }

    /// A parameter that is a text; empty if it has none of this name.
    pub fn text(&self, member: &str) -> &str {
        let mut texts = self.texts.iter();
        texts
            .find(|(name, _)| *name == member)
            .map_or("", |(_, text)| text)
    }

    /// A parameter that is a number; 0 if it has none of this name.
    pub fn number(&self, member: &str) -> u64 {
        let mut numbers = self.numbers.iter();
        numbers
            .find(|(name, _)| *name == member)
            .map_or(0, |(_, number)| *number)
    }

    /// A parameter in seconds as a span.
    pub fn seconds(&self, member: &str) -> Span {
        Span::seconds(self.number(member))
    }

    /// Whether its parameter `member` is empty or part of this text.
    pub fn is_about(&self, member: &str, text: &str) -> bool {
        text.contains(self.text(member))
    }

    /// Whether its parameter `member` is empty or this very text.
    pub fn is_named(&self, member: &str, text: &str) -> bool {
        let named = self.text(member);
        named.is_empty() || named == text
    }
}
