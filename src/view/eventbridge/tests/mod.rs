//! Runs of requests in, events of EventBridge out.

mod lifecycle;
mod pages;
mod recorded;

use super::*;
use crate::engine::Command;
use crate::model::Settings;
use crate::sim::Span;
use expect_test::{expect, expect_file};

/// How the ARNs of the tests begin.
const ECS: &str = "arn:aws:ecs:us-east-1:123456789012:";

struct Run {
    timeline: Timeline,
}

impl Run {
    /// A run with a cluster, an instance and a task definition of each kind.
    fn new() -> Run {
        let mut run = Run {
            timeline: Timeline::new(Settings::default()),
        };
        run.ask("CreateCluster", json!({}));
        run.ask("Drydock.AddInstances", json!({"instanceType": "t3.medium"}));
        let container = json!({"name": "app", "image": "nginx", "memory": 256, "essential": true});
        run.ask(
            "RegisterTaskDefinition",
            json!({
                "family": "fargate", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
                "requiresCompatibilities": ["FARGATE"], "containerDefinitions": [container],
            }),
        );
        let short = json!({
            "name": "short", "image": "busybox", "memory": 64, "essential": false,
            "command": ["sh", "-c", "sleep 20; exit 3"],
        });
        run.ask(
            "RegisterTaskDefinition",
            json!({"family": "ec2", "containerDefinitions": [container, short]}),
        );
        run
    }

