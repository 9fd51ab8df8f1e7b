//! Drydock.DescribeScaling: the scalable target of a service, its policies, scheduled actions and
//! activities, with the members of Application Auto Scaling's four Describe operations.

use crate::api::read::scaling as parts;
use crate::api::{Refusal, Request};
use crate::lifecycle::Turn;
use crate::lifecycle::scaling::{cause_text, resource_id};
use crate::model::World;
use crate::model::scaling::{Activity, Adjustment, Policy, PolicyKind, ScheduledAction, Step};
use serde_json::{Value, json};

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let (id, row) = parts::target(world, request)?;
    let activities = row.activities.iter();
    Ok(json!({
        "ScalableTarget": {
            "ServiceNamespace": "ecs",
            "ResourceId": resource_id(world, id),
            "ScalableDimension": parts::DIMENSION,
            "MinCapacity": row.min,
            "MaxCapacity": row.max,
            "CreationTime": world.settings.calendar.iso8601(row.created_at),
            "SuspendedState": {
                "DynamicScalingInSuspended": row.suspended.scale_in,
                "DynamicScalingOutSuspended": row.suspended.scale_out,
                "ScheduledScalingSuspended": row.suspended.scheduled,
            },
        },
        "ScalingPolicies": row.policies.iter().map(policy).collect::<Vec<_>>(),
        "ScheduledActions": row.scheduled.iter().map(scheduled).collect::<Vec<_>>(),
        "ScalingActivities": activities.map(|row| activity(world, row)).collect::<Vec<_>>(),
    }))
}

/// Thousandths as a number.
fn number(milli: i64) -> Value {
    match milli % 1_000 {
        0 => json!(milli / 1_000),
        _ => {
            let sign = if milli < 0 { "-" } else { "" };
            let milli = milli.unsigned_abs();
            let text = format!("{sign}{}.{:03}", milli / 1_000, milli % 1_000);
            serde_json::from_str(&text).unwrap_or(Value::Null)
        }
    }
}

fn policy(row: &Policy) -> Value {
    match &row.kind {
        PolicyKind::Tracking {
            metric,
            target_milli,
            out_cooldown,
            in_cooldown,
            scales_in,
        } => json!({
            "PolicyName": &*row.name,
            "PolicyType": "TargetTrackingScaling",
            "TargetTrackingScalingPolicyConfiguration": {
                "TargetValue": number(*target_milli),
                "PredefinedMetricSpecification": {"PredefinedMetricType": metric.predefined()},
                "ScaleOutCooldown": out_cooldown.0 / 1_000,
                "ScaleInCooldown": in_cooldown.0 / 1_000,
                "DisableScaleIn": !scales_in,
            },
        }),
        PolicyKind::Steps {
            alarm,
            adjustment,
            steps,
            cooldown,
        } => {
            let (kind, at_least) = match adjustment {
                Adjustment::Change => ("ChangeInCapacity", 0),
                Adjustment::Percent { at_least } => ("PercentChangeInCapacity", *at_least),
                Adjustment::Exact => ("ExactCapacity", 0),
            };
            json!({
                "PolicyName": &*row.name,
                "PolicyType": "StepScaling",
                "StepScalingPolicyConfiguration": {
                    "AdjustmentType": kind,
                    "MinAdjustmentMagnitude": at_least,
                    "Cooldown": cooldown.0 / 1_000,
                    "StepAdjustments": steps.iter().map(step).collect::<Vec<_>>(),
                },
                "Alarms": [{"AlarmName": &*alarm.name}],
            })
        }
    }
}

fn step(row: &Step) -> Value {
    json!({
        "MetricIntervalLowerBound": row.lower_milli.map(number),
        "MetricIntervalUpperBound": row.upper_milli.map(number),
        "ScalingAdjustment": row.adjustment,
    })
}

fn scheduled(row: &ScheduledAction) -> Value {
    json!({
        "ScheduledActionName": &*row.name,
        "Schedule": &*row.text,
        "ScalableTargetAction": {"MinCapacity": row.min, "MaxCapacity": row.max},
    })
}

/// Source of the texts: Developer Guide, "Amazon ECS service event messages".
fn activity(world: &World, row: &Activity) -> Value {
    let desired = row.desired;
    json!({
        "StartTime": world.settings.calendar.iso8601(row.at),
        "Description": format!("Setting desired count to {desired}."),
        "Cause": cause_text(&row.cause),
        "StatusCode": "Successful",
        "StatusMessage": format!(
            "Successfully set desired count to {desired}. Waiting for change to be fulfilled by \
             ecs."
        ),
    })
}
