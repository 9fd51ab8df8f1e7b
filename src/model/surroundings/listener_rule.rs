//! Listener rules: which share of the requests an Application Load Balancer sends where.
//!
//! Source: Elastic Load Balancing API, `Rule`, with `ForwardActionConfig`.

use super::Surroundings;
use crate::model::{ListenerRuleId, TargetGroupId, World, arn::Arns};
use std::sync::Arc;

/// A rule of a listener.
#[derive(Clone, Debug, PartialEq)]
pub struct ListenerRule {
    /// Its id.
    pub id: ListenerRuleId,
    /// Its ARN, if somebody else gave it; else it is rendered from load balancer, listener and id.
    pub given_arn: Option<Arc<str>>,
    /// The name of its load balancer.
    pub load_balancer: Arc<str>,
    /// The port of its listener.
    pub listener_port: u16,
    /// Where it sends requests, with weights from 0 to 999.
    pub forwards: Vec<(TargetGroupId, u32)>,
}

/// The listener rule with this ARN.
pub fn by_arn<'a>(world: &'a World, arn: &str) -> Option<&'a Arc<ListenerRule>> {
    let arns = Arns::of(world);
    let mut rows = world.surroundings.listener_rules.rows();
    rows.find(|row| match &row.given_arn {
        Some(given) => **given == *arn,
        None => arns.listener_rule(row) == arn,
    })
}

/// A rule for production and one for tests, both to the blue target group. Assumption: what a
/// blue/green deployment needs, on the ports that the guide's examples use.
pub(super) fn add_defaults(all: &mut Surroundings) {
    let mut groups = all.target_groups.rows();
    let Some(blue) = groups
        .find(|row| &*row.name == "web-blue")
        .map(|row| row.id)
    else {
        return;
    };
    for listener_port in [80, 8080] {
        all.listener_rules.add(|id| ListenerRule {
            id,
            given_arn: None,
            load_balancer: "web".into(),
            listener_port,
            forwards: vec![(blue, 100)],
        });
    }
}
