//! Transcripts of TagResource, UntagResource and ListTagsForResource.

use crate::api::testing::Asked;
use crate::lifecycle::fixtures::{cluster_of, register, spec};
use serde_json::{Value, json};

const PREFIX: &str = "arn:aws:ecs:us-east-1:123456789012";

/// One instance, and the revision `app:1`.
fn asked() -> Asked {
    let (mut world, _) = cluster_of(&[("t2.medium", 0)]);
    register(&mut world, spec(256, 512));
    // The Auto Scaling group is nobody's concern here.
    world.settings.permissive = true;
    Asked::new(world)
}

fn tags(asked: &mut Asked, arn: &str) -> Value {
    asked.granted("ListTagsForResource", json!({"resourceArn": arn}))["tags"].clone()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// One ARN of each kind of resource that has tags.
fn resources(asked: &mut Asked) -> Vec<String> {
    let body = json!({"serviceName": "web", "taskDefinition": "app", "desiredCount": 0});
    let service = asked.granted("CreateService", body);
    let task = asked.granted("RunTask", json!({"taskDefinition": "app"}));
    let instances = asked.granted("ListContainerInstances", json!({}));
    let group =
        "arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:a:autoScalingGroupName/b";
    let body = json!({
        "name": "mine", "autoScalingGroupProvider": {"autoScalingGroupArn": group},
    });
    let provider = asked.granted("CreateCapacityProvider", body);
    vec![
        format!("{PREFIX}:cluster/default"),
        text(&service["service"]["serviceArn"]),
        text(&task["tasks"][0]["taskArn"]),
        text(&instances["containerInstanceArns"][0]),
        format!("{PREFIX}:task-definition/app:1"),
        text(&provider["capacityProvider"]["capacityProviderArn"]),
    ]
}

#[test]
fn every_kind_of_resource_is_tagged_and_untagged() {
    let mut asked = asked();
    for arn in resources(&mut asked) {
        assert_eq!(tags(&mut asked, &arn), json!([]), "{arn}");
        let two = json!([{"key": "team", "value": "a"}, {"key": "stage", "value": "test"}]);
        let body = json!({"resourceArn": arn, "tags": two});
        assert_eq!(asked.granted("TagResource", body), json!({}));
        assert_eq!(tags(&mut asked, &arn), two, "{arn}");
        let body = json!({"resourceArn": arn, "tags": [{"key": "team", "value": "b"}]});
        asked.granted("TagResource", body);
        let body = json!({"resourceArn": arn, "tagKeys": ["stage", "never"]});
        assert_eq!(asked.granted("UntagResource", body), json!({}));
        assert_eq!(
            tags(&mut asked, &arn),
            json!([{"key": "team", "value": "b"}])
        );
    }
}

#[test]
fn describing_with_tags_shows_them() {
    let mut asked = asked();
    let arns = resources(&mut asked);
    for arn in &arns {
        let body = json!({"resourceArn": arn, "tags": [{"key": "team", "value": "a"}]});
        asked.granted("TagResource", body);
    }
    for (action, body, list) in [
        (
            "DescribeClusters",
            json!({"clusters": [arns[0]]}),
            "clusters",
        ),
        (
            "DescribeServices",
            json!({"services": [arns[1]]}),
            "services",
        ),
        ("DescribeTasks", json!({"tasks": [arns[2]]}), "tasks"),
        (
            "DescribeContainerInstances",
            json!({"containerInstances": [arns[3]]}),
            "containerInstances",
        ),
        (
            "DescribeCapacityProviders",
            json!({"capacityProviders": [arns[5]]}),
            "capacityProviders",
        ),
    ] {
        let without = asked.granted(action, body.clone());
        let shown = &without[list][0]["tags"];
        assert!(shown.is_null() || *shown == json!([]), "{action}");
        let mut with = body;
        with["include"] = json!(["TAGS"]);
        let with = asked.granted(action, with);
        assert_eq!(with[list][0]["tags"][0]["key"], "team", "{action}");
    }
    let body = json!({"taskDefinition": "app:1", "include": ["TAGS"]});
    let answer = asked.granted("DescribeTaskDefinition", body);
    assert_eq!(answer["tags"], json!([{"key": "team", "value": "a"}]));
}

#[test]
fn short_and_foreign_arns_are_refused() {
    let mut asked = asked();
    let arns = resources(&mut asked);
    let mut said = |action: &str, arn: &str| {
        let body = json!({"resourceArn": arn, "tags": [], "tagKeys": []});
        asked.refused(action, body)
    };
    let all = ["TagResource", "UntagResource", "ListTagsForResource"];
    for action in all {
        let short =
            "InvalidParameterException: Long arn format must be used for tagging operations";
        assert_eq!(said(action, &format!("{PREFIX}:service/web")), short);
        let invalid = "InvalidParameterException: The ARN provided is invalid.";
        assert_eq!(said(action, "web"), invalid);
        assert_eq!(
            said(action, "arn:aws:ecr:us-east-1:1:repository/a"),
            invalid
        );
        assert_eq!(said(action, &format!("{PREFIX}:deployment/a/b")), invalid);
    }
    let text = "The specified service was not found. Specify a valid service and try again.";
    let missing = format!("{PREFIX}:service/default/other");
    assert_eq!(
        said("TagResource", &missing),
        format!("ResourceNotFoundException: {text}")
    );
    assert_eq!(
        said("ListTagsForResource", &missing),
        format!("InvalidParameterException: {text}")
    );
    assert_eq!(
        said("ListTagsForResource", &format!("{PREFIX}:cluster/other")),
        "ClusterNotFoundException: The specified cluster was not found. Specify a valid cluster \
         and try again."
    );
    let elsewhere = arns[0].replace("us-east-1", "eu-west-1");
    assert!(said("TagResource", &elsewhere).starts_with("ResourceNotFoundException: "));
    asked.granted("DeleteService", json!({"service": "web", "force": true}));
    asked.wait(60);
    assert_eq!(
        asked.refused("ListTagsForResource", json!({"resourceArn": arns[1]})),
        "InvalidParameterException: The specified service is inactive. Specify an active service \
         and try again."
    );
}

#[test]
fn fifty_tags_and_no_reserved_key() {
    let mut asked = asked();
    let arn = format!("{PREFIX}:cluster/default");
    let tag = |number: u32| json!({"key": format!("key {number}"), "value": ""});
    let fifty: Vec<Value> = (0..50).map(tag).collect();
    asked.granted("TagResource", json!({"resourceArn": arn, "tags": fifty}));
    let body = json!({"resourceArn": arn, "tags": [tag(50)]});
    assert_eq!(
        asked.refused("TagResource", body),
        "LimitExceededException: A resource can have at most 50 tags."
    );
    let body = json!({"resourceArn": arn, "tags": [tag(49)]});
    asked.granted("TagResource", body);
    let body = json!({"resourceArn": arn, "tags": [{"key": "AWS:mine", "value": ""}]});
    assert_eq!(
        asked.refused("TagResource", body),
        "InvalidParameterException: Invalid tag 'AWS:mine'."
    );
    let body = json!({"resourceArn": arn, "tagKeys": ["aws:mine"]});
    assert_eq!(
        asked.refused("UntagResource", body),
        "InvalidParameterException: Invalid tag 'aws:mine'."
    );
}

#[test]
fn tasks_of_a_service_inherit_its_new_tags() {
    let mut asked = asked();
    let body = json!({
        "serviceName": "web", "taskDefinition": "app", "desiredCount": 1,
        "propagateTags": "SERVICE",
    });
    let arn = asked.granted("CreateService", body)["service"]["serviceArn"].clone();
    let body = json!({"resourceArn": arn, "tags": [{"key": "team", "value": "a"}]});
    asked.granted("TagResource", body);
    asked.wait(30);
    let task = asked.granted("ListTasks", json!({}))["taskArns"][0].clone();
    assert_eq!(
        tags(&mut asked, &text(&task)),
        json!([{"key": "team", "value": "a"}])
    );
    asked.granted("StopTask", json!({"task": task}));
    assert_eq!(tags(&mut asked, &text(&task)), json!([]));
}
