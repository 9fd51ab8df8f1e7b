//! The operations on task definitions, as transcripts.

use crate::api::testing::Asked;
use serde_json::{Value, json};

fn plain(family: &str) -> Value {
    let container = json!({"name": "app", "image": "busybox:1.36", "memory": 64});
    json!({"family": family, "containerDefinitions": [container]})
}

fn arn(name: &str) -> String {
    format!("arn:aws:ecs:us-east-1:123456789012:task-definition/{name}")
}

#[test]
fn roles_that_are_named_only_get_the_account() {
    let mut asked = Asked::default();
    let mut request = plain("sleep360");
    request["taskRoleArn"] = json!("queue/reader");
    request["executionRoleArn"] = json!("arn:aws:iam::210987654321:role/pull");
    let answer = asked.granted("RegisterTaskDefinition", request);
    let of = |role: &str| answer["taskDefinition"][role].clone();
    assert_eq!(
        of("taskRoleArn"),
        "arn:aws:iam::123456789012:role/queue/reader"
    );
    assert_eq!(
        of("executionRoleArn"),
        "arn:aws:iam::210987654321:role/pull"
    );
}

#[test]
fn a_definition_is_registered_and_described() {
    let mut asked = Asked::default();
    let mut request = plain("sleep360");
    request["tags"] = json!([{"key": "team", "value": "blue"}]);
    request["containerDefinitions"][0]["command"] = json!(["sleep", "360"]);
    let answer = asked.granted("RegisterTaskDefinition", request);
    let now = answer["taskDefinition"]["registeredAt"].clone();
    assert!(now.is_number());
    let expected = json!({
        "taskDefinition": {
            "taskDefinitionArn": arn("sleep360:1"),
            "containerDefinitions": [{
                "name": "app",
                "image": "busybox:1.36",
                "cpu": 0,
                "memory": 64,
                "portMappings": [],
                "essential": true,
                "command": ["sleep", "360"],
                "environment": [],
                "mountPoints": [],
                "volumesFrom": [],
                "systemControls": [],
            }],
            "family": "sleep360",
            "revision": 1,
            "volumes": [],
            "status": "ACTIVE",
            "requiresAttributes": [],
            "placementConstraints": [],
            "compatibilities": ["EXTERNAL", "EC2"],
            "registeredAt": now,
            "registeredBy": "arn:aws:iam::123456789012:root",
        },
        "tags": [{"key": "team", "value": "blue"}],
    });
    // As texts, so that the order counts too.
    assert_eq!(answer.to_string(), expected.to_string());
    for name in ["sleep360".into(), "sleep360:1".into(), arn("sleep360:1")] {
        let request = json!({"taskDefinition": name, "include": ["TAGS"]});
        assert_eq!(asked.granted("DescribeTaskDefinition", request), expected);
    }
    let without = asked.granted(
        "DescribeTaskDefinition",
        json!({"taskDefinition": "sleep360"}),
    );
    assert_eq!(without["tags"], json!([]));
}

#[test]
fn what_was_described_registers_again_as_the_same() {
    let mut asked = Asked::default();
    let mut request = plain("app");
    request["networkMode"] = json!("awsvpc");
    request["cpu"] = json!("0.25 vCPU");
    request["memory"] = json!("1GB");
    request["containerDefinitions"][0]["portMappings"] = json!([{"containerPort": 80}]);
    let first = asked.granted("RegisterTaskDefinition", request);
    // With output-only members, which the wire ignores.
    let second = asked.granted("RegisterTaskDefinition", first["taskDefinition"].clone());
    let mut expected = first["taskDefinition"].clone();
    expected["revision"] = json!(2);
    expected["taskDefinitionArn"] = json!(arn("app:2"));
    assert_eq!(second["taskDefinition"].to_string(), expected.to_string());
    assert_eq!(expected["cpu"], "256");
    let compatible = json!(["EC2", "MANAGED_INSTANCES", "FARGATE"]);
    assert_eq!(expected["compatibilities"], compatible);
}

#[test]
fn revisions_count_on_after_deregistration() {
    let mut asked = Asked::default();
    for revision in 1..=2 {
        let answer = asked.granted("RegisterTaskDefinition", plain("app"));
        assert_eq!(answer["taskDefinition"]["revision"], revision);
    }
    asked.wait(5);
    let gone = asked.granted(
        "DeregisterTaskDefinition",
        json!({"taskDefinition": "app:2"}),
    );
    assert_eq!(gone["taskDefinition"]["status"], "INACTIVE");
    assert!(gone["taskDefinition"]["deregisteredAt"].is_number());
    asked.wait(5);
    let again = asked.granted(
        "DeregisterTaskDefinition",
        json!({"taskDefinition": "app:2"}),
    );
    assert_eq!(again, gone);
    let newest = asked.granted("DescribeTaskDefinition", json!({"taskDefinition": "app"}));
    assert_eq!(newest["taskDefinition"]["revision"], 1);
    let by_name = asked.granted("DescribeTaskDefinition", json!({"taskDefinition": "app:2"}));
    assert_eq!(by_name["taskDefinition"], gone["taskDefinition"]);
    let third = asked.granted("RegisterTaskDefinition", plain("app"));
    assert_eq!(third["taskDefinition"]["revision"], 3);
}

