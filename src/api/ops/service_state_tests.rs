//! What DescribeServices shows of deployments that fail, are replaced or deleted.

use crate::api::testing::Asked;
use serde_json::{Value, json};

fn revision(image: &str) -> Value {
    let container = json!({"name": "web", "image": image, "memory": 64});
    json!({"family": "web", "containerDefinitions": [container]})
}

/// A steady service of two tasks.
fn asked() -> Asked {
    let mut asked = Asked::with_instances(&[("m5.large", 0), ("m5.large", 1)]);
    asked.granted("RegisterTaskDefinition", revision("nginx:1"));
    let body = json!({"serviceName": "web", "taskDefinition": "web", "desiredCount": 2});
    asked.granted("CreateService", body);
    asked.wait(100);
    asked
}

fn described(asked: &mut Asked) -> Value {
    let body = json!({"services": ["web"]});
    asked.granted("DescribeServices", body)["services"][0].clone()
}

#[test]
fn failed_tasks_are_forgotten_once_one_runs() {
    let mut asked = asked();
    let fault = json!({"type": "ImageCannotBePulled", "image": "nginx:2"});
    asked.granted("Drydock.InjectFault", fault);
    asked.granted("RegisterTaskDefinition", revision("nginx:2"));
    let body = json!({"service": "web", "taskDefinition": "web:2"});
    asked.granted("UpdateService", body);
    asked.wait(200);
    let primary = described(&mut asked)["deployments"][0].clone();
    assert!(primary["failedTasks"].as_u64() >= Some(3), "{primary}");
    asked.granted("Drydock.ClearFaults", json!({}));
    asked.wait(900);
    let service = described(&mut asked);
    assert_eq!(service["deployments"][0]["rolloutState"], "COMPLETED");
    assert_eq!(service["deployments"][0]["failedTasks"], 0);
}

#[test]
fn a_deletion_takes_the_older_deployments_along() {
    let mut asked = asked();
    let body = json!({"service": "web", "forceNewDeployment": true});
    asked.granted("UpdateService", body);
    asked.wait(20);
    let listed = |service: &Value| service["deployments"].as_array().map(Vec::len);
    assert_eq!(listed(&described(&mut asked)), Some(2));
    let body = json!({"service": "web", "force": true});
    asked.granted("DeleteService", body);
    asked.wait(120);
    let service = described(&mut asked);
    assert_eq!(service["status"], "INACTIVE");
    assert_eq!(listed(&service), Some(1));
    assert_eq!(service["deployments"][0]["status"], "PRIMARY");
}

#[test]
fn an_inactive_revision_still_scales_but_cannot_be_asked_for() {
    let mut asked = asked();
    let body = json!({"taskDefinition": "web:1"});
    asked.granted("DeregisterTaskDefinition", body);
    let body = json!({"service": "web", "taskDefinition": "web:1"});
    let refused = asked.refused("UpdateService", body);
    assert_eq!(refused, "ClientException: TaskDefinition is inactive");
    let body = json!({"service": "web", "taskDefinition": "web:latest"});
    let refused = asked.refused("UpdateService", body);
    assert_eq!(
        refused,
        "InvalidParameterException: Invalid revision number. Number: latest"
    );
    asked.granted(
        "UpdateService",
        json!({"service": "web", "desiredCount": 3}),
    );
    asked.wait(60);
    assert_eq!(described(&mut asked)["runningCount"], 3);
}

#[test]
fn what_the_model_does_not_know_is_no_change() {
    let mut asked = asked();
    let breaker = json!({"enable": true});
    let body = json!({
        "service": "web", "loadBalancers": [], "colour": "red",
        "deploymentConfiguration": {
            "maximumPercent": null, "alarms": null, "shape": 1, "deploymentCircuitBreaker": breaker,
        },
    });
    asked.granted("UpdateService", body);
    let service = described(&mut asked);
    assert_eq!(service["deployments"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        service["deploymentConfiguration"],
        json!({
            "deploymentCircuitBreaker": {"enable": true, "rollback": false},
            "maximumPercent": 200, "minimumHealthyPercent": 100,
            "strategy": "ROLLING", "bakeTimeInMinutes": 0,
        })
    );
    let overrides = json!({"containerOverrides": [{"name": "web", "cpu": null, "x": 1}], "y": 2});
    let body = json!({"taskDefinition": "web", "overrides": overrides});
    let task = asked.granted("RunTask", body)["tasks"][0].clone();
    let shown = json!({
        "containerOverrides": [{"name": "web"}], "inferenceAcceleratorOverrides": [],
    });
    assert_eq!(task["overrides"], shown);
}

#[test]
fn rebalancing_is_refused_where_it_cannot_be() {
    let mut asked = asked();
    let body = json!({
        "service": "web", "availabilityZoneRebalancing": "ENABLED",
        "placementStrategy": [{"type": "random"}],
    });
    let refused = asked.refused("UpdateService", body);
    assert_eq!(
        refused,
        "InvalidParameterException: Availability Zone Rebalancing is not available with this \
         configuration."
    );
    let body = json!({"service": "web", "availabilityZoneRebalancing": "ENABLED"});
    asked.granted("UpdateService", body);
}

#[test]
fn an_arn_of_another_cluster_is_no_service_of_this_one() {
    let mut asked = asked();
    let arn = "arn:aws:ecs:us-east-1:123456789012:service/harbor/web";
    let said = "InvalidParameterException: Invalid identifier: Identifier is for cluster harbor. \
                Your cluster is default";
    let refused = asked.refused("DescribeServices", json!({"services": [arn]}));
    assert_eq!(refused, said);
    assert_eq!(
        asked.refused("ListTasks", json!({"serviceName": arn})),
        said
    );
    assert_eq!(
        asked.refused("UpdateService", json!({"service": arn})),
        said
    );
    let old = "arn:aws:ecs:us-east-1:123456789012:service/web";
    let answer = asked.granted("DescribeServices", json!({"services": [old]}));
    assert_eq!(answer["services"][0]["serviceName"], "web");
}

#[test]
fn a_started_container_shows_what_the_runtime_calls_it() {
    let mut asked = asked();
    let tasks = asked.granted("ListTasks", json!({}))["taskArns"].clone();
    let answer = asked.granted("DescribeTasks", json!({"tasks": tasks}));
    let container = |task: usize| &answer["tasks"][task]["containers"][0];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    assert_eq!(text(&container(0)["runtimeId"]).len(), 64);
    assert_ne!(container(0)["runtimeId"], container(1)["runtimeId"]);
    assert_eq!(container(0)["imageDigest"], container(1)["imageDigest"]);
    assert!(text(&container(0)["imageDigest"]).starts_with("sha256:"));
}
