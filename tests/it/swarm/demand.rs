//! What containers want of their hosts, and services that follow it.

use super::draw::Draw;
use super::model::Names;
use serde_json::{Value, json};

/// Where services with a load balancer are registered.
const TARGET_GROUP: &str = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop/\
                            0123456789abcdef";

pub fn target_group() -> Value {
    json!({"targetGroups": [{
        "targetGroupName": "shop", "targetGroupArn": TARGET_GROUP, "targetType": "instance",
        "healthCheckIntervalSeconds": 10, "deregistrationDelaySeconds": 20,
    }]})
}

pub fn balancers() -> Value {
    json!([{"targetGroupArn": TARGET_GROUP, "containerName": "web", "containerPort": 80}])
}

pub fn set_traffic(draw: &mut Draw, names: &Names) -> Value {
    let rates = [
        "0",
        "60",
        "100000",
        "ramp 0 60000 10m",
        "daily 10 9000 5m",
        "",
    ];
    json!({
        "service": names.service(draw), "requestsPerMinute": *draw.one(&rates),
        "routing": *draw.one(&["round_robin", "least_outstanding_requests"]),
    })
}

pub fn set_demand(draw: &mut Draw, names: &Names) -> Value {
    let course = |draw: &mut Draw, most: i64| {
        let (from, to) = (draw.between(0, most), draw.between(0, most));
        match draw.below(4) {
            0 => format!("{from}"),
            1 => format!("ramp {from} {to} {}s", draw.between(1, 300)),
            2 => format!("daily {} {} 5m", from.min(to), from.max(to)),
            _ => String::new(),
        }
    };
    let mut body = json!({"cpu": course(draw, 3_000), "memory": course(draw, 200)});
    if draw.percent(50) {
        body["service"] = names.service(draw);
    } else if draw.percent(30) {
        body["task"] = names.task(draw);
    }
    if draw.percent(50) {
        body["container"] = "web".into();
    }
    body
}

fn resource_id(draw: &mut Draw) -> String {
    format!("service/default/{}", draw.one(&["a", "b", "c", "d"]))
}

pub fn scalable_target(draw: &mut Draw, _: &Names) -> Value {
    let least = draw.between(0, 4);
    json!({
        "ResourceId": resource_id(draw), "MinCapacity": least,
        "MaxCapacity": least + draw.between(0, 6),
    })
}

pub fn scaling_policy(draw: &mut Draw, _: &Names) -> Value {
    let metric = *draw.one(&["CPUUtilization", "MemoryUtilization"]);
    let comparison = *draw.one(&["GreaterThanThreshold", "LessThanOrEqualToThreshold"]);
    json!({
        "ResourceId": resource_id(draw), "PolicyName": *draw.one(&["one", "two"]),
        "PolicyType": "StepScaling",
        "StepScalingPolicyConfiguration": {
            "AdjustmentType": "ChangeInCapacity", "Cooldown": draw.between(0, 120),
            "StepAdjustments": [{
                "MetricIntervalLowerBound": 0, "ScalingAdjustment": draw.between(1, 3),
            }, {
                "MetricIntervalUpperBound": 0, "ScalingAdjustment": draw.between(-3, -1),
            }],
        },
        "Alarm": {
            "AlarmName": "any", "MetricName": metric, "ComparisonOperator": comparison,
            "Threshold": draw.between(1, 90), "EvaluationPeriods": draw.between(1, 3),
        },
    })
}

/// Of Fargate On-Demand, or of Fargate Spot.
pub fn set_quota(draw: &mut Draw, _: &Names) -> Value {
    let code = draw.one(&["L-3032A538", "L-36FBB829"]);
    json!({"quotaCode": code, "value": draw.between(0, 64)})
}

pub fn metric_alarm(draw: &mut Draw, _: &Names) -> Value {
    let resource = resource_id(draw);
    let mut parts = resource.split('/').skip(1);
    let mut part = |name: &str| json!({"Name": name, "Value": parts.next().unwrap_or_default()});
    json!({
        "AlarmName": *draw.one(&["errors", "busy"]), "Namespace": "AWS/ECS",
        "MetricName": *draw.one(&["CPUUtilization", "MemoryUtilization", "Nothing"]),
        "Dimensions": [part("ClusterName"), part("ServiceName")], "Statistic": "Average",
        "ComparisonOperator": *draw.one(&["GreaterThanThreshold", "LessThanThreshold"]),
        "TreatMissingData": *draw.one(&["missing", "breaching", "notBreaching", "ignore"]),
        "Threshold": draw.between(1, 90), "EvaluationPeriods": draw.between(1, 3),
        "Period": 60 * draw.between(1, 2),
    })
}

pub fn alarm_state(draw: &mut Draw, _: &Names) -> Value {
    json!({
        "AlarmName": *draw.one(&["errors", "busy"]), "StateReason": "drawn",
        "StateValue": *draw.one(&["OK", "ALARM", "INSUFFICIENT_DATA"]),
    })
}

pub fn set_host(draw: &mut Draw, names: &Names) -> Value {
    json!({
        "containerInstance": names.instance(draw), "cgroupVersion": draw.between(1, 2),
        "writtenPeriodMicroseconds": draw.between(1_000, 1_000_000),
        "swapMiB": *draw.one(&[0, 0, 256, 4_096]),
    })
}
