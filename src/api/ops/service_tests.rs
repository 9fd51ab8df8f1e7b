//! Transcripts of the operations of services, and services over time.

use crate::api::testing::Asked;
use crate::lifecycle::fixtures::{awsvpc, cluster_of, register, spec};
use crate::model::Zone;
use crate::model::task_definition::{DefinitionStatus, PortMapping};
use expect_test::expect;
use serde_json::{Value, json};

/// The cluster `default` with instances, and the revisions `app:1` (bridge, port 80), `app:2`
/// (awsvpc, for Fargate too), `app:3` (bridge) and `app:4` (INACTIVE).
pub(super) fn asked() -> Asked {
    let (mut world, _) = cluster_of(&[("m5.large", 0), ("m5.large", 1)]);
    let mut bridge = spec(128, 256);
    bridge.containers[0].ports = vec![PortMapping {
        container_port: 80,
        host_port: 0,
        udp: false,
    }];
    register(&mut world, bridge.clone());
    let mut fargate = awsvpc(spec(256, 512));
    (fargate.cpu_units, fargate.memory_mib) = (Some(256), Some(512));
    register(&mut world, fargate);
    register(&mut world, bridge.clone());
    let inactive = register(&mut world, bridge);
    if let Some(row) = world.definitions.edit(inactive) {
        row.status = DefinitionStatus::Inactive;
    }
    Asked::new(world)
}

pub(super) fn web(more: Value) -> Value {
    merged(
        json!({"serviceName": "web", "taskDefinition": "app:1", "desiredCount": 2}),
        more,
    )
}

pub(super) fn merged(mut body: Value, more: Value) -> Value {
    if let (Value::Object(body), Value::Object(more)) = (&mut body, more) {
        body.extend(more);
    }
    body
}

pub(super) fn network() -> Value {
    let subnets: Vec<&str> = Zone::all().map(Zone::subnet_id).collect();
    json!({"awsvpcConfiguration": {"subnets": subnets, "assignPublicIp": "ENABLED"}})
}

fn described(asked: &mut Asked) -> Value {
    asked.granted("DescribeServices", json!({"services": ["web"]}))["services"][0].clone()
}

