//! What random runs ask of capacity providers: two of Auto Scaling groups, one of which ECS sizes.

use super::draw::Draw;
use super::model::Names;
use serde_json::{Value, json};

/// The groups, each with a provider of its name.
const GROUPS: [&str; 2] = ["grown", "plain"];

/// What a run begins with.
pub fn opening(draw: &mut Draw) -> Vec<(&'static str, Value)> {
    let mut opening = vec![(
        "Drydock.Declare",
        json!({
            "autoScalingGroups": GROUPS.map(|name| group(draw, name)),
        }),
    )];
    for name in GROUPS {
        let status = if name == "grown" {
            "ENABLED"
        } else {
            "DISABLED"
        };
        let protects = name == "grown" && draw.percent(50);
        opening.push((
            "CreateCapacityProvider",
            json!({
                "name": name,
                "autoScalingGroupProvider": {
                    "autoScalingGroupArn": name,
                    "managedScaling": {
                        "status": status, "targetCapacity": draw.one(&[100, 90, 50]),
                        "instanceWarmupPeriod": draw.one(&[0, 60, 300]),
                    },
                    "managedTerminationProtection": switch(protects),
                    "managedDraining": switch(draw.percent(70)),
                },
            }),
        ));
    }
    opening.push(chosen(draw));
    opening.push((
        "PutClusterCapacityProviders",
        json!({
            "cluster": "default",
            "capacityProviders": ["grown", "plain", "FARGATE", "FARGATE_SPOT"],
            "defaultCapacityProviderStrategy": [],
        }),
    ));
    opening
}

/// A provider whose instances ECS chooses.
fn chosen(draw: &mut Draw) -> (&'static str, Value) {
    let subnets = ["subnet-0d0c1a00000000001", "subnet-0d0c1b00000000002"];
    let body = json!({
        "name": "chosen", "cluster": "default",
        "managedInstancesProvider": {
            "infrastructureRoleArn": "arn:aws:iam::123456789012:role/ecsInfrastructureRole",
            "instanceLaunchTemplate": {
                "ec2InstanceProfileArn": "arn:aws:iam::123456789012:instance-profile/ecs",
                "networkConfiguration": {"subnets": subnets},
                "instanceRequirements": {
                    "vCpuCount": {"min": 1, "max": draw.one(&[1, 2, 16])},
                    "memoryMiB": {"min": 512},
                },
            },
            "infrastructureOptimization": {"scaleInAfter": draw.one(&[-1, 0, 60, 600])},
            "autoRepairConfiguration": {"actionsStatus": switch(draw.percent(70))},
        },
    });
    ("CreateCapacityProvider", body)
}

fn switch(on: bool) -> &'static str {
    if on { "ENABLED" } else { "DISABLED" }
}

fn group(draw: &mut Draw, name: &str) -> Value {
    let least = draw.between(0, 2);
    json!({
        "autoScalingGroupName": name,
        "instanceTypes": draw.one(&[json!(["t3.micro"]), json!(["m5.large", "t3.medium"])]),
        "minSize": least, "maxSize": least + draw.between(0, 4),
        "newInstancesProtectedFromScaleIn": draw.percent(20),
    })
}

/// Another size, or other types.
pub fn declare(draw: &mut Draw, _: &Names) -> Value {
    let name = *draw.one(&GROUPS);
    let mut group = group(draw, name);
    if draw.percent(50) {
        group["desiredCapacity"] = group["maxSize"].clone();
    }
    json!({"autoScalingGroups": [group]})
}

/// Tasks of providers; those of Fargate need a network.
pub fn strategy(draw: &mut Draw, fargate: bool) -> Value {
    if !fargate && draw.percent(30) {
        return json!([{"capacityProvider": "chosen", "weight": 1}]);
    }
    let (first, second) = match fargate {
        true => ("FARGATE", "FARGATE_SPOT"),
        false => ("grown", "plain"),
    };
    let mut items = vec![json!({
        "capacityProvider": first, "base": draw.between(0, 2), "weight": draw.between(1, 3),
    })];
    if draw.percent(40) {
        items.push(json!({"capacityProvider": second, "weight": draw.between(0, 3)}));
    }
    items.into()
}

/// The providers of the cluster, without one at times.
pub fn put(draw: &mut Draw, _: &Names) -> Value {
    let mut names = vec!["grown", "plain", "FARGATE", "FARGATE_SPOT"];
    if draw.percent(50) {
        names.remove(draw.below(names.len()));
    }
    json!({
        "cluster": "default", "capacityProviders": names, "defaultCapacityProviderStrategy": [],
    })
}

/// A schedule, or one less.
pub fn schedule(draw: &mut Draw, _: &Names) -> Value {
    json!({
        "name": draw.one(&["x", "y", "z"]),
        "scheduleExpression": draw.one(&[
            "rate(1 minute)", "rate(7 minutes)", "cron(0/9 * * * ? *)", "at(2026-01-01T00:30:00)",
        ]),
        "flexibleTimeWindow": draw.one(&[
            json!({"mode": "OFF"}), json!({"mode": "FLEXIBLE", "maximumWindowInMinutes": 5}),
        ]),
        "actionAfterCompletion": draw.one(&["NONE", "DELETE"]),
        "target": {
            "ecsParameters": {
                "taskDefinitionArn": draw.one(&["web", "job", "bad", "none"]),
                "taskCount": draw.between(1, 3),
            },
            "retryPolicy": {"maximumRetryAttempts": draw.between(0, 5)},
        },
    })
}

/// Another scaling of a provider.
pub fn update(draw: &mut Draw, _: &Names) -> Value {
    json!({
        "name": draw.one(&GROUPS),
        "autoScalingGroupProvider": {
            "managedScaling": {
                "status": switch(draw.percent(80)), "targetCapacity": draw.between(1, 100),
            },
            "managedDraining": switch(draw.percent(50)),
        },
    })
}
