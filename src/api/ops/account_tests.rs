//! Transcripts of the account settings, and what they change.

use crate::api::testing::Asked;
use crate::lifecycle::fixtures::{awsvpc, cluster_of, network, register, spec};
use crate::model::account::{Allowed, SETTINGS};
use crate::shapes::{Kind, shapes};
use serde_json::{Value, json};

const USER: &str = "arn:aws:iam::123456789012:user/a";
const ROOT: &str = "arn:aws:iam::123456789012:root";

fn listed(asked: &mut Asked, body: Value) -> Vec<Value> {
    let answer = asked.granted("ListAccountSettings", body);
    answer["settings"].as_array().expect("a list").clone()
}

#[test]
fn a_setting_is_put_listed_and_deleted() {
    let mut asked = Asked::default();
    assert_eq!(listed(&mut asked, json!({})), [Value::Null; 0]);
    let body = json!({"name": "containerInsights", "value": "enhanced"});
    let shown = json!({
        "name": "containerInsights", "value": "enhanced", "principalArn": ROOT, "type": "user",
    });
    let answer = asked.granted("PutAccountSetting", body);
    assert_eq!(answer["setting"], shown);
    assert_eq!(listed(&mut asked, json!({})), std::slice::from_ref(&shown));
    assert_eq!(
        listed(&mut asked, json!({"principalArn": USER})),
        [Value::Null; 0]
    );
    let body = json!({
        "principalArn": USER, "name": "containerInsights", "effectiveSettings": true,
    });
    assert_eq!(listed(&mut asked, body.clone())[0]["value"], "enhanced");
    let own = json!({"name": "containerInsights", "value": "disabled", "principalArn": USER});
    asked.granted("PutAccountSetting", own.clone());
    assert_eq!(listed(&mut asked, body)[0]["value"], "disabled");
    let answer = asked.granted("DeleteAccountSetting", own);
    assert_eq!(answer["setting"]["value"], "enhanced");
    assert_eq!(answer["setting"]["principalArn"], USER);
    let body = json!({"name": "containerInsights", "value": "disabled"});
    assert_eq!(listed(&mut asked, body), [Value::Null; 0]);
    asked.granted("DeleteAccountSetting", json!({"name": "containerInsights"}));
    assert_eq!(listed(&mut asked, json!({})), [Value::Null; 0]);
}

#[test]
fn effective_settings_are_all_there_are() {
    let mut asked = Asked::default();
    let all = listed(&mut asked, json!({"effectiveSettings": true}));
    assert_eq!(all.len(), 11);
    assert_eq!(all[3]["name"], "awsvpcTrunking");
    assert_eq!(all[8]["type"], "aws_managed");
    let body = json!({"effectiveSettings": true, "maxResults": 10});
    let first = asked.granted("ListAccountSettings", body);
    let body = json!({"effectiveSettings": true, "nextToken": first["nextToken"]});
    assert_eq!(listed(&mut asked, body), all[10..]);
}

#[test]
fn values_are_checked() {
    let mut asked = Asked::default();
    for (name, value) in [
        ("awsvpcTrunking", "on"),
        ("fargateTaskRetirementWaitPeriod", "8"),
        ("tagResourceAuthorization", "enabled"),
        ("guardDutyActivate", "on"),
        ("dualStackIPv6", "enabled"),
    ] {
        for action in ["PutAccountSetting", "PutAccountSettingDefault"] {
            let refused = asked.refused(action, json!({"name": name, "value": value}));
            assert!(
                refused.starts_with("InvalidParameterException: "),
                "{refused}"
            );
        }
    }
    let body = json!({"name": "awsvpcTrunking", "value": "enabled", "principalArn": "me"});
    assert_eq!(
        asked.refused("PutAccountSetting", body),
        "InvalidParameterException: Invalid principal ARN."
    );
    let refused = asked.refused("ListAccountSettings", json!({"value": "enabled"}));
    assert!(
        refused.starts_with("InvalidParameterException: "),
        "{refused}"
    );
}

/// Golden scenario: m5.large has room for two tasks with an interface, with a trunk for ten.
#[test]
fn trunking_counts_for_instances_that_register_later() {
    let (mut world, _) = cluster_of(&[]);
    register(&mut world, awsvpc(spec(64, 64)));
    let mut asked = Asked::new(world);
    let subnets = &network(&[0, 1, 2]).subnets;
    let subnets: Vec<&str> = subnets.iter().map(|subnet| &**subnet).collect();
    let run = json!({
        "taskDefinition": "app", "count": 10,
        "networkConfiguration": {"awsvpcConfiguration": {"subnets": subnets}},
    });
    let add = json!({"cluster": "default", "instanceType": "m5.large"});
    asked.granted("Drydock.AddInstances", add.clone());
    let body = json!({"name": "awsvpcTrunking", "value": "enabled"});
    asked.granted("PutAccountSettingDefault", body);
    let answer = asked.granted("RunTask", run.clone());
    assert_eq!(answer["tasks"].as_array().map(Vec::len), Some(2));
    assert_eq!(answer["failures"][0]["reason"], "RESOURCE:ENI");
    let added = asked.granted("Drydock.AddInstances", add);
    let attributes = added["containerInstances"][0]["attributes"].as_array();
    let mut names = attributes.expect("a list").iter().map(|row| &row["name"]);
    assert!(names.any(|name| name == "ecs.awsvpc-trunk-id"));
    let answer = asked.granted("RunTask", run);
    assert_eq!(answer["failures"], json!([]));
}

#[test]
fn new_clusters_have_the_insights_of_the_account() {
    let mut asked = Asked::default();
    let body = json!({"name": "containerInsights", "value": "enabled"});
    asked.granted("PutAccountSettingDefault", body);
    let settings = |answer: Value| answer["cluster"]["settings"][0]["value"].clone();
    let answer = asked.granted("CreateCluster", json!({"clusterName": "a"}));
    assert_eq!(settings(answer), "enabled");
    let own = json!([{"name": "containerInsights", "value": "disabled"}]);
    let body = json!({"clusterName": "b", "settings": own});
    assert_eq!(settings(asked.granted("CreateCluster", body)), "disabled");
}

#[test]
fn the_settings_are_those_of_the_model() {
    let names: Vec<&str> = SETTINGS.iter().map(|kind| kind.name).collect();
    let shape = shapes().find(|shape| shape.name == "SettingName");
    let Kind::Text { one_of, .. } = shape.expect("there is one").kind else {
        panic!("not a text");
    };
    assert_eq!(names, one_of);
    for kind in SETTINGS {
        if let Allowed::OneOf(values) = kind.allowed {
            assert!(values.contains(&kind.default), "{}", kind.name);
        }
    }
}
