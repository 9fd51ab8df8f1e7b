//! DAEMON services through the API.

use super::service_tests::{asked, merged};
use serde_json::{Value, json};

fn daemon(more: Value) -> Value {
    let body = json!({
        "serviceName": "logs", "taskDefinition": "app:1", "schedulingStrategy": "DAEMON",
    });
    merged(body, more)
}

#[test]
fn the_desired_count_is_worked_out_and_shown() {
    let mut asked = asked();
    let created = asked.granted("CreateService", daemon(json!({})))["service"].clone();
    assert_eq!(created["schedulingStrategy"], "DAEMON");
    assert_eq!(created["desiredCount"], 0);
    assert_eq!(created["availabilityZoneRebalancing"], "DISABLED");
    let configuration = &created["deploymentConfiguration"];
    assert_eq!(configuration["minimumHealthyPercent"], 0);
    assert_eq!(configuration["maximumPercent"], 100);
    asked.wait(60);
    let shown = asked.granted("DescribeServices", json!({"services": ["logs"]}));
    let shown = &shown["services"][0];
    assert_eq!(
        (&shown["desiredCount"], &shown["runningCount"]),
        (&json!(2), &json!(2))
    );
    assert_eq!(shown["deployments"][0]["desiredCount"], 2);
    let listed = asked.granted("ListServices", json!({"schedulingStrategy": "DAEMON"}));
    assert_eq!(listed["serviceArns"].as_array().map(Vec::len), Some(1));
    let others = asked.granted("ListServices", json!({"schedulingStrategy": "REPLICA"}));
    assert_eq!(others["serviceArns"], json!([]));
}

#[test]
fn updates_may_not_give_it_a_count_or_a_strategy() {
    let mut asked = asked();
    asked.granted("CreateService", daemon(json!({})));
    asked.wait(30);
    let update = |more| merged(json!({"service": "logs"}), more);
    assert_eq!(
        asked.refused("UpdateService", update(json!({"desiredCount": 3}))),
        "InvalidParameterException: The daemon scheduling strategy does not support a desired \
         count for services. Remove the desired count value and try again"
    );
    let random = json!([{"type": "random"}]);
    assert_eq!(
        asked.refused(
            "UpdateService",
            update(json!({"placementStrategy": random}))
        ),
        "InvalidParameterException: The daemon scheduling strategy does not support placement \
         strategies. Remove the placement strategy and try again"
    );
    asked.granted("UpdateService", update(json!({"taskDefinition": "app:3"})));
    asked.wait(60);
    let shown = asked.granted("DescribeServices", json!({"services": ["logs"]}));
    let deployments = shown["services"][0]["deployments"]
        .as_array()
        .expect("a list");
    assert_eq!(deployments.len(), 1);
    assert_eq!(deployments[0]["runningCount"], 2);
}

#[test]
fn it_is_deleted_without_force() {
    let mut asked = asked();
    asked.granted("CreateService", daemon(json!({})));
    asked.wait(60);
    let answer = asked.granted("DeleteService", json!({"service": "logs"}));
    assert_eq!(answer["service"]["status"], "DRAINING");
    asked.wait(30);
    let shown = asked.granted("DescribeServices", json!({"services": ["logs"]}));
    assert_eq!(shown["services"][0]["status"], "INACTIVE");
}
