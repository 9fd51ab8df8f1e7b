//! Every fault, by the texts and states that it leaves.

use crate::api::testing::Asked;
use crate::lifecycle::faults::FAULTS;
use expect_test::{Expect, expect};
use serde_json::{Value, json};

const ECR: &str = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web:1";
const SECRET: &str = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf";

/// A run with two instances, and a definition that points to all there is.
fn asked(image: &str) -> Asked {
    let mut asked = Asked::with_instances(&[("t3.medium", 0), ("t3.medium", 1)]);
    let container = json!({
        "name": "app", "image": image, "memory": 128,
        "secrets": [
            {"name": "PASSWORD", "valueFrom": format!("{SECRET}:password::")},
            {"name": "REGION", "valueFrom": "/shop/region"},
        ],
        "logConfiguration": {"logDriver": "awslogs", "options": {
            "awslogs-group": "/ecs/web", "awslogs-region": "us-east-1",
            "awslogs-stream-prefix": "ecs", "awslogs-create-group": "true",
        }},
    });
    let role = "arn:aws:iam::123456789012:role/ecsTaskExecutionRole";
    let mut definition = json!({
        "family": "ec2", "executionRoleArn": role, "containerDefinitions": [container],
    });
    asked.granted("RegisterTaskDefinition", definition.clone());
    definition["family"] = json!("awsvpc");
    definition["networkMode"] = json!("awsvpc");
    definition["cpu"] = json!("256");
    definition["memory"] = json!("512");
    asked.granted("RegisterTaskDefinition", definition);
    asked
}

fn run(asked: &mut Asked, launch_type: &str, family: &str) -> Value {
    let mut request = json!({"taskDefinition": family, "launchType": launch_type});
    if family == "awsvpc" {
        let subnets = json!(["subnet-0d0c1a00000000001"]);
        request["networkConfiguration"] = json!({"awsvpcConfiguration": {"subnets": subnets}});
    }
    let answer = asked.granted("RunTask", request);
    answer["tasks"][0]["taskArn"].clone()
}

fn describe(asked: &mut Asked, task: &Value) -> Value {
    asked.granted("DescribeTasks", json!({"tasks": [task]}))["tasks"][0].clone()
}

/// What DescribeTasks says of the end of a task.
fn end(asked: &mut Asked, task: &Value) -> String {
    let task = describe(asked, task);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let container = &task["containers"][0];
    let code = container
        .get("exitCode")
        .map(|code| format!(" (exit {code})"));
    format!(
        "{} {}: {}\ncontainer{}: {}\n",
        text(&task["lastStatus"]),
        text(&task["stopCode"]),
        text(&task["stoppedReason"]),
        code.unwrap_or_default(),
        text(&container["reason"])
    )
}

/// The ends of a task on an instance and of one on Fargate that start under a fault.
fn ends(image: &str, fault: Value) -> String {
    let mut asked = asked(image);
    asked.granted("Drydock.InjectFault", fault);
    let tasks = [
        run(&mut asked, "EC2", "ec2"),
        run(&mut asked, "FARGATE", "awsvpc"),
    ];
    asked.wait(120);
    let [ec2, fargate] = tasks.map(|task| end(&mut asked, &task));
    asked.granted("Drydock.ClearFaults", json!({}));
    for (launch_type, family) in [("EC2", "ec2"), ("FARGATE", "awsvpc")] {
        let task = run(&mut asked, launch_type, family);
        asked.wait(60);
        assert_eq!(
            describe(&mut asked, &task)["lastStatus"],
            "RUNNING",
            "{launch_type}"
        );
    }
    format!("EC2\n{ec2}FARGATE\n{fargate}")
}

/// Long lines are folded between words, or after commas.
fn check(actual: &str, expected: &Expect) {
    let mut shown = String::new();
    for line in actual.lines() {
        let mut column = 0;
        for word in line.trim_end().split_inclusive([' ', ',']) {
            if column > 0 && column + word.len() > 80 {
                shown.push_str("\n    ");
                column = 4;
            }
            shown.push_str(word);
            column += word.len();
        }
        shown.push('\n');
    }
    let trimmed = shown.lines().map(str::trim_end).collect::<Vec<_>>();
    expected.assert_eq(&(trimmed.join("\n") + "\n"));
}

