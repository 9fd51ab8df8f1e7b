//! The table behind "why here?": every instance, every filter, and the rank.

use super::filters::{FILTERS, Shortfall};
use super::{Ask, ranks};
use crate::model::task::Launch;
use crate::model::{InstanceId, World};
use crate::sim::sort;

/// What one filter says of one instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It passes.
    Pass,
    /// It refuses, for this reason.
    Refuse(Shortfall),
}

/// What placement thinks of one instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The instance.
    pub instance: InstanceId,
    /// One outcome per filter, in the order of [`FILTERS`].
    pub outcomes: Vec<Outcome>,
    /// Its place among the instances that pass all filters, 0 for the chosen one.
    pub rank: Option<usize>,
}

/// What placement thinks of each instance of the launch's cluster, in the order of registration.
/// Empty for Fargate, which has no instances to choose from.
pub fn verdicts(world: &World, launch: &Launch) -> Vec<Verdict> {
    if launch.launch_type == crate::model::task::LaunchType::Fargate {
        return Vec::new();
    }
    let ask = Ask::new(world, launch);
    let mut verdicts: Vec<Verdict> = Vec::new();
    let mut fitting = Vec::new();
    for instance in ask.instances() {
        let judge = |filter: &super::Filter| match (filter.check)(&ask, instance) {
            Ok(()) => Outcome::Pass,
            Err(shortfall) => Outcome::Refuse(shortfall),
        };
        let outcomes: Vec<Outcome> = FILTERS.iter().map(judge).collect();
        if outcomes.iter().all(|outcome| *outcome == Outcome::Pass) {
            fitting.push((verdicts.len(), instance));
        }
        verdicts.push(Verdict {
            instance: instance.id,
            outcomes,
            rank: None,
        });
    }
    sort::by(&mut fitting, |(_, left), (_, right)| {
        ranks::compare(&ask, left, right)
    });
    for (rank, (place, _)) in fitting.into_iter().enumerate() {
        verdicts[place].rank = Some(rank);
    }
    verdicts
}
