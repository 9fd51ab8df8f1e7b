//! Listener rules. Source of the members: Elastic Load Balancing API, `Rule` and
//! `ForwardActionConfig`.

use crate::api::read::own;
use crate::api::render;
use crate::api::{Refusal, Request};
use crate::model::arn::Arns;
use crate::model::surroundings::listener_rule::ListenerRule;
use crate::model::surroundings::{listener_rule, target_group};
use crate::model::{TargetGroupId, World};
use serde_json::Value;
use std::sync::Arc;

pub const MEMBERS: &[&str] = &["ruleArn", "loadBalancerName", "port", "forward"];

/// The greatest weight. Source: Elastic Load Balancing API, `TargetGroupTuple`.
const HEAVIEST: i64 = 999;

pub fn declare(world: &mut World, request: Request) -> Result<Value, Refusal> {
    let given = own::text(request, "ruleArn")?;
    let balancer = own::text(request, "loadBalancerName")?;
    let balancer = if balancer.is_empty() { "web" } else { balancer };
    let listener_port = own::number(request, "port", 80, 1..=65_535)? as u16;
    let mut forwards = Vec::new();
    for item in own::list(request, "forward")?.unwrap_or_default() {
        forwards.push(forward(world, Request::new(item))?);
    }
    let before = listener_rule::by_arn(world, given).map(|row| row.id);
    let all = Arc::make_mut(&mut world.surroundings);
    let rule = |id| ListenerRule {
        id,
        given_arn: (!given.is_empty()).then(|| given.into()),
        load_balancer: balancer.into(),
        listener_port,
        forwards,
    };
    let id = match before {
        Some(id) => {
            if let Some(row) = all.listener_rules.edit(id) {
                *row = rule(id);
            }
            id
        }
        None => all.listener_rules.add(rule),
    };
    let row = world.surroundings.listener_rules.get(id);
    let arn = row.map(|row| Arns::of(world).listener_rule(row));
    Ok(render::members!({"ruleArn": arn}).into())
}

fn forward(world: &World, item: Request) -> Result<(TargetGroupId, u32), Refusal> {
    let arn = own::text(item, "targetGroupArn")?;
    let group = target_group::by_arn(world, arn);
    let group =
        group.ok_or_else(|| Refusal::invalid(format!("There is no target group {arn}.")))?;
    let weight = own::number(item, "weight", 1, 0..=HEAVIEST)?;
    Ok((group.id, weight as u32))
}
