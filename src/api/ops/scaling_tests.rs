//! Service auto scaling by request.

use crate::api::testing::Asked;
use crate::lifecycle::fixtures::{cluster_of, register, spec};
use serde_json::{Value, json};

/// A service of two tasks.
fn scaled() -> Asked {
    let (mut world, _) = cluster_of(&[("m5.large", 0)]);
    register(&mut world, spec(64, 64));
    let mut asked = Asked::new(world);
    let service = json!({"serviceName": "web", "taskDefinition": "app", "desiredCount": 2});
    asked.granted("CreateService", service);
    asked
}

fn with(more: Value) -> Value {
    let mut body = json!({
        "ServiceNamespace": "ecs", "ResourceId": "service/default/web",
        "ScalableDimension": "ecs:service:DesiredCount",
    });
    for (name, value) in more.as_object().expect("members") {
        body[name] = value.clone();
    }
    body
}

fn steps(more: Value) -> Value {
    let mut body = with(json!({
        "PolicyName": "steps", "PolicyType": "StepScaling",
        "StepScalingPolicyConfiguration": {
            "AdjustmentType": "PercentChangeInCapacity", "MinAdjustmentMagnitude": 2,
            "Cooldown": 60,
            "StepAdjustments": [
                {"MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 12.5,
                 "ScalingAdjustment": 10},
                {"MetricIntervalLowerBound": 12.5, "ScalingAdjustment": 30},
            ],
        },
        "Alarm": {
            "AlarmName": "busy", "MetricName": "CPUUtilization", "Threshold": 62.5,
            "ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 2,
        },
    }));
    for (name, value) in more.as_object().expect("members") {
        body[name] = value.clone();
    }
    body
}

fn bounds(asked: &mut Asked, min: u32, max: u32) {
    let bounds = with(json!({"MinCapacity": min, "MaxCapacity": max}));
    asked.granted("Drydock.RegisterScalableTarget", bounds);
}

fn described(asked: &mut Asked) -> Value {
    asked.granted("Drydock.DescribeScaling", with(json!({})))
}

#[test]
fn what_is_put_is_described() {
    let mut asked = scaled();
    bounds(&mut asked, 1, 9);
    asked.granted("Drydock.PutScalingPolicy", steps(json!({})));
    let tracking = json!({
        "PolicyName": "track", "PolicyType": "TargetTrackingScaling",
        "TargetTrackingScalingPolicyConfiguration": {
            "TargetValue": 72.25, "DisableScaleIn": true, "ScaleOutCooldown": 30,
            "PredefinedMetricSpecification": {
                "PredefinedMetricType": "ECSServiceAverageMemoryUtilization",
            },
        },
    });
    asked.granted("Drydock.PutScalingPolicy", with(tracking));
    let action = json!({
        "ScheduledActionName": "night", "Schedule": "cron(0 22 * * ? *)",
        "ScalableTargetAction": {"MaxCapacity": 2},
    });
    asked.granted("Drydock.PutScheduledAction", with(action));
    let told = described(&mut asked);
    assert_eq!(told["ScalableTarget"]["MaxCapacity"], 9);
    let policies = &told["ScalingPolicies"];
    let of_steps = &policies[0]["StepScalingPolicyConfiguration"];
    assert_eq!(of_steps["MinAdjustmentMagnitude"], 2);
    let second = json!({
        "MetricIntervalLowerBound": 12.5,
        "ScalingAdjustment": 30,
    });
    assert_eq!(of_steps["StepAdjustments"][1], second);
    let tracking = &policies[1]["TargetTrackingScalingPolicyConfiguration"];
    assert_eq!(tracking["TargetValue"], 72.25);
    let cooldowns = (&tracking["ScaleOutCooldown"], &tracking["ScaleInCooldown"]);
    assert_eq!(cooldowns, (&json!(30), &json!(300)));
    assert_eq!(
        told["ScheduledActions"][0]["Schedule"],
        "cron(0 22 * * ? *)"
    );
    // The same name again replaces, and what is deleted is gone.
    let again = steps(json!({"PolicyName": "track"}));
    asked.granted("Drydock.PutScalingPolicy", again);
    let policy = with(json!({"PolicyName": "steps"}));
    asked.granted("Drydock.DeleteScalingPolicy", policy);
    let action = with(json!({"ScheduledActionName": "night"}));
    asked.granted("Drydock.DeleteScheduledAction", action);
    let told = described(&mut asked);
    assert_eq!(told["ScalingPolicies"][0]["PolicyType"], "StepScaling");
    assert_eq!(told["ScalingPolicies"].as_array().map(Vec::len), Some(1));
    assert_eq!(told["ScheduledActions"], json!([]));
}

