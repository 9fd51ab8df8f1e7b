//! The AWS resources that ECS points to and does not own: what a scenario declares, one file per
//! kind. They change seldom, so that a world shares them with its snapshots.

pub mod listener_rule;
pub mod target_group;

use super::{ListenerRuleId, TargetGroupId};
use crate::sim::Table;
use listener_rule::ListenerRule;
use target_group::TargetGroup;

/// Everything around ECS, in the order in which it was declared.
#[derive(Clone, Debug, PartialEq)]
pub struct Surroundings {
    /// Target groups of Elastic Load Balancing.
    pub target_groups: Table<TargetGroupId, TargetGroup>,
    /// Listener rules of Application Load Balancers.
    pub listener_rules: Table<ListenerRuleId, ListenerRule>,
}

/// What every account has from its start, so that examples need to declare nothing.
impl Default for Surroundings {
    fn default() -> Self {
        let mut all = Surroundings {
            target_groups: Table::default(),
            listener_rules: Table::default(),
        };
        target_group::add_defaults(&mut all);
        listener_rule::add_defaults(&mut all);
        all
    }
}
