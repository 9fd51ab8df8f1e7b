//! Transcripts of ExecuteCommand.

use crate::api::testing::Asked;
use crate::lifecycle::fixtures::cluster_of;
use serde_json::{Value, json};

const OFF: &str = "InvalidParameterException: The execute command failed because execute command \
                   was not enabled when the task was run or the execute command agent isn’t \
                   running. Wait and try again or run a new task with execute command enabled and \
                   try again.";

/// One instance, and `app:1` with one container, `two:1` with two.
fn asked() -> Asked {
    let mut asked = Asked::new(cluster_of(&[("m5.large", 0)]).0);
    // The role is nobody's concern here.
    asked.sim.world.settings.permissive = true;
    let container = |name| json!({"name": name, "image": "nginx", "memory": 64});
    for (family, containers) in [
        ("app", json!([container("app")])),
        ("two", json!([container("app"), container("side")])),
    ] {
        let body = json!({
            "family": family, "containerDefinitions": containers,
            "taskRoleArn": "arn:aws:iam::123456789012:role/task",
        });
        asked.granted("RegisterTaskDefinition", body);
    }
    asked
}

fn run(asked: &mut Asked, family: &str, enabled: bool) -> Value {
    let body = json!({"taskDefinition": family, "enableExecuteCommand": enabled});
    asked.granted("RunTask", body)["tasks"][0]["taskArn"].clone()
}

fn exec(task: &Value) -> Value {
    json!({"task": task, "command": "/bin/sh", "interactive": true})
}

fn managed_agent(asked: &mut Asked, task: &Value) -> Value {
    let answer = asked.granted("DescribeTasks", json!({"tasks": [task]}));
    answer["tasks"][0]["containers"][0]["managedAgents"][0]["lastStatus"].clone()
}

#[test]
fn a_right_request_gets_a_session() {
    let mut asked = asked();
    let task = run(&mut asked, "app", true);
    assert_eq!(managed_agent(&mut asked, &task), "PENDING");
    assert_eq!(asked.refused("ExecuteCommand", exec(&task)), OFF);
    asked.wait(60);
    assert_eq!(managed_agent(&mut asked, &task), "RUNNING");
    let answer = asked.granted("ExecuteCommand", exec(&task));
    assert_eq!(answer["taskArn"], task);
    assert_eq!(answer["containerName"], "app");
    let session = answer["session"]["sessionId"].as_str().expect("a text");
    assert!(session.starts_with("ecs-execute-command-"), "{session}");
    let stream = answer["session"]["streamUrl"].as_str().expect("a text");
    assert!(
        stream.starts_with("wss://ssmmessages.us-east-1.amazonaws.com/"),
        "{stream}"
    );
    let again = asked.granted("ExecuteCommand", exec(&task));
    assert_ne!(again["session"], answer["session"]);
    asked.granted("StopTask", json!({"task": task}));
    assert_eq!(
        asked.refused("ExecuteCommand", exec(&task)),
        "TargetNotConnectedException: The execute command failed due to an internal error. Try \
         again later."
    );
    asked.wait(60);
    assert_eq!(managed_agent(&mut asked, &task), "STOPPED");
}

#[test]
fn a_wrong_request_does_not() {
    let mut asked = asked();
    let task = run(&mut asked, "two", true);
    let off = run(&mut asked, "app", false);
    asked.wait(60);
    assert_eq!(asked.refused("ExecuteCommand", exec(&off)), OFF);
    for (named, refusal) in [
        ("a".to_owned(), "task length should be one of [32,36]"),
        ("a".repeat(32), "The referenced task was not found."),
    ] {
        let refused = asked.refused("ExecuteCommand", exec(&json!(named)));
        let expected = format!("InvalidParameterException: {refusal}");
        assert_eq!(refused, expected);
    }
    let mut body = exec(&task);
    let refused = asked.refused("ExecuteCommand", body.clone());
    assert!(
        refused.contains("container name must be specified"),
        "{refused}"
    );
    body["container"] = json!("other");
    let refused = asked.refused("ExecuteCommand", body.clone());
    assert!(refused.contains("is not in the task"), "{refused}");
    body["container"] = json!("side");
    asked.granted("ExecuteCommand", body.clone());
    body["interactive"] = json!(false);
    let refused = asked.refused("ExecuteCommand", body);
    assert!(
        refused.starts_with("InvalidParameterException: "),
        "{refused}"
    );
}
