//! Which target groups the two sides of a deployment use, and how listener rules share requests
//! between them.
//!
//! Source: ECS API, `AdvancedConfiguration`; Developer Guide, "Amazon ECS blue/green service
//! deployments workflow": the sides take turns with the two groups, and weights of the rules move.

use crate::lifecycle::Turn;
use crate::model::service::Revision;
use crate::model::service_deployment::Weights;
use crate::model::surroundings::{listener_rule, target_group};
use crate::model::target::{Balancer, BalancerTarget};
use crate::model::{
    ListenerRuleId, Service, ServiceDeployment, ServiceId, Strategy, TargetGroupId, World,
};
use std::sync::Arc;

/// A revision to deploy, in the target groups that the tasks with the traffic do not use. Tasks
/// that are replaced in place use the same.
pub(super) fn take_turns(
    world: &World,
    service: &Service,
    revision: Arc<Revision>,
) -> Arc<Revision> {
    let blue = world.records_of(service).find(|record| record.completed);
    let Some(before) = blue.map(|record| record.revision.alternate) else {
        return revision;
    };
    let alternate = match service.configuration.strategy() {
        Strategy::Rolling => before,
        Strategy::BlueGreen | Strategy::Linear | Strategy::Canary => !before,
    };
    if alternate == revision.alternate {
        return revision;
    }
    Arc::new(Revision {
        alternate,
        ..Revision::clone(&revision)
    })
}

/// The load balancers of a revision, with the target groups whose turn it is.
pub(super) fn balancers(world: &World, revision: &Revision) -> Arc<[Balancer]> {
    if !revision.alternate {
        return revision.balancers.clone();
    }
    let turned = |row: &Balancer| {
        let arn = advanced(row, "alternateTargetGroupArn");
        let group = arn.and_then(|arn| target_group::by_arn(world, arn));
        let to = group.map_or_else(|| row.to.clone(), |group| BalancerTarget::Group(group.id));
        Balancer { to, ..row.clone() }
    };
    revision.balancers.iter().map(turned).collect()
}

fn advanced<'a>(row: &'a Balancer, member: &str) -> Option<&'a str> {
    row.advanced.as_ref()?.get(member)?.as_str()
}

/// Sets the weights of the listener rules of a service's latest change.
pub(super) fn share(turn: &mut Turn, id: ServiceId, weights: Weights) {
    let world = turn.world();
    let Some(service) = world.services.get(id) else {
        return;
    };
    let Some(record) = world.current_record(service) else {
        return;
    };
    let rules = rules(world, service, record, weights);
    let all = Arc::make_mut(&mut turn.sim.world.surroundings);
    for (rule, forwards) in rules {
        if let Some(rule) = all.listener_rules.edit(rule) {
            rule.forwards = forwards;
        }
    }
}

/// Where each rule sends requests.
type Forwards = (ListenerRuleId, Vec<(TargetGroupId, u32)>);

fn rules(
    world: &World,
    service: &Service,
    record: &ServiceDeployment,
    weights: Weights,
) -> Vec<Forwards> {
    let mut records = world.records_of(service);
    let source = record.sources.first();
    let Some(blue) = records.find(|row| Some(&row.target) == source) else {
        return Vec::new();
    };
    let blue = balancers(world, &blue.revision);
    let green = balancers(world, &record.revision);
    let mut rules = Vec::new();
    for (old, new) in blue.iter().zip(&*green) {
        let (old, group) = (old.group(), new.group());
        for (member, share) in [
            ("productionListenerRule", weights.production),
            ("testListenerRule", weights.test),
        ] {
            let arn = advanced(new, member);
            let rule = arn.and_then(|arn| listener_rule::by_arn(world, arn));
            rules.extend(rule.map(|rule| (rule.id, split(old, group, share))));
        }
    }
    rules
}

/// A share in thousandths as weights: in per cent where that is exact, since a weight has at most
/// three digits.
fn split(old: TargetGroupId, new: TargetGroupId, share: u16) -> Vec<(TargetGroupId, u32)> {
    let (whole, share) = match (share % 10, u32::from(share)) {
        (0, share) => (100, share / 10),
        (_, share) => (1_000, share),
    };
    vec![(old, whole - share), (new, share)]
}
