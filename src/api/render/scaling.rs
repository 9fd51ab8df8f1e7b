//! How a service scales, in the members of Application Auto Scaling.
//!
//! Source: Application Auto Scaling API, `ScalableTarget`, `ScalingPolicy`, `ScheduledAction`,
//! `ScalingActivity`, and the ARNs of the examples of its operations.

use crate::api::read::scaling::DIMENSION;
use crate::lifecycle::scaling::{alarm_name, cause_text, resource_id};
use crate::model::arn::{Arns, Uuid};
use crate::model::scaling::{
    Activity, Adjustment, Policy, PolicyKind, Scaling, ScheduledAction, Step,
};
use crate::model::{ServiceId, World};
use serde_json::{Value, json};
use std::sync::Arc;

/// The role that AWS makes for the scaling of services. Source: Application Auto Scaling User
/// Guide, "Service-linked roles for Application Auto Scaling".
const ROLE: &str = "role/aws-service-role/ecs.application-autoscaling.amazonaws.com/\
                    AWSServiceRoleForApplicationAutoScaling_ECSService";

/// `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`
fn arn(world: &World, service: &str, resource: &str) -> String {
    let settings = &world.settings;
    let (region, account) = (&settings.region, &settings.account_id);
    format!("arn:aws:{service}:{region}:{account}:{resource}")
}

/// With the members that say whose something is.
fn of_service(world: &World, id: ServiceId, mut shown: Value) -> Value {
    shown["ServiceNamespace"] = "ecs".into();
    shown["ResourceId"] = resource_id(world, id).into();
    shown["ScalableDimension"] = DIMENSION.into();
    shown
}

/// The ARN of the scalable target that a service is.
pub fn target_arn(world: &World, id: ServiceId) -> String {
    let uuid = Arns::of(world).uuid(Uuid::ScalableTarget, u64::from(id.0), 0);
    let hex = uuid.replace('-', "");
    let resource = format!("scalable-target/0ec5{hex}");
    arn(world, "application-autoscaling", &resource)
}

/// The scalable target that a service is.
pub fn target(world: &World, id: ServiceId, row: &Scaling) -> Value {
    let shown = json!({
        "MinCapacity": row.min,
        "MaxCapacity": row.max,
        "RoleARN": format!("arn:aws:iam::{}:{ROLE}", world.settings.account_id),
        "CreationTime": world.settings.calendar.iso8601(row.created_at),
        "SuspendedState": {
            "DynamicScalingInSuspended": row.suspended.scale_in,
            "DynamicScalingOutSuspended": row.suspended.scale_out,
            "ScheduledScalingSuspended": row.suspended.scheduled,
        },
        "ScalableTargetARN": target_arn(world, id),
    });
    of_service(world, id, shown)
}

/// The policies of a service.
pub fn policies(world: &World, id: ServiceId, row: &Scaling) -> Vec<Value> {
    let rows = row.policies.iter();
    rows.map(|row| policy(world, id, row)).collect()
}

/// The ARN of a policy.
pub fn policy_arn(world: &World, id: ServiceId, row: &Policy) -> String {
    let uuid = Arns::of(world).uuid(Uuid::ServicePolicy, u64::from(row.number), 0);
    let (resource, name) = (resource_id(world, id), &row.name);
    let resource = format!("scalingPolicy:{uuid}:resource/ecs/{resource}:policyName/{name}");
    arn(world, "autoscaling", &resource)
}

/// The alarms that trigger a policy: tracking has one for each direction, but the one that scales
/// in only where it may.
pub fn alarms(world: &World, id: ServiceId, row: &Policy) -> Vec<Value> {
    let names: Vec<Arc<str>> = match &row.kind {
        PolicyKind::Tracking { scales_in, .. } => {
            let sides = if *scales_in {
                &[true, false][..]
            } else {
                &[true]
            };
            let name = |high: &bool| alarm_name(world, id, row, *high);
            sides.iter().map(name).collect()
        }
        PolicyKind::Steps { alarms, .. } => alarms.iter().map(|one| one.name.clone()).collect(),
    };
    let alarm = |name: &Arc<str>| json!({"AlarmName": &**name, "AlarmARN": alarm_arn(world, name)});
    names.iter().map(alarm).collect()
}

/// The ARN of an alarm.
pub fn alarm_arn(world: &World, name: &str) -> String {
    arn(world, "cloudwatch", &format!("alarm:{name}"))
}