#[test]
fn bounds_move_the_desired_count_and_keep_it() {
    let mut asked = scaled();
    let desired = |asked: &mut Asked| {
        let told = asked.granted("DescribeServices", json!({"services": ["web"]}));
        told["services"][0]["desiredCount"].clone()
    };
    bounds(&mut asked, 4, 9);
    assert_eq!(desired(&mut asked), 4);
    bounds(&mut asked, 1, 3);
    assert_eq!(desired(&mut asked), 3);
    let told = described(&mut asked);
    let activities = told["ScalingActivities"].as_array().expect("a list");
    let said: Vec<&Value> = activities.iter().map(|row| &row["Description"]).collect();
    assert_eq!(
        said,
        ["Setting desired count to 3.", "Setting desired count to 4."]
    );
    asked.granted("Drydock.DeregisterScalableTarget", with(json!({})));
    asked.wait(30);
    assert!(asked.sim.world.measured.is_empty());
}

#[test]
fn a_daily_schedule_comes_once_a_day() {
    let mut asked = scaled();
    bounds(&mut asked, 1, 9);
    let action = json!({
        "ScheduledActionName": "morning", "Schedule": "cron(30 6 * * ? *)",
        "Timezone": "Etc/GMT-2", "ScalableTargetAction": {"MinCapacity": 5},
    });
    asked.granted("Drydock.PutScheduledAction", with(action));
    let hour = 3_600;
    asked.wait(4 * hour + 1_790);
    assert_eq!(described(&mut asked)["ScalableTarget"]["MinCapacity"], 1);
    asked.wait(60);
    let told = described(&mut asked);
    assert_eq!(told["ScalableTarget"]["MinCapacity"], 5);
    let cause = "scheduled action name morning was triggered";
    assert_eq!(told["ScalingActivities"][0]["Cause"], cause);
    assert_eq!(
        told["ScalingActivities"][0]["StartTime"],
        "2026-01-01T04:30:00.000Z"
    );
}

#[test]
fn what_makes_no_sense_is_refused() {
    let mut asked = scaled();
    let early = asked.refused("Drydock.PutScalingPolicy", steps(json!({})));
    assert!(early.contains("No scalable target registered for service namespace: ecs"));
    bounds(&mut asked, 1, 9);
    for (action, body, part) in [
        (
            "RegisterScalableTarget",
            json!({"ServiceNamespace": "rds"}),
            "Only ecs",
        ),
        (
            "RegisterScalableTarget",
            json!({"MinCapacity": 5, "MaxCapacity": 4}),
            "MaxCapacity",
        ),
        (
            "RegisterScalableTarget",
            json!({"MinCapacity": -1}),
            "MinCapacity",
        ),
        ("PutScalingPolicy", json!({"PolicyName": ""}), "PolicyName"),
        (
            "PutScalingPolicy",
            json!({"PolicyName": "a", "PolicyType": "Simple"}),
            "PolicyType",
        ),
        (
            "DeleteScalingPolicy",
            json!({"PolicyName": "nobody"}),
            "No scaling policy found",
        ),
        (
            "PutScheduledAction",
            json!({"ScheduledActionName": "a", "Schedule": "soon"}),
            "Schedule",
        ),
        (
            "DeleteScheduledAction",
            json!({"ScheduledActionName": "a"}),
            "No scheduled action",
        ),
    ] {
        let refused = asked.refused(&format!("Drydock.{action}"), with(body));
        assert!(refused.contains(part), "{action}: {refused}");
    }
    for (more, part) in [
        (json!({"Alarm": {}}), "Alarm"),
        (
            json!({"StepScalingPolicyConfiguration": {"AdjustmentType": "More"}}),
            "AdjustmentType",
        ),
        (
            json!({"StepScalingPolicyConfiguration": {"AdjustmentType": "ExactCapacity"}}),
            "1 to 20",
        ),
        (
            json!({"PolicyType": "TargetTrackingScaling"}),
            "TargetValue",
        ),
    ] {
        let refused = asked.refused("Drydock.PutScalingPolicy", steps(more));
        assert!(refused.contains(part), "{refused}");
    }
}
