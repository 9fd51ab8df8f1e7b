//! Transcripts of schedules.

use crate::api::testing::Asked;
use crate::lifecycle::fixtures::{cluster_of, register, spec};
use serde_json::{Value, json};

fn asked(instances: &[(&str, u8)]) -> Asked {
    let (mut world, _) = cluster_of(instances);
    register(&mut world, spec(256, 256));
    Asked::new(world)
}

fn schedule(name: &str, expression: &str) -> Value {
    json!({
        "name": name, "scheduleExpression": expression,
        "flexibleTimeWindow": {"mode": "OFF"},
        "target": {
            "arn": "arn:aws:ecs:us-east-1:123456789012:cluster/default",
            "roleArn": "arn:aws:iam::123456789012:role/ecsEventsRole",
            "ecsParameters": {
                // As rules for the newest revision have it.
                "taskDefinitionArn": "arn:aws:ecs:us-east-1:123456789012:task-definition/app",
                "taskCount": 2,
            },
        },
    })
}

fn listed(asked: &mut Asked) -> Value {
    asked.granted("Drydock.ListSchedules", json!({}))["schedules"].clone()
}

fn tasks(asked: &mut Asked, started_by: &str) -> usize {
    let body = json!({"startedBy": started_by});
    let arns = asked.granted("ListTasks", body)["taskArns"].clone();
    arns.as_array().map_or(0, Vec::len)
}

#[test]
fn a_rate_runs_at_once_and_again() {
    let mut asked = asked(&[("m5.large", 0)]);
    let created = asked.granted(
        "Drydock.CreateSchedule",
        schedule("beat", "rate(5 minutes)"),
    );
    assert_eq!(
        created["scheduleArn"],
        "arn:aws:scheduler:us-east-1:123456789012:schedule/default/beat"
    );
    assert_eq!(tasks(&mut asked, "chronos-schedule/beat"), 2);
    asked.wait(310);
    assert_eq!(tasks(&mut asked, "chronos-schedule/beat"), 4);
    let row = &listed(&mut asked)[0];
    assert_eq!(row["nextRuns"][0], "2026-01-01T00:10:00.000Z");
    assert_eq!(row["nextRuns"][4], "2026-01-01T00:30:00.000Z");
    assert_eq!(row["lastRuns"][0]["tasks"], 2);
    assert_eq!(row["lastRuns"][1]["at"], "2026-01-01T00:00:00.000Z");
    let again = asked.refused("Drydock.CreateSchedule", schedule("beat", "rate(1 day)"));
    assert!(again.ends_with("Schedule beat already exists."), "{again}");
    asked.granted("Drydock.DeleteSchedule", json!({"Name": "beat"}));
    asked.wait(600);
    assert_eq!(tasks(&mut asked, "chronos-schedule/beat"), 4);
    assert_eq!(listed(&mut asked), json!([]));
    let gone = asked.refused("Drydock.DeleteSchedule", json!({"name": "beat"}));
    assert!(gone.ends_with("Schedule beat does not exist."), "{gone}");
}

#[test]
fn requests_of_the_scheduler_api_can_be_pasted() {
    let mut asked = asked(&[("m5.large", 0)]);
    let body = json!({
        "Name": "nightly", "ScheduleExpression": "cron(30 2 * * ? *)",
        "ScheduleExpressionTimezone": "Europe/Helsinki", "StartDate": "2026-01-02T00:00:00Z",
        "EndDate": "2026-01-04T00:00:00Z",
        "FlexibleTimeWindow": {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 15},
        "Target": {
            "Arn": "arn:aws:ecs:us-east-1:123456789012:cluster/default", "RoleArn": "arn:x",
            "EcsParameters": {
                "TaskDefinitionArn": "app:1", "LaunchType": "EC2", "EnableECSManagedTags": true,
                "PlacementStrategy": [{"type": "random"}],
                "Tags": [{"key": "team", "value": "a"}],
            },
            "Input": "{\"containerOverrides\":[{\"name\":\"app\",\"cpu\":128}]}",
            "RetryPolicy": {"MaximumRetryAttempts": 3, "MaximumEventAgeInSeconds": 600},
        },
        "ActionAfterCompletion": "DELETE",
    });
    asked.granted("Drydock.CreateSchedule", body);
    let row = &listed(&mut asked)[0];
    let runs = ["2026-01-02T00:30:00.000Z", "2026-01-03T00:30:00.000Z"];
    assert_eq!(row["nextRuns"], json!(runs));
    assert_eq!(row["flexibleTimeWindow"]["maximumWindowInMinutes"], 15);
    assert_eq!(
        row["runTask"]["overrides"]["containerOverrides"][0]["cpu"],
        128
    );
    asked.wait(24 * 3_600 + 29 * 60);
    assert_eq!(tasks(&mut asked, "chronos-schedule/nightly"), 0);
    asked.wait(16 * 60);
    assert_eq!(tasks(&mut asked, "chronos-schedule/nightly"), 1);
    asked.wait(24 * 3_600);
    assert_eq!(tasks(&mut asked, "chronos-schedule/nightly"), 2);
    assert_eq!(listed(&mut asked), json!([]), "it has deleted itself");
}

