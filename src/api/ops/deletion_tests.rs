//! Transcripts of DeleteTaskDefinitions.

use crate::api::testing::Asked;
use crate::lifecycle::fixtures::cluster_of;
use serde_json::{Value, json};

fn register(asked: &mut Asked) -> Value {
    let container = json!({"name": "app", "image": "nginx", "memory": 64});
    let body = json!({"family": "app", "containerDefinitions": [container]});
    asked.granted("RegisterTaskDefinition", body)["taskDefinition"]["revision"].clone()
}

fn asked() -> Asked {
    let mut asked = Asked::new(cluster_of(&[("t2.medium", 0)]).0);
    register(&mut asked);
    asked
}

fn delete(asked: &mut Asked, names: Value) -> Value {
    asked.granted("DeleteTaskDefinitions", json!({"taskDefinitions": names}))
}

fn listed(asked: &mut Asked, status: &str) -> usize {
    let answer = asked.granted("ListTaskDefinitions", json!({"status": status}));
    answer["taskDefinitionArns"]
        .as_array()
        .expect("a list")
        .len()
}

fn deregister(asked: &mut Asked) {
    let body = json!({"taskDefinition": "app:1"});
    asked.granted("DeregisterTaskDefinition", body);
}

#[test]
fn only_what_is_inactive_is_deleted() {
    let mut asked = asked();
    let arn = "arn:aws:ecs:us-east-1:123456789012:task-definition/app";
    let answer = delete(&mut asked, json!(["app:1", "app:7"]));
    assert_eq!(answer["taskDefinitions"], json!([]));
    assert_eq!(
        answer["failures"],
        json!([
            {
                "arn": "app:1",
                "reason": "The specified task definition is still in ACTIVE status. Please \
                           deregister the target and try again.",
            },
            {
                "arn": "app:7",
                "reason": "The specified task definition does not exist. Specify a valid account, \
                           family, revision and try again.",
            },
        ])
    );
    deregister(&mut asked);
    let answer = delete(&mut asked, json!([format!("{arn}:1")]));
    assert_eq!(answer["failures"], json!([]));
    let shown = &answer["taskDefinitions"][0];
    assert_eq!(shown["status"], "DELETE_IN_PROGRESS");
    assert!(shown["deleteRequestedAt"].is_number() && shown["deregisteredAt"].is_number());
    assert_eq!(listed(&mut asked, "DELETE_IN_PROGRESS"), 1);
    assert_eq!(listed(&mut asked, "INACTIVE"), 0);
    asked.wait(60);
    assert_eq!(listed(&mut asked, "DELETE_IN_PROGRESS"), 0);
    assert_eq!(
        asked.refused("DescribeTaskDefinition", json!({"taskDefinition": "app:1"})),
        "ClientException: Unable to describe task definition."
    );
    let families = asked.granted("ListTaskDefinitionFamilies", json!({}));
    assert_eq!(families["families"], json!([]));
    // The counter survives.
    assert_eq!(register(&mut asked), 2);
}

#[test]
fn what_is_in_use_stays_until_it_is_not() {
    let mut asked = asked();
    let body = json!({"serviceName": "web", "taskDefinition": "app", "desiredCount": 1});
    asked.granted("CreateService", body);
    asked.wait(60);
    deregister(&mut asked);
    delete(&mut asked, json!(["app:1"]));
    asked.wait(600);
    let body = json!({"taskDefinition": "app:1"});
    let shown = asked.granted("DescribeTaskDefinition", body.clone());
    assert_eq!(shown["taskDefinition"]["status"], "DELETE_IN_PROGRESS");
    // A service that has it scales with it still.
    asked.granted(
        "UpdateService",
        json!({"service": "web", "desiredCount": 2}),
    );
    asked.wait(120);
    let services = asked.granted("DescribeServices", json!({"services": ["web"]}));
    assert_eq!(services["services"][0]["runningCount"], 2);
    assert_eq!(
        asked.refused("RunTask", json!({"taskDefinition": "app:1"})),
        "InvalidParameterException: TaskDefinition is inactive"
    );
    let tasks = asked.granted("ListTasks", json!({}))["taskArns"].clone();
    asked.granted("DeleteService", json!({"service": "web", "force": true}));
    asked.wait(180);
    asked.refused("DescribeTaskDefinition", body);
    // What once ran from it still says so.
    let tasks = asked.granted("DescribeTasks", json!({"tasks": tasks}));
    assert_eq!(
        tasks["tasks"][0]["taskDefinitionArn"],
        "arn:aws:ecs:us-east-1:123456789012:task-definition/app:1"
    );
}

#[test]
fn revisions_are_named_and_few() {
    let mut asked = asked();
    let body = json!({"taskDefinitions": ["app", "app:x", "nobody:1"]});
    let failures = asked.granted("DeleteTaskDefinitions", body)["failures"].clone();
    let invalid = "The specified task definition identifier is invalid. Specify a valid name or \
                   ARN and try again.";
    let missing = "The specified task definition does not exist. Specify a valid account, \
                   family, revision and try again.";
    assert_eq!(
        failures,
        json!([
            {"arn": "app", "reason": invalid}, {"arn": "app:x", "reason": invalid},
            {"arn": "nobody:1", "reason": missing},
        ])
    );
    let body = json!({"taskDefinitions": vec!["app:1"; 11]});
    assert_eq!(
        asked.refused("DeleteTaskDefinitions", body),
        "InvalidParameterException: taskDefinitions can have at most 10 items."
    );
    assert_eq!(
        asked.refused("DeleteTaskDefinitions", json!({"taskDefinitions": []})),
        "ClientException: Task definitions cannot be empty."
    );
}
