//! Transcripts of lists by filters that other transcripts do not use.

use crate::api::testing::Asked;
use crate::lifecycle::fixtures::{cluster_of, register, spec};
use serde_json::{Value, json};

fn asked() -> Asked {
    let (mut world, _) = cluster_of(&[("m5.large", 0)]);
    let mut spec = spec(64, 64);
    // Service Connect asks for it.
    spec.memory_mib = Some(64);
    register(&mut world, spec);
    let mut asked = Asked::new(world);
    for (name, more) in [
        ("plain", json!({})),
        (
            "mesh",
            json!({"serviceConnectConfiguration": {"enabled": true, "namespace": "internal"}}),
        ),
        (
            "off",
            json!({"serviceConnectConfiguration": {"enabled": false}}),
        ),
    ] {
        let mut body = json!({"serviceName": name, "taskDefinition": "app", "desiredCount": 0});
        let more = more.as_object().cloned().expect("an object");
        body.as_object_mut().expect("an object").extend(more);
        asked.granted("CreateService", body);
    }
    asked
}

fn names(asked: &mut Asked, action: &str, body: Value) -> Vec<String> {
    let answer = asked.granted(action, body);
    let arns = answer["serviceArns"].as_array().expect("a list");
    let name = |arn: &Value| arn.as_str()?.rsplit('/').next().map(str::to_owned);
    arns.iter().filter_map(name).collect()
}

#[test]
fn services_by_namespace() {
    let mut asked = asked();
    let by = |name: &str| json!({"namespace": name});
    let arn = "arn:aws:servicediscovery:us-east-1:123456789012:namespace/internal";
    for name in ["internal", arn] {
        let found = names(&mut asked, "ListServicesByNamespace", by(name));
        assert_eq!(found, ["mesh"]);
    }
    assert_eq!(
        asked.refused("ListServicesByNamespace", by("other")),
        "NamespaceNotFoundException: The specified namespace wasn't found."
    );
    let body = json!({"cluster": "default", "serviceConnectDefaults": {"namespace": "other"}});
    asked.granted("UpdateCluster", body);
    let found = names(&mut asked, "ListServicesByNamespace", by("other"));
    assert_eq!(found, [""; 0]);
}

#[test]
fn services_by_what_manages_them() {
    let mut asked = asked();
    let of = |kind: &str| json!({"resourceManagementType": kind});
    assert_eq!(names(&mut asked, "ListServices", of("CUSTOMER")).len(), 3);
    assert_eq!(names(&mut asked, "ListServices", of("ECS")), [""; 0]);
    let fargate = json!({"launchType": "FARGATE"});
    assert_eq!(names(&mut asked, "ListServices", fargate), [""; 0]);
    let ec2 = json!({"launchType": "EC2"});
    assert_eq!(names(&mut asked, "ListServices", ec2).len(), 3);
}

#[test]
fn tasks_of_a_daemon_are_none() {
    let mut asked = asked();
    asked.granted(
        "RunTask",
        json!({"taskDefinition": "app", "startedBy": "me"}),
    );
    let listed = asked.granted("ListTasks", json!({"daemonName": "logs"}));
    assert_eq!(listed["taskArns"], json!([]));
    let both = json!({"daemonName": "logs", "startedBy": "me"});
    let refused = asked.refused("ListTasks", both);
    assert!(
        refused.starts_with("InvalidParameterException: "),
        "{refused}"
    );
}
