//! Faults of images and roles, by the texts that they leave.

use crate::api::testing::Asked;
use expect_test::expect_file;
use serde_json::{Value, json};

const ECR: &str = "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web:1";
const SECRET: &str = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf";

/// A run with two instances, and a definition that points to all there is.
pub(super) fn asked(image: &str) -> Asked {
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
    asked.granted("Drydock.Declare", json!({"secrets": [{"name": "db"}]}));
    asked.granted("RegisterTaskDefinition", definition.clone());
    definition["family"] = json!("awsvpc");
    definition["networkMode"] = json!("awsvpc");
    definition["cpu"] = json!("256");
    definition["memory"] = json!("512");
    asked.granted("RegisterTaskDefinition", definition);
    asked
}

pub(super) fn run(asked: &mut Asked, launch_type: &str, family: &str) -> Value {
    let mut request = json!({"taskDefinition": family, "launchType": launch_type});
    if family == "awsvpc" {
        let subnets = json!(["subnet-0d0c1a00000000001"]);
        request["networkConfiguration"] = json!({"awsvpcConfiguration": {"subnets": subnets}});
    }
    let answer = asked.granted("RunTask", request);
    answer["tasks"][0]["taskArn"].clone()
}

pub(super) fn describe(asked: &mut Asked, task: &Value) -> Value {
    asked.granted("DescribeTasks", json!({"tasks": [task]}))["tasks"][0].clone()
}

/// What DescribeTasks says of the end of a task; of its container what it says besides.
pub(super) fn end(asked: &mut Asked, task: &Value) -> String {
    let task = describe(asked, task);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let container = &task["containers"][0];
    let (reason, own) = (text(&task["stoppedReason"]), text(&container["reason"]));
    let mut said = format!(
        "{} {}: {reason}\n",
        text(&task["lastStatus"]),
        text(&task["stopCode"])
    );
    if let Some(code) = container.get("exitCode") {
        said += &format!("exit {code}\n");
    }
    if own != reason {
        said += &format!("container: {own}\n");
    }
    said
}

/// The ends of a task on an instance and of one on Fargate that start under a fault.
pub(super) fn ends(image: &str, fault: Value) -> String {
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

/// The word without what follows the first eight digits of a long hexadecimal number.
fn cut(word: &str) -> String {
    let mut run = 0;
    let kept = word.chars().filter(|c| {
        run = if c.is_ascii_hexdigit() { run + 1 } else { 0 };
        run <= 12
    });
    kept.collect()
}

/// Long lines are folded between words, or after commas.
pub(super) fn folded(text: &str) -> String {
    let mut shown = String::new();
    for line in text.lines() {
        let mut column = 0;
        for word in line.trim_end().split_inclusive([' ', ',', '/']) {
            if column > 0 && column + word.len() > 80 {
                shown.push_str("\n    ");
                column = 4;
            }
            let word = cut(word);
            shown.push_str(&word);
            column += word.len();
        }
        shown.push('\n');
    }
    let trimmed = shown.lines().map(str::trim_end).collect::<Vec<_>>();
    trimmed.join("\n") + "\n"
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
    expect_file!["../../../tests/fixtures/faults/images.txt"].assert_eq(&folded(&told.concat()));
    let denied = ends(ECR, json!({"type": "RegistryDeniesPull"}));
    expect_file!["../../../tests/fixtures/faults/ecr.txt"].assert_eq(&folded(&denied));
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
    expect_file!["../../../tests/fixtures/faults/roles.txt"].assert_eq(&folded(&told));
}
