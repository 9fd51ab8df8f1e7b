//! Transcripts of capacity provider strategies, and of tasks that wait for capacity.

use super::provider_fixtures::{asked, by_provider, counts, create, network, one_to_three, put};
use crate::api::testing::Asked;
use serde_json::{Value, json};

/// A cluster whose tasks go to the provider `mine`, with managed scaling or without.
fn asked_of_mine(scaled: bool) -> Asked {
    let mut asked = asked();
    // Too small for the tasks, so that no instance comes by itself.
    let small = json!({"autoScalingGroupName": "mine", "instanceType": "t3.nano"});
    asked.granted("Drydock.Declare", json!({"autoScalingGroups": [small]}));
    create(&mut asked, "mine", scaled);
    put(
        &mut asked,
        &["mine"],
        json!([{"capacityProvider": "mine", "weight": 1}]),
    );
    asked
}

/// Golden scenario: FARGATE 1 + 2, FARGATE_SPOT 6.
#[test]
fn nine_tasks_of_a_service_are_shared_out() {
    let mut asked = asked();
    put(&mut asked, &["FARGATE", "FARGATE_SPOT"], json!([]));
    let body = json!({
        "serviceName": "web", "taskDefinition": "net", "desiredCount": 9,
        "networkConfiguration": network(), "capacityProviderStrategy": one_to_three(),
    });
    let created = asked.granted("CreateService", body)["service"].clone();
    assert!(created.get("launchType").is_none());
    assert_eq!(
        created["capacityProviderStrategy"][1],
        json!({"capacityProvider": "FARGATE_SPOT", "weight": 3, "base": 0})
    );
    asked.wait(120);
    let nine = counts(&[("FARGATE", 3), ("FARGATE_SPOT", 6)]);
    assert_eq!(by_provider(&mut asked), nine);
    let scale = |count: u32| json!({"service": "web", "desiredCount": count});
    asked.granted("UpdateService", scale(1));
    asked.wait(120);
    assert_eq!(by_provider(&mut asked), counts(&[("FARGATE", 1)]));
    asked.granted("UpdateService", scale(5));
    asked.wait(120);
    let five = counts(&[("FARGATE", 2), ("FARGATE_SPOT", 3)]);
    assert_eq!(by_provider(&mut asked), five);
    let body = json!({
        "cluster": "default", "capacityProviders": ["FARGATE"],
        "defaultCapacityProviderStrategy": [],
    });
    assert_eq!(
        asked.refused("PutClusterCapacityProviders", body),
        "ResourceInUseException: The specified capacity provider is in use and cannot be removed."
    );
    let fargate = json!([{"capacityProvider": "FARGATE", "weight": 1}]);
    let body = json!({"service": "web", "capacityProviderStrategy": fargate});
    let refused = asked.refused("UpdateService", body.clone());
    assert!(
        refused.contains("you must force a new deployment"),
        "{refused}"
    );
    let mut forced = body;
    forced["forceNewDeployment"] = json!(true);
    asked.granted("UpdateService", forced);
    asked.wait(300);
    assert_eq!(by_provider(&mut asked), counts(&[("FARGATE", 5)]));
}

#[test]
fn run_task_goes_by_its_strategy_or_the_clusters() {
    let mut asked = asked();
    let run = |more: Value| {
        let mut body = json!({
            "taskDefinition": "net", "count": 5, "networkConfiguration": network(),
        });
        let more = more.as_object().cloned().expect("an object");
        body.as_object_mut().expect("an object").extend(more);
        body
    };
    let own = run(json!({"capacityProviderStrategy": one_to_three()}));
    assert!(
        asked
            .refused("RunTask", own.clone())
            .contains("not associated with the cluster")
    );
    let other = run(json!({"capacityProviderStrategy": [{"capacityProvider": "x", "weight": 1}]}));
    assert!(asked.refused("RunTask", other).contains("was not found"));
    put(
        &mut asked,
        &["FARGATE", "FARGATE_SPOT"],
        json!([{"capacityProvider": "FARGATE_SPOT"}]),
    );
    let refused = asked.refused("RunTask", run(json!({})));
    assert!(
        refused.contains("defined in the default capacity provider strategy"),
        "{refused}"
    );
    asked.wait(10);
    let spot = json!([{"capacityProvider": "FARGATE_SPOT", "weight": 1}]);
    put(&mut asked, &["FARGATE", "FARGATE_SPOT"], spot);
    let answer = asked.granted("RunTask", run(json!({})));
    assert_eq!(answer["tasks"][0]["capacityProviderName"], "FARGATE_SPOT");
    assert_eq!(answer["tasks"][0]["launchType"], "FARGATE");
    asked.granted("RunTask", own);
    asked.granted("RunTask", run(json!({"launchType": "FARGATE", "count": 1})));
    let all = counts(&[("FARGATE", 2), ("FARGATE_SPOT", 8), ("none", 1)]);
    assert_eq!(by_provider(&mut asked), all);
}