fn policy(world: &World, id: ServiceId, row: &Policy) -> Value {
    let mut shown = configuration(row);
    shown["PolicyARN"] = policy_arn(world, id, row).into();
    shown["PolicyName"] = (*row.name).into();
    shown["Alarms"] = alarms(world, id, row).into();
    let created = world.settings.calendar.iso8601(row.created_at);
    shown["CreationTime"] = created.into();
    of_service(world, id, shown)
}

/// Thousandths as a number.
pub fn number(milli: i64) -> Value {
    serde_json::from_str(&thousandths(milli)).unwrap_or(Value::Null)
}

/// A number of thousandths, with as many digits behind its point as it has.
pub fn thousandths(milli: i64) -> String {
    let sign = if milli < 0 { "-" } else { "" };
    let (whole, rest) = (milli.unsigned_abs() / 1_000, milli.unsigned_abs() % 1_000);
    let text = format!("{sign}{whole}.{rest:03}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What a policy does, as its type has it.
fn configuration(row: &Policy) -> Value {
    match &row.kind {
        PolicyKind::Tracking {
            metric,
            target_milli,
            out_cooldown,
            in_cooldown,
            scales_in,
        } => json!({
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
            adjustment,
            steps,
            cooldown,
            ..
        } => {
            let (kind, at_least) = match adjustment {
                Adjustment::Change => ("ChangeInCapacity", 0),
                Adjustment::Percent { at_least } => ("PercentChangeInCapacity", *at_least),
                Adjustment::Exact => ("ExactCapacity", 0),
            };
            json!({
                    "PolicyType": "StepScaling",
                "StepScalingPolicyConfiguration": {
                    "AdjustmentType": kind,
                    "MinAdjustmentMagnitude": at_least,
                    "Cooldown": cooldown.0 / 1_000,
                    "StepAdjustments": steps.iter().map(step).collect::<Vec<_>>(),
                },
            })
        }
    }
}

fn step(row: &Step) -> Value {
    let mut shown = json!({"ScalingAdjustment": row.adjustment});
    let bounds = [
        ("MetricIntervalLowerBound", row.lower_milli),
        ("MetricIntervalUpperBound", row.upper_milli),
    ];
    for (name, bound) in bounds {
        if let Some(milli) = bound {
            shown[name] = number(milli);
        }
    }
    shown
}

/// The scheduled actions of a service.
pub fn scheduled_actions(world: &World, id: ServiceId, row: &Scaling) -> Vec<Value> {
    let rows = row.scheduled.iter();
    rows.map(|row| scheduled(world, id, row)).collect()
}

fn scheduled(world: &World, id: ServiceId, row: &ScheduledAction) -> Value {
    let (subject, nth) = (u64::from(id.0), row.created_at.0);
    let uuid = Arns::of(world).uuid(Uuid::ScheduledAction, subject, nth);
    let (resource, name) = (resource_id(world, id), &row.name);
    let own = format!("scheduledAction:{uuid}:resource/ecs/{resource}:scheduledActionName/{name}");
    let mut bounds = json!({});
    for (member, bound) in [("MinCapacity", row.min), ("MaxCapacity", row.max)] {
        if let Some(bound) = bound {
            bounds[member] = bound.into();
        }
    }
    let mut shown = json!({
        "ScheduledActionName": &**name,
        "ScheduledActionARN": arn(world, "autoscaling", &own),
        "Schedule": &*row.text,
        "ScalableTargetAction": bounds,
        "CreationTime": world.settings.calendar.iso8601(row.created_at),
    });
    if !row.zone.is_empty() {
        shown["Timezone"] = (*row.zone).into();
    }
    of_service(world, id, shown)
}

/// What scaling has done to a service, newest first.
pub fn activities(world: &World, id: ServiceId, row: &Scaling) -> Vec<Value> {
    let rows = row.activities.iter();
    rows.map(|row| activity(world, id, row)).collect()
}

/// Source of the texts: Developer Guide, "Amazon ECS service event messages".
fn activity(world: &World, id: ServiceId, row: &Activity) -> Value {
    let desired = row.desired;
    let uuid = Arns::of(world).uuid(Uuid::ScalingActivity, u64::from(id.0), row.at.0);
    let shown = json!({
        "ActivityId": uuid,
        "StartTime": world.settings.calendar.iso8601(row.at),
        "Description": format!("Setting desired count to {desired}."),
        "Cause": cause_text(&row.cause),
        "StatusCode": "Successful",
        "StatusMessage": format!(
            "Successfully set desired count to {desired}. Waiting for change to be fulfilled by \
             ecs."
        ),
    });
    of_service(world, id, shown)
}
