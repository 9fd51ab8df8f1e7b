//! `aws elbv2`: load balancers, target groups, and how their targets are.
//!
//! Source of members, states, reason codes and their texts: Elastic Load Balancing API, version
//! 2015-12-01, and the examples of its operations. Classic Load Balancers belong to another API.

mod balancers;
mod create;
mod health;
mod listeners;
mod modify;

use super::{Plan, Refused, Service};
use crate::api::Request;
use crate::model::World;
use crate::model::arn::Arns;
use crate::model::surroundings::subnet::VPC_ID;
use crate::model::surroundings::target_group::TargetGroup;
use balancers::{Balancer, balancers, named};
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) const SERVICE: Service = Service {
    name: "elbv2",
    invalid: "ValidationError",
    operations: &[
        ("CreateListener", create::listener),
        ("CreateLoadBalancer", create::load_balancer),
        ("CreateRule", create::rule),
        ("CreateTargetGroup", create::target_group),
        ("DescribeListeners", listeners::describe),
        ("DescribeLoadBalancers", describe_load_balancers),
        ("DescribeRules", listeners::describe_rules),
        ("DescribeTargetGroups", describe_target_groups),
        ("DescribeTargetHealth", health::describe),
        ("ModifyRule", modify::rule),
        ("ModifyTargetGroup", modify::target_group),
        ("ModifyTargetGroupAttributes", modify::attributes),
    ],
};

/// Those of this API.
fn groups(world: &World) -> impl Iterator<Item = &Arc<TargetGroup>> {
    let all = world.surroundings.target_groups.rows();
    all.filter(|row| !row.is_classic())
}

fn no_group() -> Refused {
    Refused::new("TargetGroupNotFound", "One or more target groups not found")
}

fn no_balancer() -> Refused {
    Refused::new(
        "LoadBalancerNotFound",
        "One or more load balancers not found",
    )
}

fn describe_load_balancers(world: &World, request: Request) -> Result<Plan, Refused> {
    let all = balancers(world);
    let mut rows: Vec<&Balancer> = Vec::new();
    for arn in request.texts("LoadBalancerArns") {
        let row = all.iter().find(|row| row.arn == arn);
        rows.push(row.ok_or_else(no_balancer)?);
    }
    for name in request.texts("Names") {
        let row = all.iter().find(|row| *row.name == *name);
        let missing = || format!("Load balancers '[{name}]' not found");
        rows.push(row.ok_or_else(|| Refused::new("LoadBalancerNotFound", missing()))?);
    }
    if !request.has("LoadBalancerArns") && !request.has("Names") {
        rows = all.iter().collect();
    }
    let rows = rows.iter().map(|row| balancers::shown(world, row));
    let rows: Vec<Value> = rows.collect();
    Ok(Plan::Answer(json!({"LoadBalancers": rows})))
}

fn describe_target_groups(world: &World, request: Request) -> Result<Plan, Refused> {
    let arns = Arns::of(world);
    let mut rows: Vec<&Arc<TargetGroup>> = Vec::new();
    for arn in request.texts("TargetGroupArns") {
        let row = groups(world).find(|row| arns.target_group(row) == arn);
        rows.push(row.ok_or_else(no_group)?);
    }
    for name in request.texts("Names") {
        let row = groups(world).find(|row| *row.name == *name);
        rows.push(row.ok_or_else(no_group)?);
    }
    let all = balancers(world);
    match request.filled_text("LoadBalancerArn") {
        Some(arn) => {
            let balancer = named(&all, arn).ok_or_else(no_balancer)?;
            rows.extend(groups(world).filter(|row| balancer.groups.contains(&row.id)));
        }
        None if !request.has("TargetGroupArns") && !request.has("Names") => {
            rows.extend(groups(world));
        }
        None => {}
    }
    let rows = rows.iter().map(|row| group(world, &all, row));
    let rows: Vec<Value> = rows.collect();
    Ok(Plan::Answer(json!({"TargetGroups": rows})))
}

/// A target group. The codes of its health check are those that CreateTargetGroup gives where none
/// are named: the simulation knows no others.
fn group(world: &World, all: &[Balancer], row: &TargetGroup) -> Value {
    let http = row.protocol.starts_with("HTTP");
    let check = row.health_check;
    let balancers = all.iter().filter(|one| one.groups.contains(&row.id));
    let balancers: Vec<&str> = balancers.map(|one| &*one.arn).collect();
    let mut shown = json!({
        "TargetGroupArn": Arns::of(world).target_group(row),
        "TargetGroupName": &*row.name,
        "Protocol": &*row.protocol,
        "Port": row.port,
        "VpcId": VPC_ID,
        "HealthCheckProtocol": if http { "HTTP" } else { "TCP" },
        "HealthCheckPort": "traffic-port",
        "HealthCheckEnabled": true,
        "HealthCheckIntervalSeconds": check.interval.0 / 1_000,
        "HealthCheckTimeoutSeconds": check.timeout.0 / 1_000,
        "HealthyThresholdCount": check.healthy_threshold,
        "UnhealthyThresholdCount": check.unhealthy_threshold,
        "LoadBalancerArns": balancers,
        "TargetType": row.target_type.name(),
        "IpAddressType": "ipv4",
    });
    if http {
        shown["HealthCheckPath"] = (*row.health_check_path).into();
        shown["Matcher"] = json!({"HttpCode": "200"});
        shown["ProtocolVersion"] = "HTTP1".into();
    }
    shown
}

#[cfg(test)]
mod tests;
