//! The states of tasks as their events tell them, with the versions that recorded events have.

use super::{Run, cut, line, run_fargate};
use expect_test::expect;
use serde_json::{Value, json};

/// As recorded in April 2020: STOPPED at version 5.
#[test]
fn a_task_on_fargate_whose_only_container_exits() {
    let mut run = Run::new();
    let labels = json!({"drydock.run-for": "20s"});
    let container = json!({"name": "job", "image": "nginx:1", "dockerLabels": labels});
    run.ask(
        "RegisterTaskDefinition",
        json!({
            "family": "fargate", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
            "requiresCompatibilities": ["FARGATE"], "containerDefinitions": [container],
        }),
    );
    run_fargate(&mut run);
    run.wait(120);
    expect![[r#"
        instance v1 ACTIVE CPU 2048
        task v1 PROVISIONING/RUNNING [PENDING]
        task v2 PENDING/RUNNING [PENDING]
        task v3 RUNNING/RUNNING [RUNNING]
        task v4 DEPROVISIONING/STOPPED [STOPPED 0] Essential container in task exited
        task v5 STOPPED/STOPPED [STOPPED 0] Essential container in task exited
    "#]]
    .assert_eq(&cut(&run.lines()));
}

#[test]
fn a_task_that_service_discovery_knows_is_activating_and_deactivating() {
    let mut run = Run::new();
    let registry = "arn:aws:servicediscovery:us-east-1:123456789012:service/srv-0123456789abcdef";
    let subnets = json!(["subnet-0d0c1a00000000001"]);
    run.ask(
        "CreateService",
        json!({
            "serviceName": "web", "taskDefinition": "fargate", "desiredCount": 1,
            "launchType": "FARGATE", "serviceRegistries": [{"registryArn": registry}],
            "networkConfiguration": {"awsvpcConfiguration": {"subnets": subnets}},
        }),
    );
    run.wait(60);
    run.ask(
        "UpdateService",
        json!({"service": "web", "desiredCount": 0}),
    );
    run.wait(60);
    let events = run.events();
    let tasks = events
        .iter()
        .filter(|event| event["detail-type"] == "ECS Task State Change");
    let attachments = |event: &Value| {
        let rows = event["detail"]["attachments"].as_array().cloned();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let one = |row: &Value| format!("{} {}", text(&row["type"]), text(&row["status"]));
        rows.unwrap_or_default()
            .iter()
            .map(one)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let state = |event: &Value| {
        let line = line(event);
        line.split(" [").next().unwrap_or_default().to_owned()
    };
    let lines: Vec<String> = tasks
        .map(|event| format!("{} | {}", state(event), attachments(event)))
        .collect();
    expect![[r#"
        task v1 PROVISIONING/RUNNING | sdi PRECREATED, eni PRECREATED
        task v2 PENDING/RUNNING | sdi PRECREATED, eni ATTACHED
        task v3 ACTIVATING/RUNNING | sdi ATTACHING, eni ATTACHED
        task v4 RUNNING/RUNNING | sdi ATTACHED, eni ATTACHED
        task v5 DEACTIVATING/STOPPED | sdi DETACHING, eni ATTACHED
        task v6 DEPROVISIONING/STOPPED | sdi DETACHED, eni DETACHING
        task v7 STOPPED/STOPPED | sdi DELETED, eni DELETED
    "#]]
    .assert_eq(&cut(&lines.join("\n")));
}

/// Source: Developer Guide, "Pause hooks for Amazon ECS service deployments".
#[test]
fn a_deployment_that_is_paused_tells_until_somebody_answers() {
    let mut run = Run::new();
    let hook = json!({"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"]});
    run.ask(
        "CreateService",
        json!({
            "serviceName": "web", "taskDefinition": "fargate", "desiredCount": 1,
            "launchType": "FARGATE",
            "networkConfiguration": {
                "awsvpcConfiguration": {"subnets": ["subnet-0d0c1a00000000001"]},
            },
            "deploymentConfiguration": {
                "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 0, "lifecycleHooks": [hook],
            },
            "serviceConnectConfiguration": {"enabled": true, "namespace": "harbor"},
        }),
    );
    run.wait(300);
    let update = json!({"service": "web", "forceNewDeployment": true});
    run.ask("UpdateService", update);
    run.wait(300);
    let told = |run: &mut Run| -> Vec<Value> {
        let events = run.events().into_iter();
        let hooks = events.filter(|row| row["detail-type"] == "ECS Hook State Change");
        hooks.collect()
    };
    let waiting = told(&mut run);
    let detail = waiting.last().expect("it waits")["detail"].clone();
    assert_eq!(detail["eventName"], "HOOK_AWAITING_ACTION");
    assert_eq!(detail["hookType"], "PAUSE");
    assert_eq!(detail["lifecycleStage"], "POST_SCALE_UP");
    assert_eq!(waiting[0]["resources"], json!([]));
    run.ask(
        "ContinueServiceDeployment",
        json!({
            "serviceDeploymentArn": detail["serviceDeploymentArn"], "hookId": detail["hookId"],
            "action": "ROLLBACK",
        }),
    );
    let failed = told(&mut run).last().expect("it is over")["detail"].clone();
    assert_eq!(failed["eventName"], "HOOK_FAILED");
    assert_eq!(failed["eventType"], "ERROR");
    assert_eq!(failed["hookId"], detail["hookId"]);
}
