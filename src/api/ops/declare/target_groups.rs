//! Target groups. Source of the members: Elastic Load Balancing API, CreateTargetGroup and
//! ModifyTargetGroupAttributes (`deregistration_delay.timeout_seconds`).

use crate::api::read::own;
use crate::api::{Refusal, Request};
use crate::model::World;
use crate::model::arn::Arns;
use crate::model::surroundings::target_group::{LoadBalancer, TargetGroup, TargetType};
use crate::sim::Span;
use serde_json::{Value, json};
use std::sync::Arc;

pub const MEMBERS: &[&str] = &[
    "targetGroupName",
    "targetGroupArn",
    "protocol",
    "port",
    "targetType",
    "loadBalancer",
    "healthCheckPath",
    "healthCheckIntervalSeconds",
    "healthCheckTimeoutSeconds",
    "healthyThresholdCount",
    "unhealthyThresholdCount",
    "deregistrationDelaySeconds",
];

/// Source: Elastic Load Balancing API, `ProtocolEnum`; the protocols of targets that ECS has.
const PROTOCOLS: &[&str] = &["HTTP", "HTTPS", "TCP", "UDP", "TLS", "TCP_UDP"];

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let given = own::text(request, "targetGroupArn")?;
    let name = super::balancing_name(request, "targetGroupName", given.split('/').nth(1))?;
    let all = Arc::make_mut(&mut world.surroundings);
    let named = |row: &&Arc<TargetGroup>| *row.name == *name && !row.is_classic();
    let before = all.target_groups.rows().find(named);
    let before = before.map(|row| TargetGroup::clone(row));
    let target_type = target_type(request, before.as_ref())?;
    let mut row = before.unwrap_or_else(|| {
        let protocol = request.filled_text("protocol").unwrap_or("HTTP");
        let fresh = |id| TargetGroup::new(id, name, protocol, target_type);
        fresh(all.target_groups.add(fresh))
    });
    row.target_type = target_type;
    read(&mut row, request)?;
    if !given.is_empty() {
        row.given_arn = Some(given.into());
    }
    let answer = json!({
        "targetGroupName": &*row.name,
        "targetGroupArn": Arns::of(world).target_group(&row),
    });
    let all = Arc::make_mut(&mut world.surroundings);
    if let Some(place) = all.target_groups.edit(row.id) {
        *place = row;
    }
    Ok(answer)
}

fn target_type(request: Request, before: Option<&TargetGroup>) -> Result<TargetType, Refusal> {
    match own::text(request, "targetType")? {
        "" => Ok(before.map_or(TargetType::Ip, |row| row.target_type)),
        "ip" => Ok(TargetType::Ip),
        "instance" => Ok(TargetType::Instance),
        _ => Err(Refusal::invalid("targetType must be ip or instance.")),
    }
}

/// What the request says; the rest stays.
/// Source of the ranges: Elastic Load Balancing API, CreateTargetGroup.
fn read(row: &mut TargetGroup, request: Request) -> Result<(), Refusal> {
    let protocol = own::text(request, "protocol")?;
    if !protocol.is_empty() {
        if !PROTOCOLS.contains(&protocol) {
            let known = PROTOCOLS.join(", ");
            return Err(Refusal::invalid(format!(
                "protocol must be one of {known}."
            )));
        }
        row.protocol = protocol.into();
    }
    row.load_balancer = match own::text(request, "loadBalancer")? {
        "" => row.load_balancer,
        "application" => Some(LoadBalancer::Application),
        "network" => Some(LoadBalancer::Network),
        "none" => None,
        _ => {
            let message = "loadBalancer must be application, network or none.";
            return Err(Refusal::invalid(message));
        }
    };
    let path = own::text(request, "healthCheckPath")?;
    if !path.is_empty() {
        row.health_check_path = path.into();
    }
    let number = |member, before: u64, range| own::number(request, member, before as i64, range);
    let seconds = |member, before: Span, range| {
        number(member, before.0 / 1_000, range).map(|seconds| Span(seconds * 1_000))
    };
    row.port = number("port", u64::from(row.port), 1..=65_535)? as u16;
    let check = &mut row.health_check;
    check.interval = seconds("healthCheckIntervalSeconds", check.interval, 5..=300)?;
    check.timeout = seconds("healthCheckTimeoutSeconds", check.timeout, 2..=120)?;
    let threshold = |member, before: u32| number(member, u64::from(before), 2..=10);
    let healthy = threshold("healthyThresholdCount", check.healthy_threshold)?;
    let unhealthy = threshold("unhealthyThresholdCount", check.unhealthy_threshold)?;
    (check.healthy_threshold, check.unhealthy_threshold) = (healthy as u32, unhealthy as u32);
    let delay = seconds(
        "deregistrationDelaySeconds",
        row.deregistration_delay,
        0..=3_600,
    )?;
    row.deregistration_delay = delay;
    Ok(())
}