#[test]
fn tasks_wait_for_an_instance_of_their_provider() {
    let mut asked = asked_of_mine(true);
    let add = json!({"cluster": "default", "instanceType": "t2.medium"});
    asked.granted("Drydock.AddInstances", add.clone());
    let answer = asked.granted("RunTask", json!({"taskDefinition": "app", "count": 2}));
    let task = &answer["tasks"][0];
    assert_eq!(answer["failures"], json!([]));
    assert_eq!(task["lastStatus"], "PROVISIONING");
    assert_eq!(task["capacityProviderName"], "mine");
    for absent in ["containerInstanceArn", "availabilityZone", "connectivity"] {
        assert!(task.get(absent).is_none(), "{absent}");
    }
    asked.wait(300);
    let described = |asked: &mut Asked, task: &Value| {
        let body = json!({"tasks": [task["taskArn"]]});
        asked.granted("DescribeTasks", body)["tasks"][0].clone()
    };
    assert_eq!(described(&mut asked, task)["lastStatus"], "PROVISIONING");
    let mut own = add;
    own["capacityProvider"] = json!("mine");
    let added = asked.granted("Drydock.AddInstances", own);
    let instance = &added["containerInstances"][0];
    assert_eq!(instance["capacityProviderName"], "mine");
    let placed = described(&mut asked, task);
    assert_eq!(placed["lastStatus"], "PENDING");
    assert_eq!(
        placed["containerInstanceArn"],
        instance["containerInstanceArn"]
    );
    asked.wait(60);
    assert_eq!(described(&mut asked, task)["lastStatus"], "RUNNING");
    // A stop while it waits needs no agent.
    let body = json!({"taskDefinition": "app", "overrides": {"memory": "4000"}});
    let answer = asked.granted("RunTask", body);
    let task = &answer["tasks"][0];
    assert_eq!(task["lastStatus"], "PROVISIONING");
    asked.granted("StopTask", json!({"task": task["taskArn"]}));
    assert_eq!(described(&mut asked, task)["lastStatus"], "STOPPED");
}

#[test]
fn waiting_ends_after_a_quarter_of_an_hour() {
    let mut asked = asked_of_mine(true);
    let run = json!({"taskDefinition": "app"});
    let answer = asked.granted("RunTask", run.clone());
    asked.wait(15 * 60);
    let body = json!({"tasks": [answer["tasks"][0]["taskArn"]]});
    let task = asked.granted("DescribeTasks", body)["tasks"][0].clone();
    assert_eq!(task["lastStatus"], "STOPPED");
    assert_eq!(task["stopCode"], "TaskFailedToStart");
    assert_eq!(task["stoppedReason"], "EMPTY CAPACITY PROVIDER");
    for _ in 0..50 {
        asked.granted("RunTask", json!({"taskDefinition": "app", "count": 10}));
    }
    assert_eq!(
        asked.refused("RunTask", run),
        "ClientException: The tasks provisioning capacity limit was exceeded."
    );
}

#[test]
fn without_managed_scaling_nothing_waits() {
    let mut asked = asked_of_mine(false);
    let answer = asked.granted("RunTask", json!({"taskDefinition": "app"}));
    assert_eq!(
        answer["failures"],
        json!([{"reason": "EMPTY CAPACITY PROVIDER"}])
    );
    let body = json!({"serviceName": "web", "taskDefinition": "app", "desiredCount": 1});
    asked.granted("CreateService", body);
    asked.wait(30);
    let service = asked.granted("DescribeServices", json!({"services": ["web"]}));
    let events = service["services"][0]["events"].as_array().expect("a list");
    assert_eq!(
        events[0]["message"],
        "(service web) was unable to reach steady state. Reason: No Container Instances were found \
         in your capacity provider."
    );
    let add = json!({
        "cluster": "default", "instanceType": "t2.medium", "capacityProvider": "mine",
    });
    asked.granted("Drydock.AddInstances", add);
    asked.wait(60);
    assert_eq!(by_provider(&mut asked), counts(&[("mine", 1)]));
    let body = json!({
        "cluster": "default", "instanceType": "t2.medium", "capacityProvider": "other",
    });
    let refused = asked.refused("Drydock.AddInstances", body);
    assert!(
        refused.starts_with("InvalidParameterException: "),
        "{refused}"
    );
}
