//! Alarms: those that somebody put, those of scaling policies, and those that only have a state.

use super::INVALID;
use crate::api::Request;
use crate::api::render::scaling::{alarm_arn, number, policy_arn};
use crate::aws::services::{Plan, Refused, as_it_came, nothing};
use crate::lifecycle::faults;
use crate::lifecycle::scaling::decide::{HIGH_MINUTES, LOW_MINUTES};
use crate::lifecycle::scaling::{alarm_name, watch};
use crate::model::scaling::{Comparison, Metric, Policy, PolicyKind, Watch};
use crate::model::surroundings::alarm::{AlarmState, MetricAlarm};
use crate::model::{ServiceId, World};
use crate::sim::SimTime;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) fn describe(world: &World, request: Request) -> Result<Plan, Refused> {
    for member in ["ChildrenOfAlarmName", "ParentsOfAlarmName"] {
        if request.has(member) {
            let said = format!("{member} is of composite alarms, which are not simulated.");
            return Err(Refused::new(INVALID, said));
        }
    }
    let named: Vec<&str> = request.texts("AlarmNames").collect();
    let types: Vec<&str> = request.texts("AlarmTypes").collect();
    let start = request.text("AlarmNamePrefix").unwrap_or_default();
    if !named.is_empty() && !start.is_empty() {
        let said = "AlarmNamePrefix and AlarmNames cannot be given together.";
        return Err(Refused::new(INVALID, said));
    }
    let state = request.text("StateValue");
    let action = request.text("ActionPrefix");
    let fits = |row: &Value| {
        let name = row["AlarmName"].as_str().unwrap_or_default();
        let mut actions = row["AlarmActions"].as_array().into_iter().flatten();
        let acts =
            |start: &str| actions.any(|arn| arn.as_str().is_some_and(|arn| arn.starts_with(start)));
        (named.is_empty() || named.contains(&name))
            && name.starts_with(start)
            && state.is_none_or(|state| row["StateValue"] == *state)
            && action.is_none_or(acts)
    };
    let is_wanted = types.is_empty() || types.contains(&"MetricAlarm");
    let rows = if is_wanted { all(world) } else { Vec::new() };
    let rows: Vec<Value> = rows.into_iter().filter(fits).collect();
    Ok(Plan::Answer(
        json!({"MetricAlarms": rows, "CompositeAlarms": []}),
    ))
}

/// All alarms, by name.
fn all(world: &World) -> Vec<Value> {
    let mut rows: BTreeMap<String, Value> = BTreeMap::new();
    for (name, state) in &world.surroundings.alarms {
        let row = json!({
            "AlarmName": &**name, "AlarmArn": alarm_arn(world, name), "StateValue": state.name(),
        });
        rows.insert(name.to_string(), row);
    }
    for (id, row) in &world.measured {
        let policies = row.scaling.iter().flat_map(|scaling| &scaling.policies);
        for policy in policies {
            for watch in of_policy(world, *id, policy) {
                let state = watch::state(&watch, &row.points);
                let mut shown = of_watch(world, *id, &watch, state);
                shown["AlarmActions"] = json!([policy_arn(world, *id, policy)]);
                if let PolicyKind::Tracking { .. } = policy.kind {
                    shown["AlarmDescription"] = description(policy).into();
                }
                shown["StateUpdatedTimestamp"] =
                    world.settings.calendar.iso8601(policy.created_at).into();
                rows.insert(watch.name.to_string(), shown);
            }
        }
    }
    for (name, alarm) in &world.surroundings.metric_alarms {
        rows.insert(name.to_string(), put_alarm(world, name, alarm));
    }
    for (name, row) in &mut rows {
        // A fault may hold an alarm on.
        if faults::is_alarm_on(world, name) {
            row["StateValue"] = AlarmState::Alarm.name().into();
        }
    }
    rows.into_values().collect()
}

/// The alarms that come with a policy.
fn of_policy(world: &World, id: ServiceId, policy: &Policy) -> Vec<Watch> {
    match &policy.kind {
        PolicyKind::Steps { alarms, .. } => alarms.clone(),
        PolicyKind::Tracking {
            metric,
            target_milli,
            scales_in,
            ..
        } => {
            let alarm = |high: bool, comparison, threshold_milli, minutes: usize| Watch {
                name: alarm_name(world, id, policy, high),
                metric: *metric,
                comparison,
                threshold_milli,
                minutes: 1,
                periods: u32::try_from(minutes).unwrap_or(1),
                breaching: u32::try_from(minutes).unwrap_or(1),
            };
            let high = alarm(true, Comparison::Above, *target_milli, HIGH_MINUTES);
            let low = alarm(false, Comparison::Below, target_milli * 9 / 10, LOW_MINUTES);
            let low = scales_in.then_some(low);
            [high].into_iter().chain(low).collect()
        }
    }
}

