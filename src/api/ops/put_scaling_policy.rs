//! Drydock.PutScalingPolicy: how the desired count of a service follows a metric.
//!
//! Source: Application Auto Scaling API, PutScalingPolicy. A step policy may come with the `Alarm`
//! that triggers it, with the members of CloudWatch's PutMetricAlarm; otherwise it waits for alarms
//! that name it, and keeps those that do.

use crate::api::read::alarm;
use crate::api::read::own;
use crate::api::read::scaling as parts;
use crate::api::{Refusal, Request};
use crate::lifecycle::{Turn, scaling};
use crate::model::scaling::{Adjustment, Metric, Policy, PolicyKind, Scaling, Step, Watch};
use crate::sim::Span;
use serde_json::{Value, json};

/// The cooldown where none is given. Source: Application Auto Scaling API,
/// `TargetTrackingScalingPolicyConfiguration`: 300 s for ECS services.
const COOLDOWN: i64 = 300;

/// The most policies of a scalable target. Source: Application Auto Scaling, quotas.
const MOST: usize = 50;

/// The most steps of a policy. Source: the same.
const MOST_STEPS: usize = 20;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let (id, target) = parts::target(turn.world(), request)?;
    let name = own::text(request, "PolicyName")?;
    if name.is_empty() {
        return Err(Refusal::invalid("PolicyName must be given."));
    }
    let mut policies = target.policies.iter();
    let before = policies.find(|row| *row.name == *name);
    if before.is_none() && target.policies.len() >= MOST {
        let message = format!("A scalable target can have at most {MOST} policies.");
        return Err(Refusal::invalid(message));
    }
    let kind = match own::text(request, "PolicyType")? {
        "TargetTrackingScaling" => {
            tracking(request.part("TargetTrackingScalingPolicyConfiguration"))?
        }
        "" | "StepScaling" => {
            let configuration = request.part("StepScalingPolicyConfiguration");
            let alarms = match request.get("Alarm").is_some() {
                true => vec![own_alarm(request.part("Alarm"))?],
                false => before.map_or_else(Vec::new, alarms_of),
            };
            steps(configuration, alarms)?
        }
        _ => {
            let message = "PolicyType should be one of [StepScaling,TargetTrackingScaling]";
            return Err(Refusal::invalid(message));
        }
    };
    let number = turn.world().policies_made;
    turn.sim.world.policies_made += 1;
    let policy = Policy {
        name: name.into(),
        number,
        kind,
        created_at: turn.now(),
    };
    scaling::register(turn, id, |row| put(row, policy));
    Ok(json!({}))
}

/// A policy takes the place of the one with its name: its ARN stays, and when it was made.
fn put(mut scaling: Scaling, policy: Policy) -> Scaling {
    let mut rows = scaling.policies.iter_mut();
    match rows.find(|row| row.name == policy.name) {
        Some(row) => row.kind = policy.kind,
        None => scaling.policies.push(policy),
    }
    scaling
}

fn seconds(request: Request, member: &str) -> Result<Span, Refusal> {
    let seconds = own::number(request, member, COOLDOWN, 0..=86_400)?;
    Ok(Span::seconds(seconds))
}

fn tracking(given: Request) -> Result<PolicyKind, Refusal> {
    let target = parts::fraction(given, "TargetValue")?.filter(|target| *target > 0);
    let target_milli = target.ok_or_else(|| Refusal::invalid("TargetValue must be above 0."))?;
    let name = own::text(
        given.part("PredefinedMetricSpecification"),
        "PredefinedMetricType",
    )?;
    let metric = Metric::ALL.into_iter().find(|row| row.predefined() == name);
    let metric = metric.ok_or_else(|| {
        let names = Metric::ALL.map(Metric::predefined).join(",");
        Refusal::invalid(format!("PredefinedMetricType should be one of [{names}]"))
    })?;
    Ok(PolicyKind::Tracking {
        metric,
        target_milli,
        out_cooldown: seconds(given, "ScaleOutCooldown")?,
        in_cooldown: seconds(given, "ScaleInCooldown")?,
        scales_in: !given.truth("DisableScaleIn").unwrap_or(false),
    })
}

fn steps(given: Request, alarms: Vec<Watch>) -> Result<PolicyKind, Refusal> {
    let at_least = own::number(given, "MinAdjustmentMagnitude", 0, 0..=5_000)?;
    let adjustment = match own::text(given, "AdjustmentType")? {
        "ChangeInCapacity" => Adjustment::Change,
        "PercentChangeInCapacity" => Adjustment::Percent {
            at_least: u32::try_from(at_least).unwrap_or(0),
        },
        "ExactCapacity" => Adjustment::Exact,
        _ => {
            let message = "AdjustmentType should be one of \
                           [ChangeInCapacity,PercentChangeInCapacity,ExactCapacity]";
            return Err(Refusal::invalid(message));
        }
    };
    let rows = own::list(given, "StepAdjustments")?.unwrap_or_default();
    let rows: Result<Vec<Step>, Refusal> = rows.iter().map(Request::new).map(step).collect();
    let steps = rows?;
    if steps.is_empty() || steps.len() > MOST_STEPS {
        let message = format!("StepAdjustments must have 1 to {MOST_STEPS} steps.");
        return Err(Refusal::invalid(message));
    }
    Ok(PolicyKind::Steps {
        alarms,
        adjustment,
        steps,
        cooldown: seconds(given, "Cooldown")?,
    })
}

fn step(given: Request) -> Result<Step, Refusal> {
    let lower_milli = parts::fraction(given, "MetricIntervalLowerBound")?;
    let upper_milli = parts::fraction(given, "MetricIntervalUpperBound")?;
    if lower_milli.is_none() && upper_milli.is_none() {
        let message = "A step must have a lower or an upper bound.";
        return Err(Refusal::invalid(message));
    }
    let adjustment = given.integer("ScalingAdjustment");
    let adjustment = adjustment.and_then(|number| i32::try_from(number).ok());
    Ok(Step {
        lower_milli,
        upper_milli,
        adjustment: adjustment
            .ok_or_else(|| Refusal::invalid("ScalingAdjustment must be a whole number."))?,
    })
}

fn own_alarm(given: Request) -> Result<Watch, Refusal> {
    if own::text(given, "AlarmName")?.is_empty() {
        let message = "The Alarm that triggers a step policy needs an AlarmName.";
        return Err(Refusal::invalid(message));
    }
    alarm::watch(given)
}

/// The alarms that name a policy.
fn alarms_of(policy: &Policy) -> Vec<Watch> {
    match &policy.kind {
        PolicyKind::Steps { alarms, .. } => alarms.clone(),
        PolicyKind::Tracking { .. } => Vec::new(),
    }
}
