//! `aws application-autoscaling`: how services scale.
//!
//! Source: Application Auto Scaling API, version 2016-02-06. What it takes and how it is shown are
//! those of Drydock's own actions of the same names.

use super::{Plan, Refused, Service, as_it_came, nothing};
use crate::api::read::scaling as parts;
use crate::api::render::scaling as render;
use crate::api::{Refusal, Request};
use crate::lifecycle::scaling::{self, resource_id};
use crate::model::scaling::Scaling;
use crate::model::{ServiceId, World};
use serde_json::{Value, json};

pub(super) const SERVICE: Service = Service {
    name: "application-autoscaling",
    invalid: INVALID,
    operations: &[
        ("DeleteScalingPolicy", delete_policy),
        ("DeleteScheduledAction", delete_action),
        ("DeregisterScalableTarget", deregister),
        ("DescribeScalableTargets", targets),
        ("DescribeScalingActivities", activities),
        ("DescribeScalingPolicies", policies),
        ("DescribeScheduledActions", actions),
        ("PutScalingPolicy", put_policy),
        ("PutScheduledAction", put_action),
        ("RegisterScalableTarget", register),
    ],
};

const INVALID: &str = "ValidationException";
const MISSING: &str = "ObjectNotFoundException";

fn invalid(refusal: Refusal) -> Refused {
    Refused::new(INVALID, refusal.message)
}

/// The request is asked of a target that there must be.
fn ask_target(
    world: &World,
    request: Request,
    action: &'static str,
    code: &'static str,
    told: fn(&World, Request) -> Value,
) -> Result<Plan, Refused> {
    parts::service(world, request).map_err(invalid)?;
    let target = parts::target(world, request);
    target.map_err(|refusal| Refused::new(MISSING, refusal.message))?;
    Ok(Plan::Ask {
        action,
        body: as_it_came(request),
        code,
        told,
    })
}

fn register(world: &World, request: Request) -> Result<Plan, Refused> {
    parts::service(world, request).map_err(invalid)?;
    Ok(Plan::Ask {
        action: "Drydock.RegisterScalableTarget",
        body: as_it_came(request),
        code: INVALID,
        told: |world, request| match parts::service(world, request) {
            Ok(row) => json!({"ScalableTargetARN": render::target_arn(world, row.id)}),
            Err(_) => json!({}),
        },
    })
}

fn deregister(world: &World, request: Request) -> Result<Plan, Refused> {
    let action = "Drydock.DeregisterScalableTarget";
    ask_target(world, request, action, MISSING, nothing)
}

/// What Drydock's own action does not look at must not be taken as if it were.
fn put_policy(world: &World, request: Request) -> Result<Plan, Refused> {
    let tracking = request.part("TargetTrackingScalingPolicyConfiguration");
    let kind = request.text("PolicyType").unwrap_or("StepScaling");
    let refused = if !["StepScaling", "TargetTrackingScaling"].contains(&kind) {
        Some("Policies of the types StepScaling and TargetTrackingScaling are simulated.")
    } else if tracking.has("CustomizedMetricSpecification") {
        Some("Customized metrics are not simulated.")
    } else {
        None
    };
    if let Some(said) = refused {
        return Err(Refused::new(INVALID, said));
    }
    let action = "Drydock.PutScalingPolicy";
    ask_target(world, request, action, INVALID, |world, request| {
        let name = request.text("PolicyName").unwrap_or_default();
        let Ok((id, row)) = parts::target(world, request) else {
            return json!({});
        };
        let mut policies = row.policies.iter();
        match policies.find(|policy| *policy.name == *name) {
            Some(policy) => json!({
                "PolicyARN": render::policy_arn(world, id, policy),
                "Alarms": render::alarms(world, id, policy),
            }),
            None => json!({}),
        }
    })
}

fn delete_policy(world: &World, request: Request) -> Result<Plan, Refused> {
    let action = "Drydock.DeleteScalingPolicy";
    ask_target(world, request, action, MISSING, nothing)
}

fn put_action(world: &World, request: Request) -> Result<Plan, Refused> {
    for member in ["StartTime", "EndTime"] {
        if request.has(member) {
            let said = format!("{member} of scheduled actions is not simulated.");
            return Err(Refused::new(INVALID, said));
        }
    }
    let action = "Drydock.PutScheduledAction";
    ask_target(world, request, action, INVALID, nothing)
}

fn delete_action(world: &World, request: Request) -> Result<Plan, Refused> {
    let action = "Drydock.DeleteScheduledAction";
    ask_target(world, request, action, MISSING, nothing)
}

/// The scalable targets that a request means by namespace, dimension and resources.
fn meant<'a>(world: &'a World, request: Request) -> Vec<(ServiceId, &'a Scaling)> {
    let is = |member: &str, only: &str| request.text(member).is_none_or(|text| text == only);
    if !is("ServiceNamespace", "ecs") || !is("ScalableDimension", parts::DIMENSION) {
        return Vec::new();
    }
    let mut named: Vec<&str> = request.texts("ResourceIds").collect();
    named.extend(request.text("ResourceId"));
    let services = world.services.rows();
    let rows = services.filter_map(|row| Some((row.id, scaling::of(world, row.id)?)));
    let is_meant = |id| named.is_empty() || named.contains(&&*resource_id(world, id));
    rows.filter(|(id, _)| is_meant(*id)).collect()
}

/// What a request lists of all targets that it means; by names, if it gives some.
fn list(
    world: &World,
    request: Request,
    (names, name): (&str, &str),
    of: fn(&World, ServiceId, &Scaling) -> Vec<Value>,
) -> Vec<Value> {
    let named: Vec<&str> = request.texts(names).collect();
    let rows = meant(world, request);
    let rows = rows.into_iter().flat_map(|(id, row)| of(world, id, row));
    let is_meant = |row: &Value| row[name].as_str().is_some_and(|own| named.contains(&own));
    rows.filter(|row| named.is_empty() || is_meant(row))
        .collect()
}

fn targets(world: &World, request: Request) -> Result<Plan, Refused> {
    let rows = list(world, request, ("", ""), |world, id, row| {
        vec![render::target(world, id, row)]
    });
    Ok(Plan::Answer(json!({"ScalableTargets": rows})))
}

fn policies(world: &World, request: Request) -> Result<Plan, Refused> {
    let names = ("PolicyNames", "PolicyName");
    let rows = list(world, request, names, render::policies);
    Ok(Plan::Answer(json!({"ScalingPolicies": rows})))
}

fn actions(world: &World, request: Request) -> Result<Plan, Refused> {
    let names = ("ScheduledActionNames", "ScheduledActionName");
    let rows = list(world, request, names, render::scheduled_actions);
    Ok(Plan::Answer(json!({"ScheduledActions": rows})))
}

fn activities(world: &World, request: Request) -> Result<Plan, Refused> {
    let rows = list(world, request, ("", ""), render::activities);
    Ok(Plan::Answer(json!({"ScalingActivities": rows})))
}

#[cfg(test)]
mod tests;