#[test]
fn what_is_not_there_is_said() {
    let mut asked = Asked::default();
    asked.granted("RegisterTaskDefinition", plain("app"));
    for (action, name, expected) in [
        (
            "DescribeTaskDefinition",
            "web",
            "Unable to describe task definition.",
        ),
        (
            "DescribeTaskDefinition",
            "app:9",
            "Unable to describe task definition.",
        ),
        (
            "DeregisterTaskDefinition",
            "app:9",
            "Unable to describe task definition.",
        ),
        ("DeregisterTaskDefinition", "app", "Revision is missing."),
    ] {
        let refused = asked.refused(action, json!({"taskDefinition": name}));
        assert_eq!(refused, format!("ClientException: {expected}"));
    }
    for action in ["DescribeTaskDefinition", "DeregisterTaskDefinition"] {
        assert_eq!(
            asked.refused(action, json!({"taskDefinition": "app:x"})),
            "InvalidParameterException: Invalid revision number. Number: x"
        );
    }
    let elsewhere = arn("app:1").replace("us-east-1", "eu-west-1");
    let body = json!({"taskDefinition": elsewhere});
    let refused = asked.refused("DescribeTaskDefinition", body);
    assert_eq!(refused, "ClientException: Invalid Region in ARN");
}

#[test]
fn definitions_are_listed_by_family_and_revision() {
    let mut asked = Asked::default();
    for family in ["web", "app", "app", "web-old"] {
        asked.granted("RegisterTaskDefinition", plain(family));
    }
    asked.granted(
        "DeregisterTaskDefinition",
        json!({"taskDefinition": "web-old:1"}),
    );
    let mut list = |request: Value| {
        let answer = asked.granted("ListTaskDefinitions", request);
        let arns = answer["taskDefinitionArns"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let names = arns
            .iter()
            .filter_map(Value::as_str)
            .map(|arn| arn.rsplit('/').next());
        let names = names.flatten().collect::<Vec<_>>().join(" ");
        (names, answer["nextToken"].clone())
    };
    assert_eq!(list(json!({})).0, "app:1 app:2 web:1");
    assert_eq!(list(json!({"sort": "DESC"})).0, "web:1 app:2 app:1");
    assert_eq!(list(json!({"status": "INACTIVE"})).0, "web-old:1");
    assert_eq!(list(json!({"familyPrefix": "app"})).0, "app:1 app:2");
    assert_eq!(list(json!({"familyPrefix": "ap"})).0, "");
    let (page, token) = list(json!({"maxResults": 2}));
    assert_eq!(page, "app:1 app:2");
    assert_eq!(
        list(json!({"maxResults": 2, "nextToken": token})),
        ("web:1".into(), Value::Null)
    );
    let mut families = |request: Value| asked.granted("ListTaskDefinitionFamilies", request);
    assert_eq!(
        families(json!({})),
        json!({"families": ["app", "web", "web-old"]})
    );
    let web = json!({"familyPrefix": "web", "status": "ACTIVE"});
    assert_eq!(families(web), json!({"families": ["web"]}));
    assert_eq!(
        families(json!({"status": "INACTIVE"})),
        json!({"families": ["web-old"]})
    );
}

#[test]
fn a_bad_definition_is_refused_in_the_words_of_ecs() {
    let mut asked = Asked::default();
    for (change, expected) in [
        (json!({"family": null}), "Family can not be blank."),
        (
            json!({"containerDefinitions": []}),
            "Container list cannot be empty.",
        ),
        (
            json!({"taskDefinition": {"family": "b"}, "family": ""}),
            "Family can not be blank.",
        ),
    ] {
        let mut request = plain("app");
        for (member, value) in change.as_object().expect("an object") {
            request[member] = value.clone();
        }
        let refused = asked.refused("RegisterTaskDefinition", request);
        assert_eq!(refused, format!("ClientException: {expected}"));
    }
    assert!(asked.sim.world.families.is_empty());
    // Unknown members and nulls do not matter on the wire.
    let mut request = plain("app");
    request["colour"] = json!("red");
    request["taskDefinition"] = json!({"family": "b"});
    request["volumes"] = Value::Null;
    asked.granted("RegisterTaskDefinition", request);
}

#[test]
fn strange_requests_are_answered() {
    let mut asked = Asked::default();
    let mut deep = json!("x");
    for _ in 0..120 {
        deep = json!([deep]);
    }
    let long = "x".repeat(5_000_000);
    for strange in [deep, json!(long), json!("\u{0}"), json!(7), json!("ünï")] {
        for member in [
            "family",
            "cpu",
            "networkMode",
            "volumes",
            "containerDefinitions",
        ] {
            let mut request = plain("app");
            request[member] = strange.clone();
            let (status, _) = asked.ask("RegisterTaskDefinition", request);
            assert!(status == 200 || status == 400, "{member}");
        }
    }
}

#[test]
fn what_is_registered_runs_on_a_plain_instance() {
    let mut asked = Asked::with_instances(&[("m5.large", 0)]);
    let mut request = plain("rich");
    request["cpu"] = json!(".5 vCPU");
    request["memory"] = json!("1 GB");
    for role in ["taskRoleArn", "executionRoleArn"] {
        request[role] = json!("arn:aws:iam::123456789012:role/ecsTaskRole");
    }
    let container = &mut request["containerDefinitions"][0];
    container["image"] = json!("123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1");
    container["memoryReservation"] = json!(32);
    container["stopTimeout"] = json!(5);
    container["healthCheck"] = json!({"command": ["CMD", "true"]});
    container["logConfiguration"] = json!({
        "logDriver": "awslogs",
        "options": {"awslogs-group": "app", "awslogs-region": "us-east-1"},
    });
    container["secrets"] = json!([{"name": "KEY", "valueFrom": "/app/key"}]);
    asked.granted("RegisterTaskDefinition", request);
    let answer = asked.granted("RunTask", json!({"taskDefinition": "rich"}));
    assert_eq!(answer["failures"], json!([]));
    assert_eq!(answer["tasks"][0]["cpu"], "512");
    assert_eq!(answer["tasks"][0]["memory"], "1024");
}
