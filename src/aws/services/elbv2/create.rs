//! Load balancers, target groups, listeners and rules that somebody makes. They are declared as
//! Drydock's own action does it.

use super::balancers::{self, balancers, named};
use super::{group, listeners, no_balancer, no_group};
use crate::api::Request;
use crate::aws::services::{Plan, Refused};
use crate::model::World;
use crate::model::surroundings::listener_rule::ListenerRule;
use crate::model::surroundings::subnet::VPC_ID;
use crate::model::surroundings::target_group::{self, LoadBalancer};
use serde_json::{Value, json};

const INVALID: &str = "ValidationError";

pub(super) fn invalid(said: impl Into<String>) -> Refused {
    Refused::new(INVALID, said)
}

pub(super) fn declares(body: Value, told: fn(&World, Request) -> Value) -> Plan {
    Plan::Ask {
        action: "Drydock.Declare",
        body,
        code: INVALID,
        told,
    }
}

/// Source of the texts: Elastic Load Balancing API, CreateLoadBalancer, as they are returned.
pub(super) fn load_balancer(world: &World, request: Request) -> Result<Plan, Refused> {
    let name = request.text("Name").unwrap_or_default();
    if world.surroundings.load_balancers.contains_key(name) {
        let said = format!("A load balancer with the same name '{name}' exists");
        return Err(Refused::new("DuplicateLoadBalancerName", said));
    }
    let mappings = request.objects("SubnetMappings");
    let mapped = mappings.filter_map(|one| one.text("SubnetId"));
    let subnets: Vec<&str> = request.texts("Subnets").chain(mapped).collect();
    let mut zones = Vec::new();
    let mut vpc_id = VPC_ID;
    for id in &subnets {
        let row = world.surroundings.subnets.get(*id).ok_or_else(|| {
            let said = format!("The subnet ID '{id}' does not exist");
            Refused::new("SubnetNotFound", said)
        })?;
        vpc_id = &row.vpc_id;
        if !zones.contains(&row.zone) {
            zones.push(row.zone);
        }
    }
    let kind = request.text("Type").unwrap_or("application");
    let least = if kind == "application" { 2 } else { 1 };
    if zones.len() < least {
        let said = match least {
            2 => "At least two subnets in two different Availability Zones must be specified",
            _ => "At least one subnet must be specified",
        };
        return Err(invalid(said));
    }
    let scheme = request.text("Scheme").unwrap_or("internet-facing");
    let row = json!({"loadBalancerName": name, "type": kind, "scheme": scheme, "vpcId": vpc_id});
    Ok(declares(
        json!({"loadBalancers": [row]}),
        |world, request| {
            let all = balancers(world);
            let own = all
                .iter()
                .find(|row| Some(&*row.name) == request.text("Name"));
            let shown = own.map(|row| balancers::shown(world, row));
            json!({"LoadBalancers": shown.into_iter().collect::<Vec<_>>()})
        },
    ))
}

/// No load balancer sends requests to it until a listener or a rule forwards to it.
pub(super) fn target_group(world: &World, request: Request) -> Result<Plan, Refused> {
    let name = request.text("Name").unwrap_or_default();
    if super::groups(world).any(|row| *row.name == *name) {
        let said = "A target group with the same name exists, but with different settings";
        return Err(Refused::new("DuplicateTargetGroupName", said.to_owned()));
    }
    if request.filled_text("VpcId").is_some_and(|id| id != VPC_ID) {
        return Err(invalid(format!(
            "Only target groups of {VPC_ID} are simulated."
        )));
    }
    let protocol = request.text("Protocol");
    let protocol = protocol.ok_or_else(|| invalid("A protocol must be specified"))?;
    if !request.has("Port") {
        return Err(invalid("A port must be specified"));
    }
    only_200(request)?;
    let mut row = json!({
        "targetGroupName": name,
        "protocol": protocol,
        "targetType": request.text("TargetType").unwrap_or("instance"),
        "loadBalancer": "none",
    });
    take(request, &mut row);
    Ok(declares(
        json!({"targetGroups": [row]}),
        |world, request| {
            let all = balancers(world);
            let mut rows = super::groups(world);
            let own = rows.find(|row| Some(&*row.name) == request.text("Name"));
            let shown = own.map(|row| group(world, &all, row));
            json!({"TargetGroups": shown.into_iter().collect::<Vec<_>>()})
        },
    ))
}

pub(super) fn only_200(request: Request) -> Result<(), Refused> {
    let codes = request.part("Matcher").text("HttpCode");
    if codes.is_some_and(|codes| codes != "200") || request.part("Matcher").has("GrpcCode") {
        return Err(invalid("Only the health check code 200 is simulated."));
    }
    Ok(())
}