#[test]
fn images_that_cannot_be_pulled() {
    let pulls = [
        "ImageCannotBePulled",
        "RegistryDeniesPull",
        "RegistryUnreachable",
        "RegistryLimitsRate",
        "NoSpaceLeft",
        "ImageForOtherPlatform",
    ];
    let told = pulls.map(|name| {
        let ends = ends("nginx:1.27", json!({"type": name, "image": "nginx"}));
        format!("== {name}\n{ends}")
    });
    check(&told.concat(), &expect![[r#""#]]);
    let denied = ends(ECR, json!({"type": "RegistryDeniesPull"}));
    check(&denied, &expect![[r#""#]]);
}

#[test]
fn what_roles_may_not_do_and_secrets_that_are_gone() {
    let mut told = String::new();
    for permission in [
        "ecr:GetAuthorizationToken",
        "secretsmanager:GetSecretValue",
        "ssm:GetParameters",
        "logs:CreateLogStream",
    ] {
        let fault = json!({"type": "RoleLacksPermission", "permission": permission});
        told += &format!("== {permission}\n{}", ends(ECR, fault));
    }
    for secret in ["db-", "/shop/"] {
        let fault = json!({"type": "SecretMissing", "secret": secret});
        told += &format!("== {secret}\n{}", ends(ECR, fault));
    }
    check(&told, &expect![[r#""#]]);
}

#[test]
fn networks_without_a_free_interface_or_address() {
    let mut told = String::new();
    for fault in [
        json!({"type": "NoInterfaceLeft"}),
        json!({"type": "NoAddressLeft", "subnet": "subnet-0d0c1a00000000001"}),
        json!({"type": "NoAddressLeft", "subnet": "subnet-0d0c1b00000000002"}),
    ] {
        let mut asked = asked("nginx");
        asked.granted("Drydock.InjectFault", fault.clone());
        let tasks = [
            run(&mut asked, "EC2", "awsvpc"),
            run(&mut asked, "FARGATE", "awsvpc"),
        ];
        asked.wait(60);
        let [ec2, fargate] = tasks.map(|task| end(&mut asked, &task));
        told += &format!("== {fault}\n{ec2}{fargate}");
    }
    check(&told, &expect![[r#""#]]);
}

#[test]
fn containers_that_end_before_their_time() {
    let crash = json!({"type": "ContainerCrashes", "exitCode": 3, "afterSeconds": 2});
    let memory = json!({"type": "OutOfMemory", "afterSeconds": 2});
    let told = [crash, memory].map(|fault| ends("nginx", fault));
    check(&told.concat(), &expect![[r#""#]]);
}

#[test]
fn a_crash_loop_spares_what_runs() {
    let mut asked = asked("nginx");
    let old = run(&mut asked, "EC2", "ec2");
    asked.wait(30);
    let fault = json!({"type": "CrashLoop", "container": "app", "exitCode": 1, "afterSeconds": 1});
    asked.granted("Drydock.InjectFault", fault);
    let new = run(&mut asked, "EC2", "ec2");
    asked.wait(60);
    assert_eq!(describe(&mut asked, &old)["lastStatus"], "RUNNING");
    assert_eq!(
        describe(&mut asked, &new)["stopCode"],
        "EssentialContainerExited"
    );
    assert_eq!(describe(&mut asked, &new)["containers"][0]["exitCode"], 1);
}

#[test]
fn a_slow_registry_only_takes_longer() {
    let mut asked = asked("nginx");
    asked.granted(
        "Drydock.InjectFault",
        json!({"type": "SlowPull", "addedSeconds": 60}),
    );
    let task = run(&mut asked, "EC2", "ec2");
    asked.wait(60);
    assert_eq!(describe(&mut asked, &task)["lastStatus"], "PENDING");
    asked.wait(30);
    assert_eq!(describe(&mut asked, &task)["lastStatus"], "RUNNING");
}

fn instance_of(asked: &mut Asked, task: &Value) -> Value {
    describe(asked, task)["containerInstanceArn"].clone()
}

#[test]
fn what_a_disconnected_agent_is_told_waits_until_it_is_back() {
    let mut asked = asked("nginx");
    let task = run(&mut asked, "EC2", "ec2");
    asked.wait(30);
    let instance = instance_of(&mut asked, &task);
    let fault = json!({"type": "AgentDisconnected", "containerInstance": instance});
    asked.granted("Drydock.InjectFault", fault);
    asked.granted("StopTask", json!({"task": task, "reason": "enough"}));
    asked.wait(600);
    let cut_off = describe(&mut asked, &task);
    assert_eq!(cut_off["lastStatus"], "RUNNING");
    assert_eq!(cut_off["desiredStatus"], "STOPPED");
    assert_eq!(cut_off["connectivity"], "DISCONNECTED");
    asked.granted("Drydock.ClearFaults", json!({}));
    asked.wait(30);
    check(&end(&mut asked, &task), &expect![[r#""#]]);
}

#[test]
fn lost_instances_and_zones_end_their_tasks() {
    let mut told = String::new();
    for fault in ["InstanceStopped", "InstanceTerminated", "ZoneOutage"] {
        let mut asked = asked("nginx");
        let on_instance = run(&mut asked, "EC2", "ec2");
        let on_fargate = run(&mut asked, "FARGATE", "awsvpc");
        asked.wait(60);
        let instance = instance_of(&mut asked, &on_instance);
        let zone = describe(&mut asked, &on_instance)["availabilityZone"].clone();
        asked.granted(
            "Drydock.InjectFault",
            json!({"type": fault, "containerInstance": instance, "availabilityZone": zone}),
        );
        let ends = [&on_instance, &on_fargate].map(|task| end(&mut asked, task));
        let known = json!({"containerInstances": [instance]});
        let state = |asked: &mut Asked| {
            let row = asked.granted("DescribeContainerInstances", known.clone());
            let row = &row["containerInstances"][0];
            format!("{} connected {}", row["status"], row["agentConnected"])
        };
        told += &format!("== {fault}\n{}{}\n", ends.concat(), state(&mut asked));
        if fault == "ZoneOutage" {
            let subnets = json!(["subnet-0d0c1a00000000001"]);
            let network = json!({"awsvpcConfiguration": {"subnets": subnets}});
            let request = json!({
                "taskDefinition": "awsvpc", "launchType": "FARGATE",
                "networkConfiguration": network,
            });
            let failures = asked.granted("RunTask", request)["failures"].clone();
            told += &format!("{failures}\n");
        }
        asked.granted("Drydock.ClearFaults", json!({}));
        told += &format!("then {}\n", state(&mut asked));
    }
    check(&told, &expect![[r#""#]]);
}

#[test]
fn the_table_is_sorted_and_told_in_requests() {
    assert!(FAULTS.is_sorted_by_key(|row| row.name));
    for row in &FAULTS {
        let words = row.explains.split(' ').count();
        assert!(row.explains.ends_with('.') && words > 4, "{}", row.name);
    }
    let mut asked = asked("nginx");
    let unknown = asked.refused("Drydock.InjectFault", json!({"type": "Gremlins"}));
    check(&unknown, &expect![[r#""#]]);
    let nowhere = json!({"type": "ZoneOutage", "availabilityZone": "mars-1a"});
    let nowhere = asked.refused("Drydock.InjectFault", nowhere);
    check(&nowhere, &expect![[r#""#]]);
    let nobody = json!({"type": "InstanceStopped", "containerInstance": "x"});
    let nobody = asked.refused("Drydock.InjectFault", nobody);
    check(&nobody, &expect![[r#""#]]);
}
