//! What a draft lowers to.

use super::lower;
use crate::model::Resources;
use crate::model::task_definition::{Compatibility, Condition, NetworkMode, TaskSpec};
use crate::sim::Span;
use crate::taskdef::{Target, check};
use serde_json::{Value, json};

fn spec(text: &str) -> TaskSpec {
    lower(&check(text, Target::Unknown).draft.expect("a draft"))
}

fn document(text: &str) -> Value {
    (*spec(text).document).clone()
}

const FARGATE: &str = r#"{
    // As people write it.
    "memory": "0.5 GB", "cpu": ".25 vCPU",
    "networkMode": "awsvpc", "family": "web", "revision": 3, "taskRoleArn": null,
    "requiresCompatibilities": ["FARGATE"],
    "containerDefinitions": [{
        "image": "nginx", "name": "web", "colour": "red",
        "portMappings": [{"containerPort": 80}],
        "healthCheck": {"command": ["CMD", "true"], "timeout": 2},
    }],
    "tags": [{"key": "team", "value": "web"}],
}"#;

#[test]
fn a_document_is_stored_with_its_defaults() {
    let expected = json!({
        "containerDefinitions": [{
            "name": "web",
            "image": "nginx",
            "cpu": 0,
            "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}],
            "essential": true,
            "environment": [],
            "mountPoints": [],
            "volumesFrom": [],
            "healthCheck":
                {"command": ["CMD", "true"], "interval": 30, "timeout": 2, "retries": 3},
            "systemControls": [],
        }],
        "family": "web",
        "networkMode": "awsvpc",
        "volumes": [],
        "placementConstraints": [],
        "requiresCompatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
    });
    // As texts, so that the order counts too.
    assert_eq!(document(FARGATE).to_string(), expected.to_string());
    let tags = spec(FARGATE).tags;
    assert_eq!(*tags, json!([{"key": "team", "value": "web"}]));
}

#[test]
fn a_stored_document_is_stored_as_it_is() {
    for text in [FARGATE, BRIDGE] {
        let first = document(text).to_string();
        assert_eq!(document(&first).to_string(), first);
    }
}

#[test]
fn fargate_is_compatible_where_its_size_is() {
    let spec = spec(FARGATE);
    assert_eq!(
        spec.compatibilities,
        [
            Compatibility::Ec2,
            Compatibility::ManagedInstances,
            Compatibility::Fargate
        ]
    );
    assert_eq!(spec.requires, [Compatibility::Fargate]);
    assert_eq!(spec.network_mode, NetworkMode::Awsvpc);
    assert_eq!(
        spec.needs.resources,
        Resources {
            cpu_units: 256,
            memory_mib: 512
        }
    );
    assert!(spec.needs.eni && spec.needs.tcp_ports.is_empty());
    let smaller = FARGATE
        .replace("0.5 GB", "511")
        .replace("[\"FARGATE\"]", "[]");
    let spec = super::tests::spec(&smaller);
    let instances = [Compatibility::Ec2, Compatibility::ManagedInstances];
    assert_eq!(spec.compatibilities, instances);
}

const BRIDGE: &str = r#"{
    "family": "pair",
    "taskRoleArn": "arn:aws:iam::123456789012:role/pair",
    "placementConstraints": [{"type": "memberOf", "expression": "attribute:stack == prod"}],
    "volumes": [{"name": "data", "host": {}}],
    "containerDefinitions": [
        {"name": "init", "image": "busybox", "command": ["true"], "memoryReservation": 32,
         "memory": 64, "essential": false},
        {"name": "app", "image": "nginx", "cpu": 128, "memory": 256, "stopTimeout": 60,
         "dependsOn": [{"containerName": "init", "condition": "SUCCESS"}],
         "dockerLabels": {"drydock.run-for": "5s"},
         "portMappings": [
            {"containerPort": 443, "hostPort": 443},
            {"containerPort": 53, "hostPort": 53, "protocol": "udp"},
            {"containerPort": 80}
         ],
         "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "app"}}}
    ]
}"#;

#[test]
fn containers_are_read() {
    let spec = spec(BRIDGE);
    assert_eq!(
        spec.compatibilities,
        [Compatibility::External, Compatibility::Ec2]
    );
    assert_eq!(
        spec.needs.resources,
        Resources {
            cpu_units: 128,
            memory_mib: 288
        }
    );
    assert_eq!(
        (spec.needs.tcp_ports, spec.needs.udp_ports),
        (vec![443], vec![53])
    );
    assert_eq!(&*spec.constraints[0], "attribute:stack == prod");
    let [init, app] = &spec.containers[..] else {
        panic!("two containers");
    };
    assert!(!init.essential && app.essential);
    assert_eq!(init.workload.run_for, Some(Span::ZERO));
    assert_eq!(app.workload.run_for, Some(Span::seconds(5)));
    assert_eq!(app.depends_on[0].container, 0);
    assert_eq!(app.depends_on[0].condition, Condition::Success);
    assert_eq!(app.stop_timeout, Some(Span::seconds(60)));
    assert_eq!(app.ports[2].host_port, 0);
}

#[test]
fn capabilities_are_required() {
    let names = spec(BRIDGE).requires_attributes;
    let names: Vec<&str> = names.iter().map(|name| &**name).collect();
    let expected = [
        "com.amazonaws.ecs.capability.logging-driver.awslogs",
        "com.amazonaws.ecs.capability.docker-remote-api.1.19",
        "com.amazonaws.ecs.capability.docker-remote-api.1.17",
        "com.amazonaws.ecs.capability.docker-remote-api.1.21",
        "com.amazonaws.ecs.capability.task-iam-role",
        "ecs.capability.container-ordering",
    ];
    assert_eq!(names, expected);
}

#[test]
fn nonsense_lowers_to_little() {
    for text in [
        "{}",
        r#"{"containerDefinitions": {"a": 1}, "cpu": 256, "volumes": "x", "networkMode": []}"#,
        r#"{"containerDefinitions": [null, 1, {"name": 3, "portMappings": [{"hostPort": -1},
            {"containerPort": 99999}], "dependsOn": [{}], "cpu": 1.5, "memory": 1e99}]}"#,
        "{\"family\": \"a\\u0000ü\", \"containerDefinitions\": [[[]]], \"volumes\": [{}]}",
    ] {
        let spec = spec(text);
        assert!(spec.document.is_object(), "{text}");
        assert!(
            spec.containers.iter().all(|one| one.name.is_empty()),
            "{text}"
        );
    }
}
