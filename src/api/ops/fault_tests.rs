//! Faults of images and roles, by the texts that they leave.

use crate::api::testing::Asked;
use expect_test::{Expect, expect};
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

/// What DescribeTasks says of the end of a task.
pub(super) fn end(asked: &mut Asked, task: &Value) -> String {
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
pub(super) fn check(actual: &str, expected: &Expect) {
    let mut shown = String::new();
    for line in actual.lines() {
        let mut column = 0;
        for word in line.trim_end().split_inclusive([' ', ',']) {
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
    check(
        &told.concat(),
        &expect![[r#"
        == ImageCannotBePulled
        EC2
        STOPPED TaskFailedToStart: Task failed to start
        container: CannotPullContainerError: The task can’t pull the image. Check
            whether the image exists. Error response from daemon: manifest for
            nginx:1.27 not found: manifest unknown: manifest unknown
        FARGATE
        STOPPED TaskFailedToStart: CannotPullContainerError: pull image manifest has
            been retried 5 time(s): failed to resolve ref docker.io/library/nginx:1.27:
            docker.io/library/nginx:1.27: not found
        container: CannotPullContainerError: pull image manifest has been retried 5
            time(s): failed to resolve ref docker.io/library/nginx:1.27:
            docker.io/library/nginx:1.27: not found
        == RegistryDeniesPull
        EC2
        STOPPED TaskFailedToStart: Task failed to start
        container: CannotPullContainerError: The task can’t pull the image. Check
            that the role has the permissions to pull images from the registry. Error
            response from daemon: pull access denied for nginx, repository does not
            exist or may require 'docker login': denied: requested access to the
            resource is denied
        FARGATE
        STOPPED TaskFailedToStart: CannotPullContainerError: pull image manifest has
            been retried 1 time(s): failed to resolve ref docker.io/library/nginx:1.27:
            pull access denied, repository does not exist or may require authorization:
            server message: insufficient_scope: authorization failed
        container: CannotPullContainerError: pull image manifest has been retried 1
            time(s): failed to resolve ref docker.io/library/nginx:1.27: pull access
            denied, repository does not exist or may require authorization: server
            message: insufficient_scope: authorization failed
        == RegistryUnreachable
        EC2
        STOPPED TaskFailedToStart: Task failed to start
        container: CannotPullContainerError: The task can’t pull the image. Check
            your network configuration. Error response from daemon: Get
            "https://registry-1.docker.io/v2/": net/http: request canceled while
            waiting for connection (Client.Timeout exceeded while awaiting headers)
        FARGATE
        STOPPED TaskFailedToStart: CannotPullContainerError: pull image manifest has
            been retried 5 time(s): failed to resolve ref docker.io/library/nginx:1.27:
            failed to do request: Head
            "https://registry-1.docker.io/v2/library/nginx/manifests/1.27": dial tcp:
            lookup registry-1.docker.io: i/o timeout
        container: CannotPullContainerError: pull image manifest has been retried 5
            time(s): failed to resolve ref docker.io/library/nginx:1.27: failed to do
            request: Head
            "https://registry-1.docker.io/v2/library/nginx/manifests/1.27": dial tcp:
            lookup registry-1.docker.io: i/o timeout
        == RegistryLimitsRate
        EC2
        STOPPED TaskFailedToStart: Task failed to start
        container: CannotPullContainerError: Error response from daemon:
            toomanyrequests: You have reached your pull rate limit. You may increase
            the limit by authenticating and upgrading:
            https://www.docker.com/increase-rate-limit
        FARGATE
        STOPPED TaskFailedToStart: CannotPullContainerError: pull image manifest has
            been retried 5 time(s): httpReadSeeker: failed open: unexpected status code
            https://registry-1.docker.io/v2/library/nginx/manifests/1.27: 429 Too Many
            Requests - Server message: toomanyrequests: You have reached your pull rate
            limit. You may increase the limit by authenticating and upgrading:
            https://www.docker.com/increase-rate-limit
        container: CannotPullContainerError: pull image manifest has been retried 5
            time(s): httpReadSeeker: failed open: unexpected status code
            https://registry-1.docker.io/v2/library/nginx/manifests/1.27: 429 Too Many
            Requests - Server message: toomanyrequests: You have reached your pull rate
            limit. You may increase the limit by authenticating and upgrading:
            https://www.docker.com/increase-rate-limit
        == NoSpaceLeft
        EC2
        STOPPED TaskFailedToStart: Task failed to start
        container: CannotPullContainerError: write
            /var/lib/docker/tmp/GetImageBlob111111111: no space left on device
        FARGATE
        STOPPED TaskFailedToStart: CannotPullContainerError: ref pull has been retried
            1 time(s): failed to copy: write
            /var/lib/containerd/io.containerd.content.v1.content/ingest/docker.io/library/nginx:1.27/data:
            no space left on device
        container: CannotPullContainerError: ref pull has been retried 1 time(s):
            failed to copy: write
            /var/lib/containerd/io.containerd.content.v1.content/ingest/docker.io/library/nginx:1.27/data:
            no space left on device
        == ImageForOtherPlatform
        EC2
        STOPPED TaskFailedToStart: Task failed to start
        container: CannotPullContainerError: Error response from daemon: no matching
            manifest for linux/amd64 in the manifest list entries
        FARGATE
        STOPPED TaskFailedToStart: CannotPullContainerError: pull image manifest has
            been retried 1 time(s): image Manifest does not contain descriptor matching
            platform 'linux/amd64'
        container: CannotPullContainerError: pull image manifest has been retried 1
            time(s): image Manifest does not contain descriptor matching platform
            'linux/amd64'
    "#]],
    );
    let denied = ends(ECR, json!({"type": "RegistryDeniesPull"}));
    check(
        &denied,
        &expect![[r#"
        EC2
        STOPPED TaskFailedToStart: Task failed to start
        container: CannotPullContainerError: The task can’t pull the image. Check
            that the role has the permissions to pull images from the registry. Error
            response from daemon: pull access denied for
            123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web, repository does not
            exist or may require 'docker login': denied: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/1c3ab5889e88 is
            not authorized to perform: ecr:BatchGetImage on resource:
            arn:aws:ecr:us-east-1:123456789012:repository/shop/web because no
            identity-based policy allows the ecr:BatchGetImage action
        FARGATE
        STOPPED TaskFailedToStart: CannotPullContainerError: pull image manifest has
            been retried 1 time(s): failed to resolve ref
            123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web:1: pull access denied,
             repository does not exist or may require authorization: server message:
            insufficient_scope: authorization failed
        container: CannotPullContainerError: pull image manifest has been retried 1
            time(s): failed to resolve ref
            123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web:1: pull access denied,
             repository does not exist or may require authorization: server message:
            insufficient_scope: authorization failed
    "#]],
    );
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
    check(
        &told,
        &expect![[r#"
        == ecr:GetAuthorizationToken
        EC2
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            ecr registry auth: service call has been retried 1 time(s):
            AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/1c3ab5889e88 is
            not authorized to perform: ecr:GetAuthorizationToken on resource: * because
            no identity-based policy allows the ecr:GetAuthorizationToken action
        container:
        FARGATE
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            ecr registry auth: service call has been retried 1 time(s):
            AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/99ec66265675 is
            not authorized to perform: ecr:GetAuthorizationToken on resource: * because
            no identity-based policy allows the ecr:GetAuthorizationToken action
        container:
        == secretsmanager:GetSecretValue
        EC2
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secret from asm: service call has been retried 1 time(s): failed to fetch
            secret arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf from
            secrets manager: AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/1c3ab5889e88 is
            not authorized to perform: secretsmanager:GetSecretValue on resource:
            arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf because no
            identity-based policy allows the secretsmanager:GetSecretValue action
        container:
        FARGATE
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secret from asm: service call has been retried 1 time(s): failed to fetch
            secret arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf from
            secrets manager: AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/99ec66265675 is
            not authorized to perform: secretsmanager:GetSecretValue on resource:
            arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf because no
            identity-based policy allows the secretsmanager:GetSecretValue action
        container:
        == ssm:GetParameters
        EC2
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secrets from ssm: service call has been retried 1 time(s):
            AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/1c3ab5889e88 is
            not authorized to perform: ssm:GetParameters on resource:
            arn:aws:ssm:us-east-1:123456789012:parameter/shop/region because no
            identity-based policy allows the ssm:GetParameters action
        container:
        FARGATE
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secrets from ssm: service call has been retried 1 time(s):
            AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/99ec66265675 is
            not authorized to perform: ssm:GetParameters on resource:
            arn:aws:ssm:us-east-1:123456789012:parameter/shop/region because no
            identity-based policy allows the ssm:GetParameters action
        container:
        == logs:CreateLogStream
        EC2
        STOPPED TaskFailedToStart: Task failed to start
        container: CannotStartContainerError: Error response from daemon: failed to
            initialize logging driver: failed to create Cloudwatch log stream:
            AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/1c3ab5889e88 is
            not authorized to perform: logs:CreateLogStream on resource:
            arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web:log-stream: because
            no identity-based policy allows the logs:CreateLogStream action
        FARGATE
        STOPPED TaskFailedToStart: ResourceInitializationError: failed to validate
            logger args: create stream has been retried 1 times: failed to create
            Cloudwatch log stream: AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/99ec66265675 is
            not authorized to perform: logs:CreateLogStream on resource:
            arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web:log-stream: because
            no identity-based policy allows the logs:CreateLogStream action : exit
            status 1
        container:
        == db-
        EC2
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secret from asm: service call has been retried 1 time(s): failed to fetch
            secret arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf from
            secrets manager: ResourceNotFoundException: Secrets Manager can't find the
            specified secret.
        container:
        FARGATE
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secret from asm: service call has been retried 1 time(s): failed to fetch
            secret arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf from
            secrets manager: ResourceNotFoundException: Secrets Manager can't find the
            specified secret.
        container:
        == /shop/
        EC2
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secrets from ssm: service call has been retried 1 time(s): invalid ssm
            parameters: /shop/region
        container:
        FARGATE
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secrets from ssm: service call has been retried 1 time(s): invalid ssm
            parameters: /shop/region
        container:
    "#]],
    );
}
