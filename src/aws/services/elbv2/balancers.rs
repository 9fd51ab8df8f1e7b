//! Load balancers: those that were declared, and those that listener rules and target groups name.

use super::groups;
use crate::model::arn::Arns;
use crate::model::surroundings::listener_rule::{self, ListenerRule};
use crate::model::surroundings::load_balancer::Scheme;
use crate::model::surroundings::subnet::VPC_ID;
use crate::model::surroundings::target_group::{self, LoadBalancer};
use crate::model::{ServiceStatus, TargetGroupId, World};
use crate::sim::SimTime;
use serde_json::{Value, json};
use std::sync::Arc;

/// A load balancer.
pub(super) struct Balancer {
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: Arc<str>,
    /// Application or network.
    pub kind: LoadBalancer,
    /// The target groups that it sends requests to.
    pub groups: Vec<TargetGroupId>,
}

/// All of them: those that were declared, but for classic ones; those whose listeners have rules,
/// with the groups that these forward to, or between which a service moves them; and for each
/// target group that lies behind a load balancer and belongs to none of those, one with the
/// group's name.
pub(super) fn balancers(world: &World) -> Vec<Balancer> {
    let mut all: Vec<Balancer> = Vec::new();
    for (name, row) in &world.surroundings.load_balancers {
        if let Some(arn) = Arns::of(world).declared_balancer(name, row) {
            add(&mut all, arn, name, row.kind);
        }
    }
    for rule in world.surroundings.listener_rules.rows() {
        let kind = LoadBalancer::Application;
        let own = add(&mut all, of_rule(world, rule), &rule.load_balancer, kind);
        let forwards = rule.forwards.iter().map(|(id, _)| *id);
        for id in forwards.chain(moved(world, rule)) {
            if !own.contains(&id) {
                own.push(id);
            }
        }
    }
    for group in groups(world) {
        let ruled = all.iter().any(|row| row.groups.contains(&group.id));
        if let (Some(kind), false) = (group.load_balancer, ruled) {
            let arn = Arns::of(world).load_balancer(short(kind), &group.name);
            add(&mut all, arn, &group.name, kind).push(group.id);
        }
    }
    all
}

/// The two groups of each service that moves a rule between them.
/// Source: ECS API, `AdvancedConfiguration`.
fn moved(world: &World, rule: &ListenerRule) -> Vec<TargetGroupId> {
    let services = world.services.rows();
    let services = services.filter(|row| row.status != ServiceStatus::Inactive);
    let revisions = services.flat_map(|row| row.deployments.iter().map(|one| &one.revision));
    let own = revisions.flat_map(|revision| revision.balancers.iter());
    let mut groups = Vec::new();
    for balancer in own {
        let told = |member: &str| balancer.advanced.as_ref()?.get(member)?.as_str();
        let is_of = |member: &str| {
            let named = told(member).and_then(|arn| listener_rule::by_arn(world, arn));
            named.is_some_and(|row| row.id == rule.id)
        };
        if is_of("productionListenerRule") || is_of("testListenerRule") {
            groups.push(balancer.group());
            let other = told("alternateTargetGroupArn");
            let other = other.and_then(|arn| target_group::by_arn(world, arn));
            groups.extend(other.map(|row| row.id));
        }
    }
    groups
}

/// The groups of a load balancer, which is there from now on.
fn add<'a>(
    all: &'a mut Vec<Balancer>,
    arn: String,
    name: &Arc<str>,
    kind: LoadBalancer,
) -> &'a mut Vec<TargetGroupId> {
    let known = all.iter().position(|row| row.arn == arn);
    let place = known.unwrap_or(all.len());
    if known.is_none() {
        all.push(Balancer {
            arn,
            name: name.clone(),
            kind,
            groups: Vec::new(),
        });
    }
    &mut all[place].groups
}

/// The kind as ARNs write it.
fn short(kind: LoadBalancer) -> &'static str {
    match kind {
        LoadBalancer::Network => "net",
        LoadBalancer::Application | LoadBalancer::Classic => "app",
    }
}

/// The load balancer that a rule's ARN names: its name and id stand in it.
pub(super) fn of_rule(world: &World, rule: &ListenerRule) -> String {
    let given = rule.given_arn.as_deref();
    let declared = world.surroundings.load_balancers.get(&rule.load_balancer);
    if let Some(arn) = declared.and_then(|row| row.given_arn.as_deref()) {
        return arn.to_owned();
    }
    let named = given.and_then(|arn| {
        let (head, rest) = arn.split_once(":listener-rule/")?;
        let parts: Vec<&str> = rest.split('/').take(3).collect();
        (parts.len() == 3).then(|| format!("{head}:loadbalancer/{}", parts.join("/")))
    });
    named.unwrap_or_else(|| Arns::of(world).load_balancer("app", &rule.load_balancer))
}

/// The one with this ARN.
pub(super) fn named<'a>(all: &'a [Balancer], arn: &str) -> Option<&'a Balancer> {
    all.iter().find(|row| row.arn == arn)
}

/// As DescribeLoadBalancers tells it. It was there before the run began, in all subnets.
pub(super) fn shown(world: &World, row: &Balancer) -> Value {
    let settings = &world.settings;
    let region = &*settings.region;
    let id = row.arn.rsplit('/').next().unwrap_or_default();
    let domain = match row.kind {
        LoadBalancer::Network => format!("elb.{region}.amazonaws.com"),
        LoadBalancer::Application | LoadBalancer::Classic => {
            format!("{region}.elb.amazonaws.com")
        }
    };
    let declared = world.surroundings.load_balancers.get(&row.name);
    let vpc_id = declared.map_or(VPC_ID, |row| &row.vpc_id);
    let scheme = declared.map_or(Scheme::InternetFacing, |row| row.scheme);
    let subnets = world.surroundings.subnets.iter();
    let subnets = subnets.filter(|(_, subnet)| *subnet.vpc_id == *vpc_id);
    let zones = subnets.map(|(subnet, place)| {
        json!({
            "ZoneName": place.zone.name(region), "SubnetId": &**subnet,
            "LoadBalancerAddresses": [],
        })
    });
    let zones: Vec<Value> = zones.collect();
    json!({
        "LoadBalancerArn": row.arn,
        "DNSName": format!("{}-{id}.{domain}", row.name),
        "CreatedTime": settings.calendar.iso8601(SimTime::START),
        "LoadBalancerName": &*row.name,
        "Scheme": scheme.name(),
        "VpcId": vpc_id,
        "State": {"Code": "active"},
        "Type": row.kind.name(),
        "AvailabilityZones": zones,
        "IpAddressType": "ipv4",
    })
}