/// Source: public reports of the alarms that target tracking makes.
fn description(policy: &Policy) -> String {
    let name = &policy.name;
    format!("DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {name}.")
}

fn of_watch(world: &World, id: ServiceId, watch: &Watch, state: AlarmState) -> Value {
    let (namespace, dimensions) = super::metrics::place(world, id, watch.metric);
    json!({
        "AlarmName": &*watch.name,
        "AlarmArn": alarm_arn(world, &watch.name),
        "ActionsEnabled": true,
        "OKActions": [],
        "InsufficientDataActions": [],
        "StateValue": state.name(),
        "MetricName": watch.metric.name(),
        "Namespace": namespace,
        "Statistic": crate::api::read::alarm::statistic(watch.metric),
        "Dimensions": dimensions,
        "Period": watch.minutes * 60,
        "EvaluationPeriods": watch.periods,
        "DatapointsToAlarm": watch.breaching,
        "Threshold": number(watch.threshold_milli),
        "ComparisonOperator": watch.comparison.name(),
    })
}

/// An alarm as it was put, with its state.
fn put_alarm(world: &World, name: &str, alarm: &MetricAlarm) -> Value {
    let state = world.surroundings.alarms.get(name).copied();
    let state = state.unwrap_or(AlarmState::InsufficientData);
    let at = |at: SimTime| world.settings.calendar.iso8601(at);
    let mut row = alarm.given.clone();
    if let Some(members) = row.as_object_mut() {
        for unshown in ["Tags", "EvaluateLowSampleCountPercentile"] {
            members.shift_remove(unshown);
        }
        for (list, empty) in [
            ("OKActions", json!([])),
            ("AlarmActions", json!([])),
            ("InsufficientDataActions", json!([])),
            ("Dimensions", json!([])),
            ("ActionsEnabled", json!(true)),
        ] {
            members.entry(list).or_insert(empty);
        }
    }
    row["AlarmArn"] = alarm_arn(world, name).into();
    row["AlarmConfigurationUpdatedTimestamp"] = at(alarm.put_at).into();
    row["StateValue"] = state.name().into();
    row["StateReason"] = (*alarm.reason).into();
    row["StateUpdatedTimestamp"] = at(alarm.changed_at).into();
    row
}

/// What CloudWatch itself refuses before it asks anything. Source: CloudWatch API, PutMetricAlarm.
pub(super) fn put(_: &World, request: Request) -> Result<Plan, Refused> {
    let period = request.integer("Period").unwrap_or(60);
    let said = if request.has("ExtendedStatistic") {
        Some("Percentiles are not simulated: give a Statistic.")
    } else if !request.has("Metrics") && !request.has("MetricName") {
        Some("Either Metrics or MetricName must be specified.")
    } else if period != 10 && period != 30 && period % 60 != 0 {
        Some("Period must be 10, 30 or a multiple of 60")
    } else if request.text("Namespace") == Some("AWS/ECS")
        && !Metric::ALL
            .map(Metric::name)
            .contains(&request.text("MetricName").unwrap_or(""))
    {
        Some("Of AWS/ECS, CPUUtilization and MemoryUtilization are simulated.")
    } else {
        None
    };
    match said {
        Some(said) => Err(Refused::new(INVALID, said)),
        None => Ok(asks("Drydock.PutMetricAlarm", request)),
    }
}

fn asks(action: &'static str, request: Request) -> Plan {
    Plan::Ask {
        action,
        body: as_it_came(request),
        code: INVALID,
        told: nothing,
    }
}

/// Source of the code and the text: CloudWatch API, DeleteAlarms, `ResourceNotFound`; public
/// reports.
pub(super) fn delete(world: &World, request: Request) -> Result<Plan, Refused> {
    let known = &world.surroundings.alarms;
    let missing: Vec<&str> = request
        .texts("AlarmNames")
        .filter(|name| !known.contains_key(*name))
        .collect();
    let of_tracking = |name: &&str| name.starts_with("TargetTracking-service/");
    if let Some(name) = missing.iter().find(|name| of_tracking(name)) {
        let said = format!("{name} belongs to a target tracking policy: delete the policy.");
        return Err(Refused::new(INVALID, said));
    }
    if !missing.is_empty() {
        let said = format!("Alarms [{}] do not exist", missing.join(", "));
        return Err(Refused::new("ResourceNotFound", said));
    }
    Ok(asks("Drydock.DeleteAlarms", request))
}

pub(super) fn set_state(world: &World, request: Request) -> Result<Plan, Refused> {
    let name = request.text("AlarmName").unwrap_or_default();
    if !world.surroundings.alarms.contains_key(name) {
        return Err(Refused::new("ResourceNotFound", "Unknown alarm"));
    }
    Ok(asks("Drydock.SetAlarmState", request))
}
