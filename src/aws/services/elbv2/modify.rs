//! Target groups and rules that somebody changes, as Drydock's own action declares them anew.
//!
//! Source: Elastic Load Balancing API, ModifyTargetGroup, ModifyTargetGroupAttributes, ModifyRule.

use super::balancers::balancers;
use super::create::{declares, forwards, invalid, only_200, take};
use super::{group, listeners, no_group};
use crate::api::Request;
use crate::aws::services::{Plan, Refused};
use crate::model::World;
use crate::model::surroundings::listener_rule;
use crate::model::surroundings::target_group::{self, TargetGroup};
use serde_json::{Value, json};

/// The target group of a request.
fn own<'w>(world: &'w World, request: Request) -> Option<&'w TargetGroup> {
    let arn = request.text("TargetGroupArn").unwrap_or_default();
    target_group::by_arn(world, arn).map(|row| &**row)
}

pub(super) fn target_group(world: &World, request: Request) -> Result<Plan, Refused> {
    let row = own(world, request).ok_or_else(no_group)?;
    only_200(request)?;
    for member in [
        "HealthCheckEnabled",
        "HealthCheckPort",
        "HealthCheckProtocol",
    ] {
        if request.has(member) {
            return Err(invalid(format!("{member} is not simulated.")));
        }
    }
    let mut declared = json!({"targetGroupName": &*row.name});
    take(request, &mut declared);
    let body = json!({"targetGroups": [declared]});
    Ok(declares(body, |world, request| {
        let all = balancers(world);
        let shown = own(world, request).map(|row| group(world, &all, row));
        json!({"TargetGroups": shown.into_iter().collect::<Vec<_>>()})
    }))
}

/// The one attribute that the simulation has.
const DELAY: &str = "deregistration_delay.timeout_seconds";

pub(super) fn attributes(world: &World, request: Request) -> Result<Plan, Refused> {
    let row = own(world, request).ok_or_else(no_group)?;
    let mut declared = json!({"targetGroupName": &*row.name});
    for attribute in request.objects("Attributes") {
        let key = attribute.text("Key").unwrap_or_default();
        if key != DELAY {
            return Err(invalid(format!(
                "The attribute {key} is not simulated: {DELAY} is."
            )));
        }
        let value = attribute.text("Value").unwrap_or_default();
        let seconds: i64 = value.parse().map_err(|_| {
            invalid(format!(
                "The attribute value '{value}' is not valid for '{key}'"
            ))
        })?;
        declared["deregistrationDelaySeconds"] = seconds.into();
    }
    let body = json!({"targetGroups": [declared]});
    Ok(declares(body, |world, request| {
        let seconds = own(world, request).map(|row| row.deregistration_delay.0 / 1_000);
        let shown = seconds.map(|seconds| json!({"Key": DELAY, "Value": seconds.to_string()}));
        json!({"Attributes": shown.into_iter().collect::<Vec<_>>()})
    }))
}

pub(super) fn rule(world: &World, request: Request) -> Result<Plan, Refused> {
    let arn = request.text("RuleArn").unwrap_or_default();
    let row = listener_rule::by_arn(world, arn);
    let row = row.ok_or_else(|| Refused::new("RuleNotFound", "One or more rules not found"))?;
    if request.has("Conditions") {
        return Err(invalid("Conditions of rules are not simulated."));
    }
    let (forward, groups): (Value, Value) = forwards(world, request, "Actions")?;
    let row = json!({
        "ruleArn": arn, "loadBalancerName": &*row.load_balancer, "port": row.listener_port,
        "forward": forward,
    });
    let body = json!({"targetGroups": groups, "listenerRules": [row]});
    Ok(declares(body, |world, request| {
        let arn = request.text("RuleArn").unwrap_or_default();
        let row = listener_rule::by_arn(world, arn);
        let shown = row.map(|row| listeners::rule(world, row));
        json!({"Rules": shown.into_iter().collect::<Vec<_>>()})
    }))
}