/// The messages, oldest first, without the ids of tasks and deployments.
fn messages(service: &Value) -> String {
    let events = service["events"].as_array().map_or(&[][..], Vec::as_slice);
    let lines = events.iter().rev().map(|event| {
        let text = event["message"].as_str().unwrap_or_default();
        let words = text.split(' ').map(|word| {
            let hex = word.len() >= 32 || word.starts_with("ecs-svc/");
            let end = word.trim_start_matches(|c: char| c != ')');
            if hex {
                format!("…{end}")
            } else {
                word.to_owned()
            }
        });
        words.collect::<Vec<_>>().join(" ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The answer to the creation of a service with most of what can be said.
fn created() -> Value {
    let more = json!({
        "placementStrategy": [
            {"type": "spread", "field": "host"},
            {"type": "binpack", "field": "memory"},
        ],
        "tags": [{"key": "team", "value": "harbor"}],
        "healthCheckGracePeriodSeconds": 30,
        // As modules of Ansible send it for none.
        "role": "",
    });
    asked().granted("CreateService", web(more))["service"].clone()
}

#[test]
fn a_created_service_as_ecs_shows_it() {
    let mut service = created();
    service["deployments"].take();
    let role = service["roleArn"].take();
    let linked = "role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";
    assert_eq!(role, format!("arn:aws:iam::123456789012:{linked}"));
    let members = service.as_object_mut().expect("an object");
    members.retain(|name, _| !name.starts_with("currentService"));
    expect![[r#"
        {
          "serviceArn": "arn:aws:ecs:us-east-1:123456789012:service/default/web",
          "serviceName": "web",
          "clusterArn": "arn:aws:ecs:us-east-1:123456789012:cluster/default",
          "loadBalancers": [],
          "serviceRegistries": [],
          "status": "ACTIVE",
          "desiredCount": 2,
          "runningCount": 0,
          "pendingCount": 0,
          "launchType": "EC2",
          "taskDefinition": "arn:aws:ecs:us-east-1:123456789012:task-definition/app:1",
          "deploymentConfiguration": {
            "deploymentCircuitBreaker": {
              "enable": false,
              "rollback": false
            },
            "maximumPercent": 200,
            "minimumHealthyPercent": 100,
            "strategy": "ROLLING",
            "bakeTimeInMinutes": 0
          },
          "deployments": null,
          "roleArn": null,
          "events": [],
          "createdAt": 1767225600,
          "placementConstraints": [],
          "placementStrategy": [
            {
              "type": "spread",
              "field": "instanceId"
            },
            {
              "type": "binpack",
              "field": "MEMORY"
            }
          ],
          "healthCheckGracePeriodSeconds": 30,
          "schedulingStrategy": "REPLICA",
          "deploymentController": {
            "type": "ECS"
          },
          "createdBy": "arn:aws:iam::123456789012:root",
          "enableECSManagedTags": false,
          "propagateTags": "NONE",
          "enableExecuteCommand": false,
          "availabilityZoneRebalancing": "DISABLED",
          "resourceManagementType": "CUSTOMER",
          "tags": [
            {
              "key": "team",
              "value": "harbor"
            }
          ]
        }"#]]
    .assert_eq(&format!("{service:#}"));
}

#[test]
fn its_first_deployment_wants_nothing_yet() {
    let deployments = &created()["deployments"];
    expect![[r#"
        [
          {
            "id": "ecs-svc/2483591792909330242",
            "status": "PRIMARY",
            "taskDefinition": "arn:aws:ecs:us-east-1:123456789012:task-definition/app:1",
            "desiredCount": 0,
            "pendingCount": 0,
            "runningCount": 0,
            "failedTasks": 0,
            "createdAt": 1767225600,
            "updatedAt": 1767225600,
            "launchType": "EC2",
            "rolloutState": "IN_PROGRESS",
            "rolloutStateReason": "ECS deployment ecs-svc/2483591792909330242 in progress."
          }
        ]"#]]
    .assert_eq(&format!("{deployments:#}"));
}

#[test]
fn a_service_from_creation_to_inactive() {
    let mut asked = asked();
    asked.granted("CreateService", web(json!({})));
    asked.wait(120);
    let service = described(&mut asked);
    assert_eq!(service["runningCount"], 2);
    assert_eq!(service["deployments"][0]["rolloutState"], "COMPLETED");
    let update = |more| merged(json!({"service": "web"}), more);
    let answer = asked.granted("UpdateService", update(json!({"taskDefinition": "app:3"})));
    let statuses = |answer: &Value| -> Vec<String> {
        let rows = answer["deployments"].as_array().unwrap();
        rows.iter().map(|row| row["status"].to_string()).collect()
    };
    assert_eq!(statuses(&answer["service"]), ["\"PRIMARY\"", "\"ACTIVE\""]);
    asked.wait(300);
    let service = described(&mut asked);
    assert_eq!(statuses(&service), ["\"PRIMARY\""]);
    let refused = asked.refused("DeleteService", update(json!({})));
    let text = "The service cannot be stopped while it is scaled above 0.";
    assert_eq!(refused, format!("InvalidParameterException: {text}"));
    asked.granted("UpdateService", update(json!({"desiredCount": 0})));
    asked.wait(120);
    let service = described(&mut asked);
    assert_eq!(
        (&service["runningCount"], statuses(&service).len()),
        (&json!(0), 1)
    );
    expect![[r#"
        (service web) has started 2 tasks: (task …) (task …).
        (service web) (deployment …) deployment completed.
        (service web) has reached a steady state.
        (service web) has started 2 tasks: (task …) (task …).
        (service web) has stopped 2 running tasks: (task …) (task …).
        (service web) (deployment …) deployment completed.
        (service web) has reached a steady state.
        (service web) has stopped 2 running tasks: (task …) (task …).
        (service web) has reached a steady state."#]]
    .assert_eq(&messages(&service));
    let answer = asked.granted("DeleteService", update(json!({})));
    assert_eq!(answer["service"]["status"], "DRAINING");
    asked.wait(30);
    assert_eq!(described(&mut asked)["status"], "INACTIVE");
    let refused = asked.refused("UpdateService", update(json!({"desiredCount": 1})));
    assert_eq!(
        refused,
        "ServiceNotActiveException: Service was not ACTIVE."
    );
    asked.granted("CreateService", web(json!({})));
    assert_eq!(described(&mut asked)["status"], "ACTIVE");
}

#[test]
fn force_deletes_a_service_that_runs() {
    let mut asked = asked();
    asked.granted("CreateService", web(json!({})));
    asked.wait(60);
    let answer = asked.granted("DeleteService", json!({"service": "web", "force": true}));
    assert_eq!(answer["service"]["status"], "DRAINING");
    assert_eq!(answer["service"]["desiredCount"], 0);
    assert_eq!(
        asked.granted("ListServices", json!({}))["serviceArns"],
        json!([])
    );
    let refused = asked.refused("CreateService", web(json!({})));
    let text = "Unable to Start a service that is still Draining.";
    assert_eq!(refused, format!("InvalidParameterException: {text}"));
    asked.wait(120);
    let refused = asked.refused("DeleteService", json!({"service": "web"}));
    assert_eq!(refused, "ServiceNotFoundException: Service not found.");
}

#[test]
fn only_some_members_start_a_deployment() {
    let mut asked = asked();
    let more = json!({
        "taskDefinition": "app:2", "launchType": "FARGATE", "networkConfiguration": network(),
    });
    asked.granted("CreateService", web(more));
    asked.wait(180);
    let before = described(&mut asked);
    assert_eq!(before["runningCount"], 2);
    assert_eq!(before["platformVersion"], "LATEST");
    assert_eq!(before["deployments"][0]["platformVersion"], "1.4.0");
    let mut deployments = |more| {
        let body = merged(json!({"service": "web"}), more);
        let answer = asked.granted("UpdateService", body)["service"]["deployments"].clone();
        asked.wait(400);
        answer.as_array().map_or(0, Vec::len)
    };
    for kept in [
        json!({"desiredCount": 3}),
        json!({"taskDefinition": "app:2", "platformVersion": null}),
        json!({"deploymentConfiguration": {"maximumPercent": 150}, "propagateTags": "SERVICE"}),
        json!({"networkConfiguration": network()}),
        json!({"loadBalancers": []}),
    ] {
        assert_eq!(deployments(kept.clone()), 1, "{kept}");
    }
    let one = json!({"awsvpcConfiguration": {"subnets": [Zone(0).subnet_id()]}});
    for deployed in [
        json!({"forceNewDeployment": true}),
        json!({"platformVersion": "1.4.0"}),
        json!({"networkConfiguration": one}),
    ] {
        assert_eq!(deployments(deployed.clone()), 2, "{deployed}");
    }
    let after = described(&mut asked);
    assert_eq!(after["deploymentConfiguration"]["maximumPercent"], 150);
    assert_eq!(
        after["deploymentConfiguration"]["minimumHealthyPercent"],
        100
    );
    assert_eq!(after["propagateTags"], "SERVICE");
}

#[test]
fn creation_is_idempotent_with_a_token() {
    let mut asked = asked();
    let body = web(json!({"clientToken": "abc"}));
    let first = asked.granted("CreateService", body.clone());
    let second = asked.granted("CreateService", body);
    assert_eq!(
        first["service"]["serviceArn"],
        second["service"]["serviceArn"]
    );
    let refused = asked.refused("CreateService", web(json!({})));
    let text = "Creation of service was not idempotent.";
    assert_eq!(refused, format!("InvalidParameterException: {text}"));
    assert!(first["service"].get("Creation").is_none());
}

#[test]
fn describes_and_lists() {
    let mut asked = asked();
    let tags = json!([{"key": "k", "value": "v"}]);
    for number in 0..12 {
        let more = json!({"serviceName": format!("s{number}"), "tags": tags, "desiredCount": 0});
        let more = match number {
            3 => merged(
                more,
                json!({
                    "taskDefinition": "app:2", "launchType": "FARGATE",
                    "networkConfiguration": network(),
                }),
            ),
            _ => more,
        };
        asked.granted("CreateService", web(more));
    }
    let arn = |name: &str| format!("arn:aws:ecs:us-east-1:123456789012:service/default/{name}");
    let body = json!({"services": ["s1", arn("s2"), "none"], "include": ["TAGS"]});
    let answer = asked.granted("DescribeServices", body);
    assert_eq!(answer["services"][1]["serviceName"], "s2");
    assert_eq!(answer["services"][0]["tags"], tags);
    // Without the cluster.
    let missing = "arn:aws:ecs:us-east-1:123456789012:service/none";
    assert_eq!(
        answer["failures"],
        json!([{"arn": missing, "reason": "MISSING"}])
    );
    assert!(described_without_tags(&mut asked).get("tags").is_none());
    let eleven: Vec<String> = (0..11).map(|number| format!("s{number}")).collect();
    asked.refused("DescribeServices", json!({"services": eleven}));
    let first = asked.granted("ListServices", json!({}));
    assert_eq!(first["serviceArns"].as_array().map(Vec::len), Some(10));
    let rest = asked.granted("ListServices", json!({"nextToken": first["nextToken"]}));
    assert_eq!(rest, json!({"serviceArns": [arn("s10"), arn("s11")]}));
    let fargate = asked.granted("ListServices", json!({"launchType": "FARGATE"}));
    assert_eq!(fargate, json!({"serviceArns": [arn("s3")]}));
    let daemons = asked.granted("ListServices", json!({"schedulingStrategy": "DAEMON"}));
    assert_eq!(daemons, json!({"serviceArns": []}));
}

fn described_without_tags(asked: &mut Asked) -> Value {
    asked.granted("DescribeServices", json!({"services": ["s1"]}))["services"][0].clone()
}
