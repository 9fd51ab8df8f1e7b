//! Transcripts of PutAttributes, DeleteAttributes and ListAttributes.

use crate::api::testing::Asked;
use crate::lifecycle::fixtures::{cluster_of, register, spec};
use serde_json::{Value, json};

fn asked() -> (Asked, Vec<Value>) {
    let (mut world, _) = cluster_of(&[("t2.medium", 0), ("t2.medium", 1)]);
    register(&mut world, spec(256, 512));
    let mut asked = Asked::new(world);
    let arns = asked.granted("ListContainerInstances", json!({}));
    let arns = arns["containerInstanceArns"]
        .as_array()
        .expect("a list")
        .clone();
    (asked, arns)
}

fn stack(target: &Value) -> Value {
    json!([{"name": "stack", "value": "prod", "targetId": target}])
}

#[test]
fn placement_sees_attributes_as_soon_as_they_are_put() {
    let (mut asked, arns) = asked();
    let run = json!({
        "taskDefinition": "app",
        "placementConstraints": [{"type": "memberOf", "expression": "attribute:stack == prod"}],
    });
    let answer = asked.granted("RunTask", run.clone());
    assert_eq!(answer["tasks"], json!([]));
    let answer = asked.granted("PutAttributes", json!({"attributes": stack(&arns[1])}));
    assert_eq!(
        answer["attributes"],
        json!([{
            "name": "stack", "value": "prod", "targetType": "container-instance",
            "targetId": arns[1],
        }])
    );
    let answer = asked.granted("RunTask", run.clone());
    assert_eq!(answer["tasks"][0]["containerInstanceArn"], arns[1]);
    let body = json!({"attributes": [{"name": "stack", "targetId": arns[1]}]});
    asked.granted("DeleteAttributes", body);
    assert_eq!(asked.granted("RunTask", run)["tasks"], json!([]));
}

#[test]
fn a_service_that_waits_gets_its_tasks() {
    let (mut asked, arns) = asked();
    let body = json!({
        "serviceName": "web", "taskDefinition": "app", "desiredCount": 1,
        "placementConstraints": [{"type": "memberOf", "expression": "attribute:stack == prod"}],
    });
    asked.granted("CreateService", body);
    asked.wait(60);
    assert_eq!(asked.granted("ListTasks", json!({}))["taskArns"], json!([]));
    asked.granted("PutAttributes", json!({"attributes": stack(&arns[0])}));
    asked.wait(60);
    let listed = asked.granted("ListTasks", json!({"containerInstance": arns[0]}));
    assert_eq!(listed["taskArns"].as_array().map(Vec::len), Some(1));
}

#[test]
fn attributes_are_listed_by_name_and_value() {
    let (mut asked, arns) = asked();
    asked.granted("PutAttributes", json!({"attributes": stack(&arns[0])}));
    let id = arns[1]
        .as_str()
        .expect("a text")
        .rsplit('/')
        .next()
        .expect("an id");
    let body = json!({"attributes": [{
        "name": "stack", "targetType": "container-instance", "targetId": id,
    }]});
    asked.granted("PutAttributes", body);
    let list = |more: Value| {
        let mut body = json!({"targetType": "container-instance", "attributeName": "stack"});
        body.as_object_mut()
            .expect("one")
            .extend(more.as_object().cloned().expect("one"));
        body
    };
    let all = asked.granted("ListAttributes", list(json!({})));
    let all = all["attributes"].as_array().expect("a list").clone();
    assert_eq!(all.len(), 2);
    assert_eq!(all[1]["targetId"], arns[1]);
    assert!(all[1].get("value").is_none());
    let prod = asked.granted("ListAttributes", list(json!({"attributeValue": "prod"})));
    assert_eq!(prod["attributes"], json!(all[..1]));
    let first = asked.granted("ListAttributes", list(json!({"maxResults": 1})));
    assert_eq!(first["attributes"], json!(all[..1]));
    let rest = json!({"nextToken": first["nextToken"]});
    let rest = asked.granted("ListAttributes", list(rest));
    assert_eq!(rest, json!({"attributes": all[1..]}));
    let built_in = json!({
        "targetType": "container-instance", "attributeName": "ecs.instance-type",
    });
    let built_in = asked.granted("ListAttributes", built_in);
    assert_eq!(built_in["attributes"][0]["value"], "t2.medium");
    let refused = asked.refused("ListAttributes", json!({}));
    assert_eq!(
        refused,
        "InvalidParameterException: targetType must be container-instance"
    );
}

#[test]
fn limits_and_targets_are_checked() {
    let (mut asked, arns) = asked();
    let many = |names: std::ops::Range<u32>| {
        let one = |name| json!({"name": format!("a{name}"), "targetId": arns[0]});
        json!({"attributes": names.map(one).collect::<Vec<Value>>()})
    };
    assert_eq!(
        asked.refused("PutAttributes", many(0..11)),
        "InvalidParameterException: attributes can have at most 10 items."
    );
    asked.granted("PutAttributes", many(0..10));
    asked.granted("PutAttributes", many(0..10));
    assert_eq!(
        asked.refused("PutAttributes", many(10..11)),
        "AttributeLimitExceededException: A resource can have at most 10 custom attributes."
    );
    let mut said =
        |attribute: Value| asked.refused("PutAttributes", json!({"attributes": [attribute]}));
    let elsewhere = arns[0].as_str().expect("a text").to_owned();
    let (head, _) = elsewhere.rsplit_once('/').expect("a long ARN");
    let unknown = format!("{head}/{}", "0".repeat(32));
    assert_eq!(
        said(json!({"name": "a", "targetId": unknown})),
        format!("TargetNotFoundException: Could not find {unknown}")
    );
    assert_eq!(
        said(json!({"name": "a", "targetId": "0".repeat(32)})),
        "InvalidParameterException: targetType must be container-instance"
    );
    for (name, value) in [
        ("", "a"),
        ("a b", "a"),
        ("a", "?"),
        ("a", " a"),
        ("ecs.mine", "a"),
    ] {
        let refused = said(json!({"name": name, "value": value, "targetId": arns[0]}));
        assert!(
            refused.starts_with("InvalidParameterException: "),
            "{refused}"
        );
    }
    assert_eq!(
        asked.refused("DeleteAttributes", json!({"attributes": []})),
        "InvalidParameterException: attributes can not be empty"
    );
}
