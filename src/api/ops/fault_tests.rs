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
    check(&told.concat(), &expect![[r#"
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
    "#]]);
    let denied = ends(ECR, json!({"type": "RegistryDeniesPull"}));
    check(&denied, &expect![[r#"
        EC2
        STOPPED TaskFailedToStart: Task failed to start
        container: CannotPullContainerError: The task can’t pull the image. Check
            that the role has the permissions to pull images from the registry. Error
            response from daemon: pull access denied for
            123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/web, repository does not
            exist or may require 'docker login': denied: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/1c3ab5889e8820b5236c2b1ae492428c
            is not authorized to perform: ecr:BatchGetImage on resource:
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
    "#]]);
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
    check(&told, &expect![[r#"
        == ecr:GetAuthorizationToken
        EC2
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            ecr registry auth: service call has been retried 1 time(s):
            AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/1c3ab5889e8820b5236c2b1ae492428c
            is not authorized to perform: ecr:GetAuthorizationToken on resource: *
            because no identity-based policy allows the ecr:GetAuthorizationToken action
        container:
        FARGATE
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            ecr registry auth: service call has been retried 1 time(s):
            AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/99ec662656759dee84a2140486732d44
            is not authorized to perform: ecr:GetAuthorizationToken on resource: *
            because no identity-based policy allows the ecr:GetAuthorizationToken action
        container:
        == secretsmanager:GetSecretValue
        EC2
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secret from asm: service call has been retried 1 time(s): failed to fetch
            secret arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf from
            secrets manager: AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/1c3ab5889e8820b5236c2b1ae492428c
            is not authorized to perform: secretsmanager:GetSecretValue on resource:
            arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf because no
            identity-based policy allows the secretsmanager:GetSecretValue action
        container:
        FARGATE
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secret from asm: service call has been retried 1 time(s): failed to fetch
            secret arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf from
            secrets manager: AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/99ec662656759dee84a2140486732d44
            is not authorized to perform: secretsmanager:GetSecretValue on resource:
            arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf because no
            identity-based policy allows the secretsmanager:GetSecretValue action
        container:
        == ssm:GetParameters
        EC2
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secrets from ssm: service call has been retried 1 time(s):
            AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/1c3ab5889e8820b5236c2b1ae492428c
            is not authorized to perform: ssm:GetParameters on resource:
            arn:aws:ssm:us-east-1:123456789012:parameter/shop/region because no
            identity-based policy allows the ssm:GetParameters action
        container:
        FARGATE
        STOPPED TaskFailedToStart: ResourceInitializationError: unable to pull secrets
            or registry auth: execution resource retrieval failed: unable to retrieve
            secrets from ssm: service call has been retried 1 time(s):
            AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/99ec662656759dee84a2140486732d44
            is not authorized to perform: ssm:GetParameters on resource:
            arn:aws:ssm:us-east-1:123456789012:parameter/shop/region because no
            identity-based policy allows the ssm:GetParameters action
        container:
        == logs:CreateLogStream
        EC2
        STOPPED TaskFailedToStart: Task failed to start
        container: CannotStartContainerError: Error response from daemon: failed to
            initialize logging driver: failed to create Cloudwatch log stream:
            AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/1c3ab5889e8820b5236c2b1ae492428c
            is not authorized to perform: logs:CreateLogStream on resource:
            arn:aws:logs:us-east-1:123456789012:log-group:/ecs/web:log-stream: because
            no identity-based policy allows the logs:CreateLogStream action
        FARGATE
        STOPPED TaskFailedToStart: ResourceInitializationError: failed to validate
            logger args: create stream has been retried 1 times: failed to create
            Cloudwatch log stream: AccessDeniedException: User:
            arn:aws:sts::123456789012:assumed-role/ecsTaskExecutionRole/99ec662656759dee84a2140486732d44
            is not authorized to perform: logs:CreateLogStream on resource:
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
    "#]]);
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
    check(&told, &expect![[r#"
        == {"type":"NoInterfaceLeft"}
        STOPPED TaskFailedToStart: Unable to attach network interface to unused device
            index
        container:
        STOPPED TaskFailedToStart: Timeout waiting for network interface provisioning
            to complete.
        container:
        == {"type":"NoAddressLeft","subnet":"subnet-0d0c1a00000000001"}
        STOPPED TaskFailedToStart: Unexpected EC2 error while attempting to Create
            Network Interface with public IP assignment disabled in subnet
            'subnet-0d0c1a00000000001': InsufficientFreeAddressesInSubnet
        container:
        STOPPED TaskFailedToStart: Unexpected EC2 error while attempting to Create
            Network Interface with public IP assignment disabled in subnet
            'subnet-0d0c1a00000000001': InsufficientFreeAddressesInSubnet
        container:
        == {"type":"NoAddressLeft","subnet":"subnet-0d0c1b00000000002"}
        RUNNING :
        container:
        RUNNING :
        container:
    "#]]);
}

#[test]
fn containers_that_end_before_their_time() {
    let crash = json!({"type": "ContainerCrashes", "exitCode": 3, "afterSeconds": 2});
    let memory = json!({"type": "OutOfMemory", "afterSeconds": 2});
    let told = [crash, memory].map(|fault| ends("nginx", fault));
    check(&told.concat(), &expect![[r#"
        EC2
        STOPPED EssentialContainerExited: Essential container in task exited
        container (exit 3):
        FARGATE
        STOPPED EssentialContainerExited: Essential container in task exited
        container (exit 3):
        EC2
        STOPPED EssentialContainerExited: Essential container in task exited
        container (exit 137): OutOfMemoryError: Container killed due to memory usage
        FARGATE
        STOPPED EssentialContainerExited: Essential container in task exited
        container (exit 137): OutOfMemoryError: Container killed due to memory usage
    "#]]);
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
    check(&end(&mut asked, &task), &expect![[r#"
        STOPPED UserInitiated: enough
        container (exit 0):
    "#]]);
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
    check(&told, &expect![[r#"
        == InstanceStopped
        STOPPED TerminationNotice: Host EC2 (instance i-034f499d745c813d9) stopped.
        container:
        RUNNING :
        container:
        "ACTIVE" connected false
        then "ACTIVE" connected true
        == InstanceTerminated
        STOPPED TerminationNotice: Host EC2 (instance i-034f499d745c813d9) terminated.
        container:
        RUNNING :
        container:
        "INACTIVE" connected false
        then "INACTIVE" connected false
        == ZoneOutage
        STOPPED TerminationNotice: Host EC2 (instance i-034f499d745c813d9) stopped.
        container:
        STOPPED TerminationNotice: Task stopped due to unhealthy infrastructure
        container:
        "ACTIVE" connected false
        [{"reason":"Capacity is unavailable at this time. Please try again later or in
            a different availability zone"}]
        then "ACTIVE" connected true
    "#]]);
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
    check(&unknown, &expect![[r#"
        InvalidParameterException: type should be one of [AgentDisconnected,
            ContainerCrashes,CrashLoop,ImageCannotBePulled,ImageForOtherPlatform,
            InstanceStopped,InstanceTerminated,NoAddressLeft,NoInterfaceLeft,
            NoSpaceLeft,OutOfMemory,RegistryDeniesPull,RegistryLimitsRate,
            RegistryUnreachable,RoleLacksPermission,SecretMissing,SlowPull,ZoneOutage]
    "#]]);
    let nowhere = json!({"type": "ZoneOutage", "availabilityZone": "mars-1a"});
    let nowhere = asked.refused("Drydock.InjectFault", nowhere);
    check(&nowhere, &expect![[r#"
        InvalidParameterException: availabilityZone should be one of [us-east-1a,
            us-east-1b,us-east-1c]
    "#]]);
    let nobody = json!({"type": "InstanceStopped", "containerInstance": "x"});
    let nobody = asked.refused("Drydock.InjectFault", nobody);
    check(&nobody, &expect![[r#"
        InvalidParameterException: The referenced container instance was not found.
    "#]]);
}
