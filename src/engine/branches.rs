//! Futures that were left when somebody acted in the past.

use super::command::Logged;
use crate::sim::SimTime;
use std::sync::Arc;

/// Branches kept beside the current one; the oldest goes first.
pub const MOST: usize = 8;

/// A future that is not the current one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// Its number, counted over the run; the first future is 1.
    pub number: u32,
    /// Where it parts from the branch that took its place.
    pub parts_at: SimTime,
    /// How far it was played.
    pub horizon: SimTime,
    /// All its commands, from the start of the run.
    pub log: Arc<Vec<Logged>>,
}

/// How many commands two logs have in common from their start.
pub fn common_prefix(one: &[Logged], other: &[Logged]) -> usize {
    one.iter().zip(other).take_while(|(a, b)| a == b).count()
}
