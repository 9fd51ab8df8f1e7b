//! Inputs that are easily judged wrongly, each with all its errors and warnings and its telling
//! notes.

use super::{Severity, Target, check};
use serde_json::{Value, json};

/// A base, members of the definition, members of its container, other containers, and the rules.
type Case = (
    Base,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

#[derive(Clone, Copy)]
enum Base {
    Fargate,
    Instances,
}

use Base::{Fargate, Instances};

const WINDOWS: &str = r#""operatingSystemFamily": "WINDOWS_SERVER_2022_CORE""#;

#[rustfmt::skip]
const CASES: &[Case] = &[
    // Spellings of the size.
    (Fargate, r#""cpu": "0.25 vCPU", "memory": "0.5 GB""#, "", "", &["TD-UNIT-NORMALISED"]),
    (Fargate, r#""cpu": ".25 vcpu", "memory": ".5 gb""#, "", "", &["TD-UNIT-NORMALISED"]),
    (Fargate, r#""cpu": "0.3 vCPU""#, "", "", &["TD-CPU-NONINT"]),
    (Fargate, r#""cpu": "1", "memory": "2""#, "", "",
        &["TD-CPU-UNIT-SUSPECT", "TD-MEM-UNIT-SUSPECT", "TD-FARGATE-CPU-VALUE"]),
    // Sizes.
    (Fargate, r#""cpu": "32768", "memory": "65536""#, "", "",
        &["TD-FARGATE-SIZE", "TD-FARGATE-32VCPU"]),
    (Fargate, r#""cpu": "32 vCPU", "memory": "244 GB""#, "", "",
        &["TD-FARGATE-32VCPU", "TD-UNIT-NORMALISED"]),
    (Fargate, r#""cpu": "8192", "memory": "18432""#, "", "", &["TD-FARGATE-SIZE"]),
    (Fargate,
        r#""networkMode": "bridge", "requiresCompatibilities": ["EC2", "FARGATE"], "cpu": "512""#,
        "", "", &["TD-COMPAT-MIXED", "TD-FARGATE-NETMODE", "TD-FARGATE-SIZE"]),
    (Instances, r#""cpu": "16384", "memory": "3000""#, "", "", &["TD-EC2-CPU-OVER-10"]),
    (Fargate, r#""cpu": 256, "memory": 512"#, "", "", &["TD-JSON-TYPE"]),
    (Fargate, r#""cpu": "512", "memory": "1024", "runtimePlatform": {WINDOWS}"#, "", "",
        &["TD-FARGATE-WIN-CPU"]),
    (Fargate, r#""cpu": "1024", "memory": "2048",
        "runtimePlatform": {WINDOWS, "cpuArchitecture": "ARM64"}"#, "", "",
        &["TD-PLATFORM-WIN-ARM"]),
    // Ports.
    (Fargate, "", r#""portMappings": [{"containerPort": 80, "hostPort": 0}]"#, "",
        &["TD-AWSVPC-HOSTPORT"]),
    (Fargate, "", r#""portMappings": [{"containerPort": 80}]"#,
        r#"{"name": "side", "image": "a/b:1", "essential": true,
            "portMappings": [{"containerPort": 80}]}"#,
        &["TD-PORT-AWSVPC-DUP"]),
    (Fargate, "", r#""portMappings": [{"containerPort": 53, "protocol": "tcp"},
            {"containerPort": 53, "protocol": "udp"}]"#, "",
        &["TD-PORT-TCP-UDP"]),
    (Instances, "",
        r#""portMappings": [{"containerPort": 3000}, {"hostPort": 7000}, {"protocol": "tcp"}]"#,
        "", &["TD-PORT-RANGE-VALUE"]),
    (Instances, "", r#""portMappings": [{"containerPort": 3000, "hostPort": 3000}]"#,
        r#"{"name": "b", "image": "a/b:1", "essential": true, "memory": 64,
            "portMappings": [{"containerPort": 4000, "hostPort": 3000}]}"#,
        &["TD-PORT-HOST-DUP"]),
    // Containers that belong together.
    (Fargate, "", r#""essential": false"#,
        r#"{"name": "b", "image": "a/b:1", "essential": false}"#, &["TD-ESSENTIAL-NONE"]),
    (Fargate, "", r#""dependsOn": [{"containerName": "init", "condition": "SUCCESS"}]"#,
        r#"{"name": "init", "image": "busybox:1.36"}"#,
        &["TD-DEP-ESSENTIAL", "TD-ESSENTIAL-INIT", "TD-ESSENTIAL-IMPLICIT"]),
    (Fargate, "", r#""dependsOn": [{"containerName": "b", "condition": "START"}]"#,
        r#"{"name": "b", "image": "a/b:1", "essential": true,
            "dependsOn": [{"containerName": "web", "condition": "START"}]}"#,
        &["TD-DEP-CYCLE"]),
    (Fargate, "", r#""dependsOn": [{"containerName": "db", "condition": "HEALTHY"}]"#,
        r#"{"name": "db", "image": "postgres:16", "essential": true}"#,
        &["TD-DEP-HEALTHY-NOHC"]),
    (Fargate, "", r#""healthCheck": {"timeout": 120,
            "command": ["CMD-SHELL, curl -f http://localhost/ || exit 1"]}"#, "",
        &["TD-HC-CONSOLE-FORM", "TD-HC-TIMEOUT", "TD-HC-TIMEOUT-GT-INTERVAL"]),
    // Resources of containers.
    (Instances, "", r#""memory": 256, "memoryReservation": 256"#, "", &["TD-MEM-EQ-RES"]),
    (Instances, "", r#""memory": null, "memoryReservation": 128"#, "", &[]),
    (Fargate, "", r#""cpu": 128"#,
        r#"{"name": "b", "image": "a/b:1", "essential": true, "cpu": 128}"#, &[]),
    // Secrets.
    (Fargate, "", r#""environment": [{"name": "DB_HOST", "value": "x"}],
            "secrets": [{"name": "DB_HOST", "valueFrom": "/app/db_host"}]"#, "",
        &["TD-ENV-SECRET-CLASH", "TD-EXECROLE-SECRETS"]),
    (Fargate, r#""executionRoleArn": "arn:aws:iam::210987654321:role/ecsTaskExecutionRole""#,
        r#""secrets": [{"name": "PW", "valueFrom": "prod/db:password::"}]"#, "",
        &["TD-SECRET-VALUEFROM"]),
    // Volumes.
    (Fargate, r#""volumes": [{"name": "v", "efsVolumeConfiguration": {"fileSystemId": "fs-1234",
            "rootDirectory": "/path/to/my/data", "transitEncryption": "ENABLED",
            "authorizationConfig": {"accessPointId": "fsap-1234", "iam": "ENABLED"}}}]"#,
        r#""mountPoints": [{"sourceVolume": "v", "containerPath": "/mnt"}]"#, "",
        &["TD-VOL-EFS-AP-ROOT", "TD-VOL-EFS-FSID", "TD-VOL-EFS-APID", "TD-VOL-EFS-IAM-ROLE"]),
    (Fargate, r#""taskRoleArn": "arn:aws:iam::210987654321:role/app",
            "volumes": [{"name": "v", "efsVolumeConfiguration":
            {"fileSystemId": "fs-0123456789abcdef0", "authorizationConfig": {"iam": "ENABLED"}}}]"#,
        r#""mountPoints": [{"sourceVolume": "v", "containerPath": "/mnt"}]"#, "",
        &["TD-VOL-EFS-IAM-TLS"]),
    (Fargate, r#""volumes": [{"name": "data"}]"#,
        r#""mountPoints": [{"sourceVolume": "Data", "containerPath": "/data"}]"#, "",
        &["TD-MNT-UNKNOWN", "TD-VOL-UNUSED"]),
    (Instances, r#""volumes": [{"name": "ebs", "configuredAtLaunch": true}]"#, "", "",
        &["TD-VOL-EBS-UNMOUNTED"]),
    // What a description writes where nothing was set.
    (Fargate, r#""placementConstraints": [], "volumes": []"#,
        r#""privileged": false, "links": [], "dnsServers": [], "extraHosts": [],
            "disableNetworking": false, "dockerSecurityOptions": [], "environment": [],
            "mountPoints": [], "volumesFrom": []"#, "", &[]),
    // Fargate.
    (Fargate, "", r#""linuxParameters": {"tmpfs": [{"containerPath": "/scratch", "size": 64}]},
            "systemControls": [{"namespace": "net.core.somaxconn", "value": "1024"}]"#, "",
        &["TD-FARGATE-TMPFS", "TD-FARGATE-SYSCTL-OK"]),
    (Fargate, r#""requiresCompatibilities": null"#, r#""stopTimeout": 300"#, "",
        &["TD-COMPAT-DERIVED"]),
    // Logs and images.
    (Fargate, "", r#""logConfiguration": {"logDriver": "awslogs",
            "options": {"awslogs-group": "/ecs/x", "awslogs-region": "us-east-1"}}"#, "",
        &["TD-FARGATE-AWSLOGS-PREFIX", "TD-EXECROLE-AWSLOGS"]),
    (Fargate, "", r#""logConfiguration": {"logDriver": "awsfirelens",
            "options": {"Name": "firehose"}}"#, "", &["TD-FIRELENS-NO-ROUTER"]),
    (Fargate, "", r#""logConfiguration": {"logDriver": "awsfirelens",
            "options": {"Name": "firehose"}}"#,
        r#"{"name": "log_router", "image": "a/aws-for-fluent-bit:3", "essential": true,
            "firelensConfiguration": {"type": "fluentbit"}}"#, &[]),
    (Fargate, "", r#""image": "nginx:1.27 ""#, "", &["TD-IMAGE-CHARS"]),
];

/// Members over members; null takes one away.
fn merge(over: &mut Value, members: &str) {
    let members = members.replace("WINDOWS", WINDOWS);
    let members: Value = serde_json::from_str(&format!("{{{members}}}")).expect(&members);
    for (name, value) in members.as_object().expect("members") {
        if value.is_null() {
            over.as_object_mut().expect("an object").remove(name);
        } else {
            over[name] = value.clone();
        }
    }
}

fn definition(base: Base, task: &str, web: &str, others: &str) -> String {
    let mut definition = match base {
        Fargate => json!({
            "family": "demo", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
            "requiresCompatibilities": ["FARGATE"],
        }),
        Instances => json!({
            "family": "demo", "networkMode": "bridge", "requiresCompatibilities": ["EC2"],
        }),
    };
    let image = "public.ecr.aws/nginx/nginx:1.27";
    let mut container = json!({ "name": "web", "image": image, "essential": true });
    if let Instances = base {
        container["memory"] = json!(128);
    }
    merge(&mut container, web);
    let mut containers = vec![container];
    if !others.is_empty() {
        containers.push(serde_json::from_str(others).expect("a container"));
    }
    definition["containerDefinitions"] = containers.into();
    merge(&mut definition, task);
    serde_json::to_string_pretty(&definition).expect("JSON")
}

#[test]
fn each_has_its_findings_and_no_others() {
    let mut wrong = Vec::new();
    for (base, task, web, others, expected) in CASES {
        let text = definition(*base, task, web, others);
        let findings = check(&text, Target::Unknown).findings;
        let missing = expected.iter().copied();
        let missing = missing.filter(|id| findings.iter().all(|finding| finding.rule != *id));
        let missing: Vec<&str> = missing.collect();
        let serious = findings
            .iter()
            .filter(|finding| finding.severity != Severity::Info);
        let extra = serious.filter(|finding| !expected.contains(&finding.rule));
        let extra: Vec<&str> = extra.map(|finding| finding.rule).collect();
        if !missing.is_empty() || !extra.is_empty() {
            wrong.push(format!(
                "{task} {web} {others}: without {missing:?}, but {extra:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