    fn ask(&mut self, action: &str, body: Value) -> Value {
        let answer = self.timeline.ask(Command::new(action, &body.to_string()));
        assert_eq!(answer.status, 200, "{action}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap_or_default()
    }

    fn wait(&mut self, seconds: u64) {
        self.timeline.advance(Span::seconds(seconds), u32::MAX);
    }

    fn events(&mut self) -> Vec<Value> {
        let page = page(&mut self.timeline, 0, usize::MAX);
        page["events"].as_array().cloned().unwrap_or_default()
    }

    /// One line for each event, in its order.
    fn lines(&mut self) -> String {
        let lines = self.events().iter().map(line).collect::<Vec<_>>();
        lines.join("\n") + "\n"
    }
}

fn line(event: &Value) -> String {
    let detail = &event["detail"];
    let text = |name: &str| detail[name].as_str().unwrap_or_default().to_owned();
    let version = &detail["version"];
    match event["detail-type"].as_str() {
        Some("ECS Task State Change") => {
            let rows = detail["containers"].as_array().cloned().unwrap_or_default();
            let of = |row: &Value| {
                let code = row.get("exitCode").map(|code| format!(" {code}"));
                let status = row["lastStatus"].as_str().unwrap_or_default();
                status.to_owned() + &code.unwrap_or_default()
            };
            let containers: Vec<String> = rows.iter().map(of).collect();
            let containers = containers.join(", ");
            let (last, desired) = (text("lastStatus"), text("desiredStatus"));
            format!(
                "task v{version} {last}/{desired} [{containers}] {}",
                text("stoppedReason")
            )
        }
        Some("ECS Container Instance State Change") => {
            let cpu = &detail["remainingResources"][0]["integerValue"];
            format!("instance v{version} {} CPU {cpu}", text("status"))
        }
        _ => format!(
            "{} {} {}",
            text("eventType"),
            text("eventName"),
            text("reason")
        ),
    }
}

/// ARNs and long hexadecimal numbers are cut.
fn cut(text: &str) -> String {
    let mut shown = String::new();
    for line in text.replace(ECS, "arn:\u{2026}:").lines() {
        let mut run = 0;
        for c in line.trim_end().chars() {
            run = if c.is_ascii_hexdigit() { run + 1 } else { 0 };
            match run {
                0..=8 => shown.push(c),
                9 => shown.push('\u{2026}'),
                _ => {}
            }
        }
        shown.push('\n');
    }
    shown
}

fn run_fargate(run: &mut Run) -> Value {
    let subnets = json!(["subnet-0d0c1a00000000001"]);
    run.ask(
        "RunTask",
        json!({
            "taskDefinition": "fargate", "launchType": "FARGATE",
            "networkConfiguration": {"awsvpcConfiguration": {"subnets": subnets}},
        }),
    )
}

#[test]
fn a_task_on_fargate_from_its_start_to_its_stop() {
    let mut run = Run::new();
    let task = run_fargate(&mut run)["tasks"][0]["taskArn"].clone();
    run.wait(60);
    run.ask("StopTask", json!({"task": task, "reason": "enough"}));
    run.wait(60);
    expect![[r#"
        instance v1 ACTIVE CPU 2048
        task v1 PROVISIONING/RUNNING [PENDING]
        task v2 PENDING/RUNNING [PENDING]
        task v3 RUNNING/RUNNING [RUNNING]
        task v4 RUNNING/STOPPED [RUNNING] enough
        task v5 DEPROVISIONING/STOPPED [STOPPED 0] enough
        task v6 STOPPED/STOPPED [STOPPED 0] enough
    "#]]
    .assert_eq(&cut(&run.lines()));
    // The row is dropped after an hour; its events stay what they were.
    let before = run.events();
    run.wait(7_200);
    assert_eq!(run.events()[..before.len()], before);
}

#[test]
fn the_event_of_a_running_task_has_the_shape_of_the_guides_sample() {
    let mut run = Run::new();
    run_fargate(&mut run);
    run.wait(60);
    let events = run.events();
    let running = events
        .iter()
        .find(|event| event["detail"]["lastStatus"] == "RUNNING");
    let mut running = running.cloned().unwrap_or_default();
    let interface = &mut running["detail"]["attachments"][0]["details"];
    let rows = interface.as_array().cloned().unwrap_or_default();
    *interface = rows.iter().map(|row| row["name"].clone()).collect();
    expect_file!["../../../../tests/fixtures/events/task.json"]
        .assert_eq(&cut(&format!("{running:#}")));
}

#[test]
fn a_task_on_an_instance_takes_and_frees_what_that_has() {
    let mut run = Run::new();
    let task = run.ask("RunTask", json!({"taskDefinition": "ec2"}))["tasks"][0]["taskArn"].clone();
    run.wait(60);
    run.ask("StopTask", json!({"task": task}));
    run.wait(60);
    expect![[r#"
        instance v1 ACTIVE CPU 2048
        task v1 PENDING/RUNNING [PENDING, PENDING]
        instance v2 ACTIVE CPU 2048
        task v2 RUNNING/RUNNING [RUNNING, RUNNING]
        task v3 RUNNING/RUNNING [RUNNING, STOPPED 3]
        task v4 RUNNING/STOPPED [RUNNING, STOPPED 3] Task stopped by user
        task v5 STOPPED/STOPPED [STOPPED 0, STOPPED 3] Task stopped by user
        instance v3 ACTIVE CPU 2048
    "#]]
    .assert_eq(&cut(&run.lines()));
}

#[test]
fn the_event_of_an_instance_has_the_shape_of_the_guides_sample() {
    let mut run = Run::new();
    let mut instance = run.events().swap_remove(0);
    let attributes = instance["detail"]["attributes"].as_array().map(Vec::len);
    assert!(attributes > Some(30));
    instance["detail"]["attributes"] = json!([]);
    let remaining = instance["detail"]["remainingResources"].take();
    assert_eq!(instance["detail"]["registeredResources"], remaining);
    expect_file!["../../../../tests/fixtures/events/instance.json"]
        .assert_eq(&cut(&format!("{instance:#}")));
}

#[test]
fn a_service_tells_of_its_deployments_its_tasks_and_what_it_lacks() {
    let mut run = Run::new();
    let service = json!({"serviceName": "web", "taskDefinition": "ec2", "desiredCount": 2});
    run.ask("CreateService", service);
    run.wait(120);
    run.ask(
        "UpdateService",
        json!({"service": "web", "desiredCount": 40}),
    );
    run.wait(30);
    let events = run.events();
    let of_services = |event: &&Value| {
        let resource = event["resources"][0].as_str().unwrap_or_default();
        resource.contains(":service/")
    };
    let of_services: Vec<&Value> = events.iter().filter(of_services).collect();
    let lines: Vec<String> = of_services.iter().map(|event| line(event)).collect();
    expect![[r#"
        INFO SERVICE_DEPLOYMENT_IN_PROGRESS ECS deployment ecs-svc/24835917… in progress.
        INFO TASKS_STARTED
        INFO TASKS_STARTED
        INFO SERVICE_DEPLOYMENT_COMPLETED ECS deployment ecs-svc/24835917… completed.
        INFO SERVICE_STEADY_STATE
        INFO TASKS_STARTED
        ERROR SERVICE_TASK_PLACEMENT_FAILURE RESOURCE:MEMORY
    "#]]
    .assert_eq(&cut(&lines.join("\n")));
    let text = serde_json::to_string_pretty(&of_services.last()).unwrap_or_default();
    expect![[r#"
        {
          "version": "0",
          "id": "6986ad40-37dd-4ce8-a3ab-7747b853…",
          "detail-type": "ECS Service Action",
          "source": "aws.ecs",
          "account": "12345678…",
          "time": "2026-01-01T00:02:10Z",
          "region": "us-east-1",
          "resources": [
            "arn:…:service/default/web"
          ],
          "detail": {
            "eventType": "ERROR",
            "eventName": "SERVICE_TASK_PLACEMENT_FAILURE",
            "clusterArn": "arn:…:cluster/default",
            "containerInstanceArns": [
              "arn:…:container-instance/default/11095f94…"
            ],
            "reason": "RESOURCE:MEMORY",
            "createdAt": "2026-01-01T00:02:10Z"
          }
        }
    "#]]
    .assert_eq(&cut(&text));
}

#[test]
fn a_service_with_a_strategy_tells_of_its_capacity_providers() {
    let mut run = Run::new();
    let put = json!({
        "cluster": "default", "capacityProviders": ["FARGATE_SPOT"],
        "defaultCapacityProviderStrategy": [{"capacityProvider": "FARGATE_SPOT", "weight": 1}],
    });
    run.ask("PutClusterCapacityProviders", put);
    let subnets = json!({"awsvpcConfiguration": {"subnets": ["subnet-0d0c1a00000000001"]}});
    let service = json!({
        "serviceName": "web", "taskDefinition": "fargate", "desiredCount": 1,
        "networkConfiguration": subnets,
    });
    run.ask("CreateService", service);
    run.wait(120);
    run.ask(
        "Drydock.InjectFault",
        json!({"type": "NoFargateCapacity", "capacityProvider": "FARGATE_SPOT"}),
    );
    run.ask(
        "Drydock.InjectFault",
        json!({"type": "FargateSpotInterrupted"}),
    );
    run.wait(60);
    let events = run.events();
    let named = |name: &str| {
        let found = events
            .iter()
            .find(|event| event["detail"]["eventName"] == name);
        found
            .map(|event| event["detail"].clone())
            .unwrap_or_default()
    };
    let arn = json!(["arn:aws:ecs:us-east-1:123456789012:capacity-provider/FARGATE_SPOT"]);
    let steady = named("CAPACITY_PROVIDER_STEADY_STATE");
    assert_eq!(
        (&steady["eventType"], &steady["capacityProviderArns"]),
        (&json!("INFO"), &arn)
    );
    let failure = named("SERVICE_TASK_PLACEMENT_FAILURE");
    assert_eq!(failure["reason"], "RESOURCE:FARGATE");
    assert_eq!(failure["capacityProviderArns"], arn);
    let warned = |event: &&Value| {
        let detail = &event["detail"];
        detail["stopCode"] == "SpotInterruption" && detail["lastStatus"] == "RUNNING"
    };
    let warning = events.iter().find(warned).expect("the two-minute warning");
    assert_eq!(warning["detail"]["desiredStatus"], "STOPPED");
    assert_eq!(
        warning["detail"]["stoppedReason"],
        "Your Spot Task was interrupted."
    );
}

#[test]
fn only_scaling_tells_of_the_desired_count() {
    let mut run = Run::new();
    let service = json!({"serviceName": "web", "taskDefinition": "ec2", "desiredCount": 1});
    run.ask("CreateService", service);
    let update = json!({"service": "web", "desiredCount": 2});
    run.ask("UpdateService", update);
    let told = |run: &mut Run| {
        let events = run.events();
        let scaled = events
            .iter()
            .filter(|event| event["detail"]["eventName"] == "SERVICE_DESIRED_COUNT_UPDATED");
        scaled
            .map(|event| event["detail"]["desiredCount"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(told(&mut run), [Value::Null; 0]);
    let bounds = json!({
        "ResourceId": "service/default/web", "MinCapacity": 3, "MaxCapacity": 4,
    });
    run.ask("Drydock.RegisterScalableTarget", bounds);
    assert_eq!(told(&mut run), [json!(3)]);
}
