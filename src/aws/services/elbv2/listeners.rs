//! Listeners and their rules. The simulation has rules: a listener is what the rules of a load
//! balancer at one port have in common, and the first of them is its default rule. What conditions
//! and priorities the others have is not simulated.

use super::balancers::{balancers, named, of_rule};
use super::no_balancer;
use crate::api::Request;
use crate::aws::services::{Plan, Refused};
use crate::model::World;
use crate::model::arn::Arns;
use crate::model::surroundings::listener_rule::{self, ListenerRule};
use serde_json::{Value, json};

/// The ARN of the listener of a rule. Source: Elastic Load Balancing User Guide, "Listener rules":
/// the rule's begins with the listener's.
pub(super) fn of(world: &World, rule: &ListenerRule) -> String {
    let arn = Arns::of(world)
        .listener_rule(rule)
        .replacen(":listener-rule/", ":listener/", 1);
    match arn.rsplit_once('/') {
        Some((listener, _)) => listener.to_owned(),
        None => arn,
    }
}

/// The rules of a listener, its default rule first.
pub(super) fn rules<'w>(world: &'w World, listener: &str) -> Vec<&'w ListenerRule> {
    let all = world.surroundings.listener_rules.rows();
    let all = all.map(|row| &**row);
    all.filter(|row| of(world, row) == listener).collect()
}

pub(super) fn no_listener() -> Refused {
    Refused::new("ListenerNotFound", "One or more listeners not found")
}

pub(super) fn describe(world: &World, request: Request) -> Result<Plan, Refused> {
    let mut rows: Vec<&ListenerRule> = Vec::new();
    for arn in request.texts("ListenerArns") {
        rows.push(rules(world, arn).first().copied().ok_or_else(no_listener)?);
    }
    if let Some(arn) = request.filled_text("LoadBalancerArn") {
        let all = balancers(world);
        named(&all, arn).ok_or_else(no_balancer)?;
        for rule in world.surroundings.listener_rules.rows() {
            let is_first = !rows.iter().any(|row| of(world, row) == of(world, rule));
            if of_rule(world, rule) == arn && is_first {
                rows.push(rule);
            }
        }
    } else if rows.is_empty() {
        let said = "You must specify either listener ARNs or a load balancer ARN";
        return Err(Refused::new("ValidationError", said));
    }
    let rows: Vec<Value> = rows.iter().map(|row| listener(world, row)).collect();
    Ok(Plan::Answer(json!({"Listeners": rows})))
}

/// A listener by its default rule.
pub(super) fn listener(world: &World, row: &ListenerRule) -> Value {
    json!({
        "ListenerArn": of(world, row),
        "LoadBalancerArn": of_rule(world, row),
        "Port": row.listener_port,
        "Protocol": "HTTP",
        "DefaultActions": actions(world, row),
    })
}

fn actions(world: &World, row: &ListenerRule) -> Vec<Value> {
    let arns = Arns::of(world);
    let groups = row.forwards.iter().filter_map(|(id, weight)| {
        let group = world.surroundings.target_groups.get(*id)?;
        Some(json!({"TargetGroupArn": arns.target_group(group), "Weight": weight}))
    });
    let groups: Vec<Value> = groups.collect();
    let mut action = json!({"Type": "forward", "ForwardConfig": {"TargetGroups": groups}});
    if let [only] = &groups[..] {
        action["TargetGroupArn"] = only["TargetGroupArn"].clone();
    }
    vec![action]
}

pub(super) fn describe_rules(world: &World, request: Request) -> Result<Plan, Refused> {
    let mut rows: Vec<&ListenerRule> = Vec::new();
    for arn in request.texts("RuleArns") {
        let row = listener_rule::by_arn(world, arn);
        let missing = || Refused::new("RuleNotFound", "One or more rules not found");
        rows.push(row.ok_or_else(missing)?);
    }
    if let Some(arn) = request.filled_text("ListenerArn") {
        rows = rules(world, arn);
        if rows.is_empty() {
            return Err(no_listener());
        }
    } else if rows.is_empty() {
        let said = "You must specify either listener rule ARNs or a listener ARN";
        return Err(Refused::new("ValidationError", said));
    }
    let rows: Vec<Value> = rows.iter().map(|row| rule(world, row)).collect();
    Ok(Plan::Answer(json!({"Rules": rows})))
}

pub(super) fn rule(world: &World, row: &ListenerRule) -> Value {
    let first = rules(world, &of(world, row)).first().map(|first| first.id);
    let is_default = first == Some(row.id);
    let mut shown = json!({
        "RuleArn": Arns::of(world).listener_rule(row),
        "Actions": actions(world, row),
        "IsDefault": is_default,
    });
    if is_default {
        shown["Priority"] = "default".into();
    }
    shown
}
