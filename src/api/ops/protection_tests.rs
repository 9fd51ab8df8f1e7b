//! UpdateTaskProtection and GetTaskProtection.

use super::service_tests::{asked, web};
use crate::api::testing::Asked;
use serde_json::{Value, json};

/// A service with two tasks that run, and their ARNs.
fn running(more: Value) -> (Asked, Vec<String>) {
    let mut asked = asked();
    asked.granted("CreateService", web(more));
    asked.wait(60);
    let listed = asked.granted("ListTasks", json!({"serviceName": "web"}));
    let arns = listed["taskArns"].as_array().expect("a list");
    let arns = arns.iter().filter_map(Value::as_str).map(str::to_owned);
    let arns = arns.collect();
    (asked, arns)
}

fn enabled(asked: &mut Asked, tasks: &[String]) -> Vec<bool> {
    let answer = asked.granted("GetTaskProtection", json!({"tasks": tasks}));
    let rows = answer["protectedTasks"].as_array().expect("a list");
    let enabled = rows.iter().map(|row| row["protectionEnabled"] == true);
    enabled.collect()
}

#[test]
fn a_task_is_protected_for_two_hours_or_as_long_as_asked() {
    let (mut asked, tasks) = running(json!({}));
    let request = json!({"tasks": [tasks[0]], "protectionEnabled": true});
    let answer = asked.granted("UpdateTaskProtection", request);
    let start = 1_767_225_600;
    assert_eq!(
        answer,
        json!({
            "protectedTasks": [{
                "taskArn": tasks[0],
                "protectionEnabled": true,
                "expirationDate": start + 60 + 7_200,
            }],
            "failures": [],
        })
    );
    let again = json!({"tasks": [tasks[0]], "protectionEnabled": true, "expiresInMinutes": 1});
    let answer = asked.granted("UpdateTaskProtection", again);
    assert_eq!(
        answer["protectedTasks"][0]["expirationDate"],
        start + 60 + 60
    );
    assert_eq!(enabled(&mut asked, &tasks), [true, false]);
    asked.wait(59);
    assert_eq!(enabled(&mut asked, &tasks), [true, false]);
    asked.wait(1);
    assert_eq!(enabled(&mut asked, &tasks), [false, false]);
}

#[test]
fn a_later_request_prolongs_or_ends_it() {
    let (mut asked, tasks) = running(json!({}));
    let protect = |asked: &mut Asked, on: bool, minutes: u64| {
        let request = json!({
            "tasks": tasks, "protectionEnabled": on, "expiresInMinutes": minutes,
        });
        asked.granted("UpdateTaskProtection", request);
    };
    protect(&mut asked, true, 2);
    asked.wait(60);
    protect(&mut asked, true, 2);
    asked.wait(90);
    assert_eq!(enabled(&mut asked, &tasks), [true, true]);
    protect(&mut asked, false, 2);
    assert_eq!(enabled(&mut asked, &tasks), [false, false]);
}

#[test]
fn tasks_of_no_service_and_tasks_that_are_not_there_are_failures() {
    let (mut asked, tasks) = running(json!({}));
    let run = asked.granted("RunTask", json!({"taskDefinition": "app:1"}));
    let alone = run["tasks"][0]["taskArn"].as_str().expect("an ARN");
    let nobody = "00000000000000000000000000000000";
    let all = json!({"tasks": [tasks[0], alone, nobody], "protectionEnabled": true});
    let answer = asked.granted("UpdateTaskProtection", all.clone());
    let reasons = |answer: &Value| {
        let rows = answer["failures"].as_array().expect("a list");
        let reasons = rows.iter().filter_map(|row| row["reason"].as_str());
        reasons.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(reasons(&answer), ["TASK_NOT_VALID", "MISSING"]);
    assert_eq!(answer["failures"][0]["arn"], alone);
    assert_eq!(answer["protectedTasks"][0]["taskArn"], tasks[0]);
    let mut get = all;
    get.as_object_mut()
        .expect("an object")
        .remove("protectionEnabled");
    let answer = asked.granted("GetTaskProtection", get);
    assert_eq!(reasons(&answer), ["TASK_NOT_VALID", "MISSING"]);
}

#[test]
fn requests_beyond_the_limits_are_refused() {
    let (mut asked, tasks) = running(json!({}));
    for minutes in [0, 2_881] {
        let request = json!({
            "tasks": [tasks[0]], "protectionEnabled": true, "expiresInMinutes": minutes,
        });
        assert_eq!(
            asked.refused("UpdateTaskProtection", request),
            "InvalidParameterException: expiresInMinutes must be between 1 and 2880."
        );
    }
    let many = |count: usize| json!({"tasks": vec!["a"; count], "protectionEnabled": true});
    assert_eq!(
        asked.refused("UpdateTaskProtection", many(11)),
        "InvalidParameterException: taskIds can have at most 10 items."
    );
    assert_eq!(
        asked.refused("UpdateTaskProtection", many(0)),
        "InvalidParameterException: Tasks cannot be empty."
    );
    assert_eq!(
        asked.refused("GetTaskProtection", json!({"tasks": vec!["a"; 101]})),
        "InvalidParameterException: taskIds can have at most 100 items."
    );
}
