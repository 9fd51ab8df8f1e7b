//! What a task shows on its way: short work, stops before the first container, failed pulls.

use crate::api::testing::Asked;
use serde_json::{Value, json};

fn register(asked: &mut Asked, family: &str, image: &str, command: &[&str]) {
    let container = json!({"name": "app", "image": image, "memory": 64, "command": command});
    let body = json!({"family": family, "containerDefinitions": [container]});
    asked.granted("RegisterTaskDefinition", body);
}

fn register_fargate(asked: &mut Asked) {
    let body = json!({
        "family": "far", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
        "requiresCompatibilities": ["FARGATE"],
        "containerDefinitions": [{"name": "app", "image": "busybox", "command": ["true"]}],
    });
    asked.granted("RegisterTaskDefinition", body);
}

fn run_fargate(asked: &mut Asked) -> Value {
    let network = json!({"awsvpcConfiguration": {"subnets": ["subnet-0d0c1a00000000001"]}});
    let body = json!({
        "taskDefinition": "far", "launchType": "FARGATE", "networkConfiguration": network,
    });
    asked.granted("RunTask", body)["tasks"][0]["taskArn"].clone()
}

fn run(asked: &mut Asked, family: &str) -> Value {
    let body = json!({"taskDefinition": family});
    asked.granted("RunTask", body)["tasks"][0]["taskArn"].clone()
}

fn described(asked: &mut Asked, task: &Value) -> Value {
    let body = json!({"tasks": [task], "include": ["TAGS"]});
    asked.granted("DescribeTasks", body)["tasks"][0].clone()
}

#[test]
fn work_shorter_than_a_report_still_was_running() {
    let mut asked = Asked::with_instances(&[("m5.large", 0)]);
    register(&mut asked, "job", "busybox", &["sh", "-c", "exit 3"]);
    register_fargate(&mut asked);
    let on_ec2 = run(&mut asked, "job");
    let on_fargate = run_fargate(&mut asked);
    asked.wait(60);
    for (task, code) in [(on_ec2, 3), (on_fargate, 0)] {
        let task = described(&mut asked, &task);
        assert_eq!(task["lastStatus"], "STOPPED");
        assert_eq!(task["stopCode"], "EssentialContainerExited");
        assert_eq!(task["containers"][0]["exitCode"], code);
        let at = |name: &str| task[name].as_f64().expect("a time");
        assert!(at("executionStoppedAt") <= at("startedAt"));
        assert!(at("startedAt") <= at("stoppingAt"));
    }
}

#[test]
fn a_crash_loop_is_not_throttled_because_its_tasks_ran() {
    let mut asked = Asked::with_instances(&[("m5.large", 0)]);
    register(&mut asked, "loop", "busybox", &["false"]);
    let body = json!({"serviceName": "loop", "taskDefinition": "loop", "desiredCount": 1});
    asked.granted("CreateService", body);
    asked.wait(120);
    let answer = asked.granted("DescribeServices", json!({"services": ["loop"]}));
    let events = answer["services"][0]["events"].as_array().cloned();
    let events = events.expect("a list");
    let said = |part: &str| {
        let has = |event: &&Value| {
            event["message"]
                .as_str()
                .is_some_and(|it| it.contains(part))
        };
        events.iter().filter(has).count()
    };
    assert_eq!(said("unable to consistently start"), 0);
    assert!(said("has started 1 tasks") >= 8);
    assert_eq!(answer["services"][0]["deployments"][0]["failedTasks"], 0);
}

#[test]
fn a_task_stopped_while_provisioning_has_stopped_containers() {
    let mut asked = Asked::with_instances(&[]);
    register_fargate(&mut asked);
    let task = run_fargate(&mut asked);
    asked.wait(3);
    let stopped = asked.granted("StopTask", json!({"task": task}))["task"].clone();
    assert_eq!(stopped["desiredStatus"], "STOPPED");
    asked.wait(30);
    let task = described(&mut asked, &task);
    assert_eq!(task["lastStatus"], "STOPPED");
    assert_eq!(task["stoppedReason"], "Task stopped by user");
    assert_eq!(task["containers"][0]["lastStatus"], "STOPPED");
    assert!(task.get("executionStoppedAt").is_none());
    assert!(task.get("pullStartedAt").is_none());
}

#[test]
fn a_failed_pull_has_an_end_too() {
    let mut asked = Asked::with_instances(&[("m5.large", 0)]);
    register(&mut asked, "job", "busybox", &["true"]);
    let fault = json!({"type": "ImageCannotBePulled", "image": "busybox"});
    asked.granted("Drydock.InjectFault", fault);
    let task = run(&mut asked, "job");
    asked.wait(60);
    let task = described(&mut asked, &task);
    assert_eq!(task["stopCode"], "TaskFailedToStart");
    assert_eq!(task["stoppedReason"], "Task failed to start");
    let at = |name: &str| task[name].as_f64().expect("a time");
    assert!(at("pullStartedAt") < at("pullStoppedAt"));
    assert_eq!(task["executionStoppedAt"], task["pullStoppedAt"]);
    assert!(task.get("startedAt").is_none());
}

/// Sources: an event of November 2022 and one of 2019, published with the functions that read
/// them: stoppingAt 10.2 and 10.8 s after executionStoppedAt, and DEPROVISIONING with stoppingAt.
#[test]
fn fargate_tells_of_the_end_of_a_container_ten_seconds_late() {
    let mut asked = Asked::with_instances(&[]);
    register_fargate(&mut asked);
    let task = run_fargate(&mut asked);
    let mut late = Vec::new();
    let stopping = loop {
        asked.wait(1);
        let seen = described(&mut asked, &task);
        if seen["desiredStatus"] == "STOPPED" {
            break seen;
        }
        if seen["lastStatus"] == "RUNNING" {
            late.push(seen);
        }
    };
    assert!((8..=11).contains(&late.len()), "{}", late.len());
    for seen in late {
        assert_eq!(seen["containers"][0]["lastStatus"], "RUNNING");
        assert!(seen["containers"][0].get("exitCode").is_none());
        assert!(seen.get("executionStoppedAt").is_none());
    }
    assert_eq!(stopping["lastStatus"], "DEPROVISIONING");
    assert_eq!(stopping["containers"][0]["lastStatus"], "STOPPED");
    assert_eq!(stopping["containers"][0]["exitCode"], 0);
    let at = |name: &str| stopping[name].as_f64().expect("a time");
    let told = at("stoppingAt") - at("executionStoppedAt");
    assert!((told - 10.0).abs() < 0.001, "{told}");
}
