//! How a service is scaled, in words.

use super::format;
use crate::api::render::scaling::thousandths;
use crate::lifecycle::scaling::{cause_text, of, resource_id};
use crate::model::scaling::{PolicyKind, Scaling};
use crate::model::service::Scheduling;
use crate::model::{ServiceId, World};

/// The scaling of a service for the inspector.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScalingView {
    /// Its `ResourceId`; empty where it cannot be scaled.
    pub resource: String,
    /// The bounds; empty where it is not scaled.
    pub bounds: String,
    /// Its policies and scheduled actions.
    pub policies: Vec<String>,
    /// What was done, newest first: when, and what for.
    pub activities: Vec<(String, String)>,
}

/// How a service is scaled.
pub fn scaling_view(world: &World, id: ServiceId) -> ScalingView {
    let service = world.services.get(id);
    let replica = service.is_some_and(|row| row.scheduling == Scheduling::Replica);
    if !replica {
        return ScalingView::default();
    }
    let resource = resource_id(world, id);
    let Some(row) = of(world, id) else {
        return ScalingView {
            resource,
            ..ScalingView::default()
        };
    };
    let activities = row.activities.iter().map(|activity| {
        let text = format!(
            "desired count {}: {}",
            activity.desired,
            cause_text(&activity.cause)
        );
        (format::moment(activity.at), text)
    });
    ScalingView {
        resource,
        bounds: format!("{} to {} tasks", row.min, row.max),
        policies: policies(row),
        activities: activities.collect(),
    }
}

fn policies(row: &Scaling) -> Vec<String> {
    let policies = row.policies.iter().map(|policy| match &policy.kind {
        PolicyKind::Tracking {
            metric,
            target_milli,
            ..
        } => format!(
            "{}: {} at {}",
            policy.name,
            metric.predefined(),
            thousandths(*target_milli)
        ),
        PolicyKind::Steps { alarms, steps, .. } => {
            let on = alarms.iter().map(|alarm| {
                let (metric, comparison) = (alarm.metric.name(), alarm.comparison.name());
                format!(
                    "{metric} {comparison} {}",
                    thousandths(alarm.threshold_milli)
                )
            });
            let on: Vec<String> = on.collect();
            let steps = format::count(steps.len() as u64, "step");
            match on.is_empty() {
                true => format!("{}: {steps}, no alarm", policy.name),
                false => format!("{}: {steps} on {}", policy.name, on.join(", ")),
            }
        }
    });
    let scheduled = row
        .scheduled
        .iter()
        .map(|action| format!("{}: {}", action.name, action.text));
    policies.chain(scheduled).collect()
}

#[cfg(test)]
mod tests {
    use super::{scaling_view, thousandths};
    use crate::engine::{Command, Timeline};
    use crate::model::{ServiceId, Settings};
    use crate::sim::Span;
    use serde_json::{Value, json};

    fn ask(timeline: &mut Timeline, action: &str, body: Value) {
        let answer = timeline.ask(Command::new(action, &body.to_string()));
        assert_eq!(answer.status, 200, "{action}: {}", answer.body);
    }

    #[test]
    fn a_scaled_service_says_how_and_why() {
        let mut timeline = Timeline::new(Settings::default());
        ask(&mut timeline, "CreateCluster", json!({}));
        let definition = json!({"family": "web", "containerDefinitions": [
            {"name": "web", "image": "nginx", "memory": 64},
        ]});
        ask(&mut timeline, "RegisterTaskDefinition", definition);
        let service = json!({"serviceName": "web", "taskDefinition": "web", "desiredCount": 1});
        ask(&mut timeline, "CreateService", service);
        let unscaled = scaling_view(timeline.world(), ServiceId(0));
        assert_eq!(unscaled.resource, "service/default/web");
        assert!(unscaled.bounds.is_empty());
        let target = |more: Value| {
            let mut body = json!({"ResourceId": "service/default/web"});
            for (name, value) in more.as_object().expect("members") {
                body[name] = value.clone();
            }
            body
        };
        let bounds = target(json!({"MinCapacity": 2, "MaxCapacity": 5}));
        ask(&mut timeline, "Drydock.RegisterScalableTarget", bounds);
        let policy = target(json!({
            "PolicyName": "steps", "PolicyType": "StepScaling",
            "StepScalingPolicyConfiguration": {
                "AdjustmentType": "ChangeInCapacity",
                "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
            },
            "Alarm": {
                "AlarmName": "busy", "MetricName": "CPUUtilization", "Threshold": 62.5,
                "ComparisonOperator": "GreaterThanThreshold",
            },
        }));
        ask(&mut timeline, "Drydock.PutScalingPolicy", policy);
        timeline.advance(Span::seconds(30), u32::MAX);
        let view = scaling_view(timeline.world(), ServiceId(0));
        assert_eq!(view.bounds, "2 to 5 tasks");
        let policies: Vec<String> = view
            .policies
            .iter()
            .map(|text| text.replace('\u{a0}', " "))
            .collect();
        assert_eq!(
            policies,
            ["steps: 1 step on CPUUtilization GreaterThanThreshold 62.5"]
        );
        let why = "desired count 2: desired capacity was out of the range of the scalable target";
        assert_eq!(view.activities, [("00:00.0".to_owned(), why.to_owned())]);
    }

    #[test]
    fn thousandths_are_as_short_as_they_can_be() {
        let text = [75_000, 75_500, -250, 0, 100_000].map(thousandths);
        assert_eq!(text, ["75", "75.5", "-0.25", "0", "100"]);
    }
}
