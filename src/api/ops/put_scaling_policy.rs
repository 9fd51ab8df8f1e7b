//! Drydock.PutScalingPolicy: how the desired count of a service follows a metric.
//!
//! Source: Application Auto Scaling API, PutScalingPolicy. A step policy comes with the `Alarm`
//! that triggers it, with the members of CloudWatch's PutMetricAlarm.

use crate::api::read::own;
use crate::api::read::scaling as parts;
use crate::api::{Refusal, Request};
use crate::lifecycle::{Turn, scaling};
use crate::model::scaling::{
    Adjustment, Comparison, Metric, Policy, PolicyKind, Scaling, Step, StepAlarm,
};
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
    let known = target.policies.iter().any(|row| *row.name == *name);
    if !known && target.policies.len() >= MOST {
        let message = format!("A scalable target can have at most {MOST} policies.");
        return Err(Refusal::invalid(message));
    }
    let kind = match own::text(request, "PolicyType")? {
        "TargetTrackingScaling" => {
            tracking(request.part("TargetTrackingScalingPolicyConfiguration"))?
        }
        "" | "StepScaling" => {
            let configuration = request.part("StepScalingPolicyConfiguration");
            steps(configuration, request.part("Alarm"))?
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

fn steps(given: Request, alarm: Request) -> Result<PolicyKind, Refusal> {
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
        alarm: step_alarm(alarm)?,
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

fn step_alarm(given: Request) -> Result<StepAlarm, Refusal> {
    let name = own::text(given, "AlarmName")?;
    if name.is_empty() {
        let message = "A step policy needs the Alarm that triggers it, with an AlarmName.";
        return Err(Refusal::invalid(message));
    }
    let metric = own::text(given, "MetricName")?;
    let metric = Metric::ALL.into_iter().find(|row| row.name() == metric);
    let metric = metric.ok_or_else(|| {
        let names = Metric::ALL.map(Metric::name).join(",");
        Refusal::invalid(format!("MetricName should be one of [{names}]"))
    })?;
    let operator = own::text(given, "ComparisonOperator")?;
    let mut operators = Comparison::ALL.into_iter();
    let comparison = operators.find(|row| row.name() == operator);
    let comparison = comparison.ok_or_else(|| {
        let names = Comparison::ALL.map(Comparison::name).join(",");
        Refusal::invalid(format!("ComparisonOperator should be one of [{names}]"))
    })?;
    let threshold = parts::fraction(given, "Threshold")?;
    let periods = own::number(given, "EvaluationPeriods", 1, 1..=180)?;
    Ok(StepAlarm {
        name: name.into(),
        metric,
        comparison,
        threshold_milli: threshold.ok_or_else(|| Refusal::invalid("Threshold must be given."))?,
        periods: u32::try_from(periods).unwrap_or(1),
    })
}
