//! A service with Service Connect: what its deployment and its tasks show of it.
//! Source: a published recording of July 2024, see `render::connect`.

use crate::api::testing::Asked;
use crate::model::World;
use serde_json::{Value, json};

fn asked() -> Asked {
    let mut asked = Asked::new(World::default());
    asked.granted("CreateCluster", json!({}));
    let port = json!({"name": "http", "containerPort": 80});
    let container = json!({"name": "web", "image": "nginx:1", "portMappings": [port]});
    asked.granted(
        "RegisterTaskDefinition",
        json!({
            "family": "web", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
            "requiresCompatibilities": ["FARGATE"], "containerDefinitions": [container],
        }),
    );
    let network = json!({"subnets": ["subnet-0d0c1a00000000001"]});
    let alias = json!({"port": 80, "dnsName": "web"});
    let service = json!({"portName": "http", "clientAliases": [alias]});
    asked.granted(
        "CreateService",
        json!({
            "serviceName": "web", "taskDefinition": "web", "desiredCount": 1,
            "launchType": "FARGATE", "networkConfiguration": {"awsvpcConfiguration": network},
            "serviceConnectConfiguration": {
                "enabled": true, "namespace": "harbor", "services": [service],
            },
        }),
    );
    asked
}

fn task(asked: &mut Asked) -> Value {
    let tasks = asked.granted("ListTasks", json!({}))["taskArns"].clone();
    asked.granted("DescribeTasks", json!({"tasks": tasks}))["tasks"][0].clone()
}

#[test]
fn a_deployment_shows_what_its_services_are_in_cloud_map() {
    let mut asked = asked();
    let body = json!({"services": ["web"]});
    let service = asked.granted("DescribeServices", body)["services"][0].clone();
    let resource = &service["deployments"][0]["serviceConnectResources"][0];
    assert_eq!(resource["discoveryName"], "http");
    let arn = resource["discoveryArn"].as_str().unwrap_or_default();
    let (head, id) = arn.split_once(":service/srv-").unwrap_or_default();
    assert_eq!(head, "arn:aws:servicediscovery:us-east-1:123456789012");
    assert_eq!(id.len(), 16);
}

#[test]
fn a_task_has_the_proxy_and_its_attachment_first() {
    let mut asked = asked();
    asked.wait(60);
    let task = task(&mut asked);
    let attachment = &task["attachments"][0];
    let name = attachment["details"][0]["value"]
        .as_str()
        .unwrap_or_default();
    assert!(
        name.starts_with("ecs-service-connect-") && name.len() == 25,
        "{name}"
    );
    assert_eq!(attachment["type"], "ServiceConnect");
    assert_eq!(attachment["status"], "ATTACHED");
    assert_eq!(attachment["details"][0]["name"], "ContainerName");
    assert_eq!(task["attachments"][1]["type"], "ElasticNetworkInterface");
    let proxy = &task["containers"][0];
    assert_eq!(proxy["name"], name);
    assert_eq!(proxy["lastStatus"], "RUNNING");
    assert_eq!(proxy["healthStatus"], "HEALTHY");
    assert_eq!(proxy.get("image"), None);
    assert_eq!(task["containers"][1]["name"], "web");
    let told = &task["overrides"]["containerOverrides"][0];
    assert_eq!(told["name"], name);
    assert_eq!(told["environment"][7]["name"], "APPMESH_RESOURCE_ARN");
    assert_eq!(task["version"], 4);
}

#[test]
fn stop_task_answers_deactivating_where_others_know_of_the_task() {
    let mut asked = asked();
    asked.wait(60);
    let arn = task(&mut asked)["taskArn"].clone();
    let stopped = asked.granted("StopTask", json!({"task": arn}))["task"].clone();
    assert_eq!(stopped["lastStatus"], "DEACTIVATING");
    assert_eq!(stopped["version"], 5);
    asked.wait(60);
    let body = json!({"tasks": [arn]});
    let over = asked.granted("DescribeTasks", body)["tasks"][0].clone();
    assert_eq!(over["containers"][0]["lastStatus"], "STOPPED");
    assert_eq!(over["attachments"][0]["status"], "DELETED");
}
