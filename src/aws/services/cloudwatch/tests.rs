use crate::api::testing::Asked;
use crate::aws::services::testing::{granted, refused};
use crate::lifecycle::fixtures::{cluster_of, register, spec};
use serde_json::{Value, json};

/// A service of two tasks, whose containers want nine tenths of their CPU, with a step policy.
fn busy() -> (Asked, Value) {
    let (mut world, _) = cluster_of(&[("m5.large", 0)]);
    register(&mut world, spec(64, 64));
    let mut asked = Asked::new(world);
    let service = json!({"serviceName": "web", "taskDefinition": "app", "desiredCount": 2});
    asked.granted("CreateService", service);
    let target = of_web(json!({"MinCapacity": 2, "MaxCapacity": 9}));
    scaling(&mut asked, "RegisterScalableTarget", target);
    let policy = of_web(json!({
        "PolicyName": "out", "PolicyType": "StepScaling", "StepScalingPolicyConfiguration": {
            "AdjustmentType": "ChangeInCapacity", "Cooldown": 60,
            "StepAdjustments": [{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 2}],
        },
    }));
    let put = scaling(&mut asked, "PutScalingPolicy", policy);
    assert_eq!(put["Alarms"], json!([]));
    (asked, put["PolicyARN"].clone())
}

fn of_web(more: Value) -> Value {
    let mut body = json!({
        "ServiceNamespace": "ecs", "ResourceId": "service/default/web",
        "ScalableDimension": "ecs:service:DesiredCount",
    });
    for (name, value) in more.as_object().expect("members") {
        body[name] = value.clone();
    }
    body
}

fn scaling(asked: &mut Asked, action: &str, body: Value) -> Value {
    granted(asked, "application-autoscaling", action, body)
}

fn ask(asked: &mut Asked, action: &str, body: Value) -> Value {
    granted(asked, "cloudwatch", action, body)
}

fn of_cpu(more: Value) -> Value {
    let mut body = json!({
        "Namespace": "AWS/ECS", "MetricName": "CPUUtilization", "Statistic": "Average",
        "Period": 60, "EvaluationPeriods": 2, "Threshold": 70.0,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "Dimensions": [
            {"Name": "ClusterName", "Value": "default"}, {"Name": "ServiceName", "Value": "web"},
        ],
    });
    for (name, value) in more.as_object().expect("members") {
        body[name] = value.clone();
    }
    body
}

fn demand(asked: &mut Asked, cpu: u32) {
    let body = json!({"service": "web", "cpu": cpu.to_string()});
    asked.granted("Drydock.SetDemand", body);
}

fn alarm(asked: &mut Asked, name: &str) -> Value {
    let found = ask(asked, "DescribeAlarms", json!({"AlarmNames": [name]}));
    found["MetricAlarms"][0].clone()
}

fn desired(asked: &mut Asked) -> Value {
    let told = asked.granted("DescribeServices", json!({"services": ["web"]}));
    told["services"][0]["desiredCount"].clone()
}

#[test]
fn an_alarm_triggers_the_step_policy_that_it_names() {
    let (mut asked, policy) = busy();
    let put = of_cpu(json!({"AlarmName": "busy", "AlarmActions": [policy]}));
    ask(&mut asked, "PutMetricAlarm", put);
    let before = alarm(&mut asked, "busy");
    assert_eq!(before["StateValue"], "INSUFFICIENT_DATA");
    assert_eq!(before["StateReason"], "Unchecked: Initial alarm creation");
    let told = scaling(
        &mut asked,
        "DescribeScalingPolicies",
        json!({"ServiceNamespace": "ecs"}),
    );
    assert_eq!(told["ScalingPolicies"][0]["Alarms"][0]["AlarmName"], "busy");
    asked.wait(240);
    assert_eq!(alarm(&mut asked, "busy")["StateValue"], "OK");
    demand(&mut asked, 60);
    asked.wait(240);
    let on = alarm(&mut asked, "busy");
    assert_eq!(on["StateValue"], "ALARM");
    let reason = on["StateReason"].as_str().expect("a reason");
    assert!(
        reason.starts_with("Threshold Crossed: 2 out of the last 2 datapoints ["),
        "{reason}"
    );
    assert!(
        reason.ends_with(
            "were greater than or equal to the threshold (70.0) (minimum 2 datapoints for OK -> \
             ALARM transition)."
        ),
        "{reason}"
    );
    assert_ne!(desired(&mut asked), 2);
    ask(&mut asked, "DeleteAlarms", json!({"AlarmNames": ["busy"]}));
    assert_eq!(alarm(&mut asked, "busy"), Value::Null);
    let told = scaling(
        &mut asked,
        "DescribeScalingPolicies",
        json!({"ServiceNamespace": "ecs"}),
    );
    assert_eq!(told["ScalingPolicies"][0]["Alarms"], json!([]));
}

