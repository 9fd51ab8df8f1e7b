//! Services that are given another deployment controller.

use crate::api::testing::Asked;
use serde_json::{Value, json};

const GROUPS: &str = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/";

/// A run with two revisions of `web`.
fn asked() -> Asked {
    let mut asked = Asked::with_instances(&[("m5.large", 0), ("m5.large", 1)]);
    let group = json!({
        "targetGroupArn": format!("{GROUPS}blue/1"), "targetType": "instance",
        "loadBalancer": "application",
    });
    asked.granted("Drydock.Declare", json!({"targetGroups": [group]}));
    for image in ["nginx:1", "nginx:2"] {
        let body = json!({
            "family": "web",
            "containerDefinitions": [{
                "name": "web", "image": image, "memory": 64,
                "portMappings": [{"containerPort": 80}],
            }],
        });
        asked.granted("RegisterTaskDefinition", body);
    }
    asked
}

fn create(asked: &mut Asked, controller: &str, more: Value) {
    let mut body = json!({
        "serviceName": "web", "desiredCount": 2, "deploymentController": {"type": controller},
    });
    body.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    asked.granted("CreateService", body);
}

fn balanced() -> Value {
    json!({
        "taskDefinition": "web:1",
        "loadBalancers": [{
            "targetGroupArn": format!("{GROUPS}blue/1"), "containerName": "web",
            "containerPort": 80,
        }],
    })
}

fn to(controller: &str) -> Value {
    json!({"service": "web", "deploymentController": {"type": controller}})
}

fn service(asked: &mut Asked) -> Value {
    asked.granted("DescribeServices", json!({"services": ["web"]}))["services"][0].clone()
}

fn statuses(list: &Value, member: &str) -> Vec<Value> {
    let rows = list.as_array().into_iter().flatten();
    rows.map(|row| row[member].clone()).collect()
}

/// Its tasks that run, in order.
fn tasks(asked: &mut Asked) -> Value {
    asked.granted("ListTasks", json!({"serviceName": "web"}))["taskArns"].clone()
}

#[test]
fn code_deploy_is_left_for_the_scheduler_with_a_deployment() {
    let mut asked = asked();
    create(&mut asked, "CODE_DEPLOY", balanced());
    asked.wait(300);
    let before = tasks(&mut asked);
    let mut body = to("ECS");
    body["taskDefinition"] = json!("web:2");
    let shown = asked.granted("UpdateService", body)["service"].clone();
    assert_eq!(shown["deploymentController"], json!({"type": "ECS"}));
    assert_eq!(shown.get("taskSets"), None);
    assert_eq!(
        statuses(&shown["deployments"], "status"),
        ["PRIMARY", "ACTIVE"]
    );
    assert_eq!(shown["loadBalancers"], balanced()["loadBalancers"]);
    asked.wait(900);
    let shown = service(&mut asked);
    assert_eq!(
        statuses(&shown["deployments"], "rolloutState"),
        ["COMPLETED"]
    );
    assert_eq!(
        (&shown["runningCount"], &shown["desiredCount"]),
        (&json!(2), &json!(2))
    );
    assert!(
        shown["taskDefinition"]
            .as_str()
            .unwrap()
            .ends_with(":task-definition/web:2")
    );
    assert_ne!(tasks(&mut asked), before);
    let sets = json!({"cluster": "default", "service": "web"});
    let refused = asked.refused("DescribeTaskSets", sets);
    assert!(
        refused.starts_with("InvalidParameterException: "),
        "{refused}"
    );
}

#[test]
fn the_scheduler_leaves_what_runs_to_another_controller() {
    let mut asked = asked();
    create(&mut asked, "ECS", json!({"taskDefinition": "web:1"}));
    let refused = asked.refused("UpdateService", to("EXTERNAL"));
    assert_eq!(
        refused,
        "InvalidParameterException: The deployment controller cannot be changed during a service \
         deployment."
    );
    asked.wait(300);
    let before = tasks(&mut asked);
    let shown = asked.granted("UpdateService", to("EXTERNAL"))["service"].clone();
    // Source: Developer Guide, "Updating Amazon ECS service parameters".
    assert_eq!(shown.get("taskSets"), None);
    assert_eq!(statuses(&shown["deployments"], "status"), ["PRIMARY"]);
    asked.wait(300);
    assert_eq!(tasks(&mut asked), before);
    let on = json!({"cluster": "default", "service": "web"});
    let sets = asked.granted("DescribeTaskSets", on.clone())["taskSets"].clone();
    assert_eq!(statuses(&sets, "status"), ["PRIMARY"]);
    assert_eq!(statuses(&sets, "stabilityStatus"), ["STEADY_STATE"]);
    let old = sets[0]["id"].clone();
    let mut body = on.clone();
    body["taskDefinition"] = json!("web:2");
    body["scale"] = json!({"value": 100.0, "unit": "PERCENT"});
    let new = asked.granted("CreateTaskSet", body)["taskSet"]["id"].clone();
    asked.wait(300);
    let mut body = on.clone();
    body["primaryTaskSet"] = new.clone();
    asked.granted("UpdateServicePrimaryTaskSet", body);
    let mut body = on;
    body["taskSet"] = old;
    asked.granted("DeleteTaskSet", body);
    asked.wait(300);
    let shown = service(&mut asked);
    assert_eq!(statuses(&shown["deployments"], "id"), [new]);
    assert_eq!(shown["runningCount"], 2);
    // And back.
    let shown = asked.granted("UpdateService", to("ECS"))["service"].clone();
    assert_eq!(
        statuses(&shown["deployments"], "status"),
        ["PRIMARY", "ACTIVE"]
    );
    asked.wait(900);
    let shown = service(&mut asked);
    assert_eq!(
        statuses(&shown["deployments"], "rolloutState"),
        ["COMPLETED"]
    );
}

#[test]
fn what_cannot_follow_is_refused() {
    let mut asked = asked();
    create(&mut asked, "EXTERNAL", json!({}));
    let refused = asked.refused("UpdateService", to("ECS"));
    assert!(
        refused.contains("TaskDefinition") || refused.contains("task definition"),
        "{refused}"
    );
    let refused = asked.refused("UpdateService", to("CODE_DEPLOY"));
    assert_eq!(
        refused,
        "InvalidParameterException: The deployment controller cannot be changed from EXTERNAL to \
         CODE_DEPLOY."
    );
    let mut body = to("ECS");
    body["taskDefinition"] = json!("web:1");
    asked.granted("UpdateService", body);
    asked.wait(300);
    assert_eq!(service(&mut asked)["runningCount"], 2);
    // As when CloudFormation goes back. Source: see above.
    let mut body = to("CODE_DEPLOY");
    body["taskDefinition"] = json!("web:2");
    assert_eq!(
        asked.refused("UpdateService", body),
        "InvalidParameterException: Unable to update task definition on services with a \
         CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment."
    );
    let breaker = json!({"deploymentCircuitBreaker": {"enable": true, "rollback": true}});
    let body = json!({"service": "web", "deploymentConfiguration": breaker});
    asked.granted("UpdateService", body);
    let refused = asked.refused("UpdateService", to("EXTERNAL"));
    assert!(refused.contains("circuit breaker"), "{refused}");
}
