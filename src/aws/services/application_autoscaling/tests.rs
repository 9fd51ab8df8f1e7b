use crate::api::testing::Asked;
use crate::aws::services::testing;
use serde_json::{Value, json};

const SERVICE: &str = "application-autoscaling";

/// The members with those that name the service `web`.
fn of_web(mut body: Value) -> Value {
    body["ServiceNamespace"] = "ecs".into();
    body["ResourceId"] = "service/default/web".into();
    body["ScalableDimension"] = "ecs:service:DesiredCount".into();
    body
}

fn granted(asked: &mut Asked, action: &str, body: Value) -> Value {
    testing::granted(asked, SERVICE, action, body)
}

fn refused(asked: &mut Asked, action: &str, body: Value) -> String {
    testing::refused(asked, SERVICE, action, body)
}

/// A cluster with the service `web`.
fn with_service() -> Asked {
    let mut asked = Asked::with_instances(&[("m5.large", 0)]);
    let container = json!({"name": "web", "image": "nginx", "memory": 128});
    let definition = json!({"family": "web", "containerDefinitions": [container]});
    asked.granted("RegisterTaskDefinition", definition);
    let service = json!({"serviceName": "web", "taskDefinition": "web", "desiredCount": 1});
    asked.granted("CreateService", service);
    asked
}

fn tracking() -> Value {
    of_web(json!({
        "PolicyName": "cpu", "PolicyType": "TargetTrackingScaling",
        "TargetTrackingScalingPolicyConfiguration": {
            "TargetValue": 50.5,
            "PredefinedMetricSpecification": {
                "PredefinedMetricType": "ECSServiceAverageCPUUtilization",
            },
        },
    }))
}

#[test]
fn a_target_is_registered_described_and_deregistered() {
    let mut asked = with_service();
    let all = json!({"ServiceNamespace": "ecs"});
    let none = granted(&mut asked, "DescribeScalableTargets", all.clone());
    assert_eq!(none, json!({"ScalableTargets": []}));
    let body = of_web(json!({"MinCapacity": 1, "MaxCapacity": 4}));
    let arn = granted(&mut asked, "RegisterScalableTarget", body)["ScalableTargetARN"].clone();
    let found = granted(&mut asked, "DescribeScalableTargets", all.clone());
    let row = &found["ScalableTargets"][0];
    assert_eq!(row["ScalableTargetARN"], arn);
    assert_eq!(row["ResourceId"], "service/default/web");
    assert_eq!(
        (&row["MinCapacity"], &row["MaxCapacity"]),
        (&json!(1), &json!(4))
    );
    for other in [
        json!({"ServiceNamespace": "dynamodb"}),
        json!({"ServiceNamespace": "ecs", "ResourceIds": ["service/default/other"]}),
    ] {
        let found = granted(&mut asked, "DescribeScalableTargets", other);
        assert_eq!(found, none);
    }
    granted(&mut asked, "DeregisterScalableTarget", of_web(json!({})));
    assert_eq!(granted(&mut asked, "DescribeScalableTargets", all), none);
    assert_eq!(
        refused(&mut asked, "DeregisterScalableTarget", of_web(json!({}))),
        "ObjectNotFoundException: No scalable target registered for service namespace: ecs, \
         resource ID: service/default/web, scalable dimension: ecs:service:DesiredCount"
    );
}

#[test]
fn policies_keep_their_arn_when_they_change() {
    let mut asked = with_service();
    let body = of_web(json!({"MinCapacity": 1, "MaxCapacity": 4}));
    granted(&mut asked, "RegisterScalableTarget", body);
    let put = granted(&mut asked, "PutScalingPolicy", tracking());
    assert_eq!(put["Alarms"].as_array().map(Vec::len), Some(2));
    asked.wait(60);
    assert_eq!(granted(&mut asked, "PutScalingPolicy", tracking()), put);
    let named = |name: &str| json!({"ServiceNamespace": "ecs", "PolicyNames": [name]});
    let found = granted(&mut asked, "DescribeScalingPolicies", named("cpu"));
    let row = &found["ScalingPolicies"][0];
    assert_eq!(row["PolicyARN"], put["PolicyARN"]);
    let configuration = &row["TargetTrackingScalingPolicyConfiguration"];
    assert_eq!(configuration["TargetValue"], 50.5);
    let none = granted(&mut asked, "DescribeScalingPolicies", named("memory"));
    assert_eq!(none, json!({"ScalingPolicies": []}));
    let name = || of_web(json!({"PolicyName": "cpu"}));
    granted(&mut asked, "DeleteScalingPolicy", name());
    assert_eq!(
        refused(&mut asked, "DeleteScalingPolicy", name()),
        "ObjectNotFoundException: No scaling policy found for policy name: cpu"
    );
}

#[test]
fn what_is_not_simulated_is_refused() {
    let mut asked = with_service();
    let body = of_web(json!({"MinCapacity": 1, "MaxCapacity": 4}));
    granted(&mut asked, "RegisterScalableTarget", body);
    let steps = of_web(json!({"PolicyName": "steps", "PolicyType": "PredictiveScaling"}));
    let mut customized = tracking();
    customized["TargetTrackingScalingPolicyConfiguration"]["CustomizedMetricSpecification"] =
        json!({"MetricName": "depth"});
    let later = of_web(json!({"ScheduledActionName": "night", "StartTime": 1_800_000_000}));
    let mut nowhere = tracking();
    nowhere["ResourceId"] = "service/default/sea".into();
    for (action, body, said) in [
        ("PutScalingPolicy", steps, "Policies of the types"),
        ("PutScalingPolicy", customized, "Customized metrics"),
        (
            "PutScheduledAction",
            later,
            "StartTime of scheduled actions",
        ),
        (
            "PutScalingPolicy",
            nowhere,
            "ECS service doesn't exist: service/default/sea",
        ),
    ] {
        let found = refused(&mut asked, action, body);
        assert!(
            found.starts_with(&format!("ValidationException: {said}")),
            "{found}"
        );
    }
}

#[test]
fn scheduled_actions_come_and_leave_activities() {
    let mut asked = with_service();
    let body = of_web(json!({"MinCapacity": 1, "MaxCapacity": 4}));
    granted(&mut asked, "RegisterScalableTarget", body);
    let body = of_web(json!({
        "ScheduledActionName": "soon", "Schedule": "rate(2 minutes)", "Timezone": "Etc/GMT-1",
        "ScalableTargetAction": {"MinCapacity": 2},
    }));
    granted(&mut asked, "PutScheduledAction", body);
    let all = || json!({"ServiceNamespace": "ecs"});
    let found = granted(&mut asked, "DescribeScheduledActions", all());
    let row = &found["ScheduledActions"][0];
    assert_eq!(row["ScalableTargetAction"], json!({"MinCapacity": 2}));
    assert_eq!(row["Timezone"], "Etc/GMT-1");
    asked.wait(300);
    let found = granted(&mut asked, "DescribeScalingActivities", all());
    let row = &found["ScalingActivities"][0];
    assert_eq!(row["Description"], "Setting desired count to 2.");
    let name = of_web(json!({"ScheduledActionName": "soon"}));
    granted(&mut asked, "DeleteScheduledAction", name);
    let found = granted(&mut asked, "DescribeScheduledActions", all());
    assert_eq!(found, json!({"ScheduledActions": []}));
}