#[test]
fn what_finds_no_room_is_tried_again_and_what_is_wrong_is_not() {
    let mut asked = asked(&[("t2.micro", 0)]);
    let fill = json!({"taskDefinition": "app", "count": 3});
    asked.granted("RunTask", fill);
    let mut body = schedule("once", "at(2026-01-01T00:01:00)");
    body["target"]["retryPolicy"] = json!({"maximumRetryAttempts": 2});
    asked.granted("Drydock.CreateSchedule", body);
    let mut wrong = schedule("wrong", "at(2026-01-01T00:01:00)");
    wrong["target"]["ecsParameters"]["taskDefinitionArn"] = json!("nobody");
    asked.granted("Drydock.CreateSchedule", wrong);
    asked.wait(65);
    let rows = listed(&mut asked);
    assert_eq!(rows[0]["lastRuns"][0]["failed"], "RESOURCE:MEMORY");
    assert_eq!(rows[0]["retries"], json!(["2026-01-01T00:02:00.000Z"]));
    assert_eq!(
        rows[1]["lastRuns"][0]["gaveUp"],
        "InvalidParameterException: TaskDefinition not found."
    );
    assert_eq!(rows[1]["retries"], json!([]));
    asked.wait(300);
    let rows = listed(&mut asked);
    assert_eq!(rows[0]["lastRuns"][0]["gaveUp"], "RESOURCE:MEMORY");
    assert_eq!(rows[0]["lastRuns"][0]["retry"], 2);
    assert_eq!(rows[0]["lastRuns"][0]["at"], "2026-01-01T00:04:00.000Z");
    assert_eq!(rows[0]["nextRuns"], json!([]));
}

#[test]
fn what_is_no_schedule_is_refused() {
    let mut asked = asked(&[]);
    for (member, value, words) in [
        ("name", json!("a b"), "A schedule has a name"),
        (
            "scheduleExpression",
            json!("rate(5)"),
            "Invalid Schedule Expression rate(5).",
        ),
        (
            "scheduleExpressionTimezone",
            json!("europe/paris"),
            "There is no time zone europe/paris in the IANA database: a name is spelled like \
             Europe/Paris.",
        ),
        ("startDate", json!("soon"), "startDate must be a date"),
        (
            "state",
            json!("ON"),
            "state should be one of [ENABLED,DISABLED]",
        ),
        (
            "flexibleTimeWindow",
            json!({"mode": "FLEXIBLE"}),
            "maximumWindowInMinutes must be",
        ),
        (
            "target",
            json!({}),
            "target.ecsParameters.taskDefinitionArn must be given",
        ),
    ] {
        let mut body = schedule("a", "rate(5 minutes)");
        body[member] = value;
        let refused = asked.refused("Drydock.CreateSchedule", body);
        let start = format!("InvalidParameterException: {words}");
        assert!(refused.starts_with(&start), "{refused}");
    }
    let mut body = schedule("off", "rate(5 minutes)");
    body["state"] = json!("DISABLED");
    asked.granted("Drydock.CreateSchedule", body);
    asked.wait(600);
    let row = &listed(&mut asked)[0];
    assert_eq!(
        (&row["nextRuns"], &row["lastRuns"]),
        (&json!([]), &json!([]))
    );
}