/// Takes what a request says of a target group's port and health check into a declaration.
pub(super) fn take(request: Request, row: &mut Value) {
    for (member, own) in [
        ("Port", "port"),
        ("HealthCheckPath", "healthCheckPath"),
        ("HealthCheckIntervalSeconds", "healthCheckIntervalSeconds"),
        ("HealthCheckTimeoutSeconds", "healthCheckTimeoutSeconds"),
        ("HealthyThresholdCount", "healthyThresholdCount"),
        ("UnhealthyThresholdCount", "unhealthyThresholdCount"),
    ] {
        if let Some(value) = request.get(member) {
            row[own] = value.clone();
        }
    }
}

/// What actions forward to, as a listener rule is declared, and the groups, which have a load
/// balancer from then on.
pub(super) fn forwards(
    world: &World,
    request: Request,
    member: &str,
) -> Result<(Value, Value), Refused> {
    let mut actions = request.objects(member);
    let (Some(action), None) = (actions.next(), actions.next()) else {
        return Err(invalid("One action is simulated: to forward."));
    };
    if action.text("Type") != Some("forward") {
        let kind = action.text("Type").unwrap_or_default();
        return Err(invalid(format!(
            "Actions of the type {kind} are not simulated."
        )));
    }
    let single = action.filled_text("TargetGroupArn").map(|arn| (arn, 1));
    let several = action
        .part("ForwardConfig")
        .objects("TargetGroups")
        .filter_map(|one| {
            Some((
                one.text("TargetGroupArn")?,
                one.integer("Weight").unwrap_or(1),
            ))
        });
    let mut targets: Vec<(&str, i64)> = several.collect();
    if targets.is_empty() {
        targets.extend(single);
    }
    let mut rows = Vec::new();
    let mut groups = Vec::new();
    for (arn, weight) in targets {
        let row = target_group::by_arn(world, arn).ok_or_else(no_group)?;
        rows.push(json!({"targetGroupArn": arn, "weight": weight}));
        groups.push(json!({"targetGroupName": &*row.name,
            "loadBalancer": "application"}));
    }
    if rows.is_empty() {
        return Err(invalid("A target group ARN must be specified"));
    }
    Ok((rows.into(), groups.into()))
}

/// The rule that was made last at a port of a load balancer.
fn newest<'w>(world: &'w World, balancer: &str, port: i64) -> Option<&'w ListenerRule> {
    let rows = world.surroundings.listener_rules.rows();
    let rows = rows.map(|row| &**row);
    let own = rows.filter(|row| *row.load_balancer == *balancer);
    own.rev().find(|row| i64::from(row.listener_port) == port)
}

/// The name of a load balancer, in its ARN or in that of one of its listeners.
fn name_in(arn: &str) -> &str {
    arn.split('/').nth(2).unwrap_or_default()
}

pub(super) fn listener(world: &World, request: Request) -> Result<Plan, Refused> {
    let arn = request.text("LoadBalancerArn").unwrap_or_default();
    let all = balancers(world);
    let balancer = named(&all, arn).ok_or_else(no_balancer)?;
    if balancer.kind != LoadBalancer::Application {
        return Err(invalid(
            "Only listeners of Application Load Balancers are simulated.",
        ));
    }
    let port = request.integer("Port");
    let port = port.ok_or_else(|| invalid("A port must be specified"))?;
    let protocol = request.text("Protocol");
    match protocol.ok_or_else(|| invalid("A protocol must be specified"))? {
        "HTTP" => {}
        other => return Err(invalid(format!("Listeners of {other} are not simulated."))),
    }
    if newest(world, &balancer.name, port).is_some() {
        let said = "A listener already exists on this port for this load balancer";
        return Err(Refused::new("DuplicateListener", said));
    }
    let (forward, groups) = forwards(world, request, "DefaultActions")?;
    let rule = json!({"loadBalancerName": &*balancer.name, "port": port, "forward": forward});
    let body = json!({"targetGroups": groups, "listenerRules": [rule]});
    Ok(declares(body, |world, request| {
        let arn = request.text("LoadBalancerArn").unwrap_or_default();
        let port = request.integer("Port").unwrap_or_default();
        let row = newest(world, name_in(arn), port);
        let shown = row.map(|row| listeners::listener(world, row));
        json!({"Listeners": shown.into_iter().collect::<Vec<_>>()})
    }))
}

pub(super) fn rule(world: &World, request: Request) -> Result<Plan, Refused> {
    let arn = request.text("ListenerArn").unwrap_or_default();
    let rules = listeners::rules(world, arn);
    let first = rules.first().ok_or_else(listeners::no_listener)?;
    let (forward, groups) = forwards(world, request, "Actions")?;
    let row = json!({
        "loadBalancerName": &*first.load_balancer, "port": first.listener_port,
        "forward": forward,
    });
    let body = json!({"targetGroups": groups, "listenerRules": [row]});
    Ok(declares(body, |world, request| {
        let arn = request.text("ListenerArn").unwrap_or_default();
        let row = listeners::rules(world, arn).last().copied();
        let shown = row.map(|row| listeners::rule(world, row));
        json!({"Rules": shown.into_iter().collect::<Vec<_>>()})
    }))
}