#[test]
fn alarms_are_found_by_name_and_state() {
    let (mut asked, policy) = busy();
    for name in ["a-busy", "b-busy"] {
        let put = of_cpu(json!({"AlarmName": name, "AlarmActions": [policy]}));
        ask(&mut asked, "PutMetricAlarm", put);
    }
    let queue = json!({
        "AlarmName": "queue", "Namespace": "AWS/SQS", "MetricName": "Depth", "Period": 60,
        "Statistic": "Sum", "EvaluationPeriods": 1, "Threshold": 1,
        "ComparisonOperator": "GreaterThanThreshold",
    });
    ask(&mut asked, "PutMetricAlarm", queue);
    asked.wait(180);
    let set = json!({"AlarmName": "queue", "StateValue": "ALARM", "StateReason": "a test"});
    ask(&mut asked, "SetAlarmState", set);
    let mut names = |body: Value| {
        let found = ask(&mut asked, "DescribeAlarms", body);
        let rows = found["MetricAlarms"].as_array().expect("a list").iter();
        let names = rows.filter_map(|row| row["AlarmName"].as_str());
        names.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(names(json!({})), ["a-busy", "b-busy", "queue"]);
    assert_eq!(names(json!({"AlarmNamePrefix": "b"})), ["b-busy"]);
    assert_eq!(names(json!({"StateValue": "ALARM"})), ["queue"]);
    assert_eq!(names(json!({"ActionPrefix": policy})), ["a-busy", "b-busy"]);
    assert_eq!(names(json!({"AlarmTypes": ["CompositeAlarm"]})), [""; 0]);
    assert_eq!(names(json!({"MaxRecords": 1})), ["a-busy"]);
}

#[test]
fn the_alarms_of_target_tracking_are_shown() {
    let (mut asked, _) = busy();
    let policy = of_web(json!({
        "PolicyName": "cpu75", "PolicyType": "TargetTrackingScaling",
        "TargetTrackingScalingPolicyConfiguration": {
            "TargetValue": 75.0, "PredefinedMetricSpecification": {
                "PredefinedMetricType": "ECSServiceAverageCPUUtilization",
            },
        },
    }));
    let put = scaling(&mut asked, "PutScalingPolicy", policy);
    let names = [
        &put["Alarms"][0]["AlarmName"],
        &put["Alarms"][1]["AlarmName"],
    ];
    let high = alarm(&mut asked, names[0].as_str().expect("a name"));
    let low = alarm(&mut asked, names[1].as_str().expect("a name"));
    assert_eq!(
        (&high["Threshold"], &high["EvaluationPeriods"]),
        (&json!(75), &json!(3))
    );
    assert_eq!(
        (&low["Threshold"], &low["EvaluationPeriods"]),
        (&json!(67.5), &json!(15))
    );
    assert_eq!(high["Dimensions"][1]["Value"], "default");
    let said = refused(
        &mut asked,
        "cloudwatch",
        "DeleteAlarms",
        json!({"AlarmNames": names}),
    );
    assert!(
        said.contains("belongs to a target tracking policy"),
        "{said}"
    );
}

#[test]
fn minutes_are_told_in_periods() {
    let (mut asked, _) = busy();
    asked.wait(600);
    let range = json!({
        "StartTime": 0, "EndTime": 4_000_000_000_i64, "Period": 300, "Statistics": ["Average"],
    });
    let found = ask(&mut asked, "GetMetricStatistics", of_cpu(range.clone()));
    assert_eq!(found["Label"], "CPUUtilization");
    let rows = found["Datapoints"].as_array().expect("a list");
    assert!(rows.len() >= 2, "{found}");
    assert!(
        rows.iter()
            .all(|row| row["Unit"] == "Percent" && row["Average"].is_number())
    );
    let query = |stat: &str| {
        json!({
            "StartTime": 0, "EndTime": 4_000_000_000_i64, "MetricDataQueries": [{
                "Id": "cpu",
                "MetricStat": {"Stat": stat, "Period": 60, "Metric": of_cpu(json!({}))},
            }],
        })
    };
    let data = ask(&mut asked, "GetMetricData", query("Average"));
    let result = &data["MetricDataResults"][0];
    let count = |member: &str| result[member].as_array().map(Vec::len);
    assert_eq!(count("Timestamps"), count("Values"));
    assert!(count("Values") > Some(2), "{data}");
    let said = refused(&mut asked, "cloudwatch", "GetMetricData", query("Maximum"));
    assert!(
        said.ends_with("only the statistic Average is simulated."),
        "{said}"
    );
    let listed = ask(&mut asked, "ListMetrics", json!({"Namespace": "AWS/ECS"}));
    assert_eq!(listed["Metrics"].as_array().map(Vec::len), Some(2));
    let other = json!({"Dimensions": [{"Name": "ServiceName", "Value": "api"}]});
    assert_eq!(ask(&mut asked, "ListMetrics", other)["Metrics"], json!([]));
}

#[test]
fn what_is_not_measured_is_not_answered() {
    let (mut asked, policy) = busy();
    let nobody = json!([
        {"Name": "ClusterName", "Value": "default"}, {"Name": "ServiceName", "Value": "api"},
    ]);
    for (action, body, part) in [
        (
            "PutMetricAlarm",
            of_cpu(json!({"AlarmName": "a", "Dimensions": nobody})),
            "ACTIVE",
        ),
        (
            "PutMetricAlarm",
            of_cpu(json!({"AlarmName": "a", "Statistic": "Sum"})),
            "Average",
        ),
        (
            "PutMetricAlarm",
            of_cpu(json!({"AlarmName": "a", "Period": 61})),
            "multiple of 60",
        ),
        (
            "PutMetricAlarm",
            of_cpu(json!({"AlarmName": "a", "MetricName": "RunningTaskCount"})),
            "are simulated",
        ),
        (
            "PutMetricAlarm",
            of_cpu(json!({
                "AlarmName": "a", "AlarmActions": [format!("{}x", policy.as_str().unwrap_or(""))],
            })),
            "There is no scaling policy",
        ),
        (
            "DeleteAlarms",
            json!({"AlarmNames": ["a"]}),
            "ResourceNotFound: ",
        ),
        (
            "SetAlarmState",
            json!({"AlarmName": "a", "StateValue": "OK", "StateReason": "x"}),
            "ResourceNotFound: Unknown alarm",
        ),
        (
            "GetMetricStatistics",
            of_cpu(json!({
                "Dimensions": nobody, "StartTime": 0, "EndTime": 9, "Statistics": ["Average"],
            })),
            "Nothing was measured",
        ),
        (
            "GetMetricStatistics",
            of_cpu(json!({"StartTime": 9, "EndTime": 9, "Statistics": ["Average"]})),
            "InvalidParameterCombination: ",
        ),
    ] {
        let said = refused(&mut asked, "cloudwatch", action, body);
        assert!(said.contains(part), "{said}");
    }
}
