//! `requiresAttributes`: what an instance's agent must be able to do.
//!
//! Which member asks for which capability is read off the capabilities' names and recorded answers,
//! those of the tests among them; the service's own mapping is not published.
//! Source: amazon-ecs-agent, `agent/app/agent_capability.go`; answers of DescribeTaskDefinition and
//! RegisterTaskDefinition in public repositories, 2019 to 2026.

use super::containers::{list, text};
use crate::model::buckets;
use serde_json::Value;
use std::sync::Arc;

const OLD: &str = "com.amazonaws.ecs.capability.";
const NEW: &str = "ecs.capability.";

/// The names of the attributes that a document requires, in the order in which ECS lists them.
pub fn required(document: &Value, mode: &str) -> Vec<Arc<str>> {
    let mut names = Names::default();
    names.task(document, mode);
    let executes = document["executionRoleArn"].is_string();
    for container in list(document, "containerDefinitions") {
        names.container(container);
        names.pull(container, executes);
        names.logging(container, executes);
        names.secrets(container);
    }
    for volume in list(document, "volumes") {
        names.volume(volume);
    }
    buckets::by_attribute(&mut names.0, |name| name);
    names.0
}

/// Each once, in the order in which they are found: it holds where two share a bucket.
#[derive(Default)]
struct Names(Vec<Arc<str>>);

impl Names {
    fn add(&mut self, prefix: &str, name: &str) {
        let name = format!("{prefix}{name}");
        if !self.0.iter().any(|known| **known == *name) {
            self.0.push(name.into());
        }
    }

    fn add_if(&mut self, needed: bool, prefix: &str, name: &str) {
        if needed {
            self.add(prefix, name);
        }
    }

    fn docker(&mut self, needed: bool, version: &str) {
        self.add_if(needed, OLD, &format!("docker-remote-api.{version}"));
    }

    /// A size of the whole task asks for nothing, whichever launch type is required.
    fn task(&mut self, document: &Value, mode: &str) {
        self.docker(matches!(mode, "awsvpc" | "host"), "1.18");
        let role = document["taskRoleArn"].is_string();
        self.add_if(role, OLD, "task-iam-role");
        self.add_if(role && mode == "host", OLD, "task-iam-role-network-host");
        self.add_if(mode == "awsvpc", NEW, "task-eni");
        let cpu_units = text(document, "cpu").parse::<u32>().unwrap_or(0);
        self.add_if(cpu_units > 10_240, NEW, "increased-task-cpu-limit");
        let namespaces = document["pidMode"].is_string() || document["ipcMode"].is_string();
        self.add_if(namespaces, NEW, "pid-ipc-namespace-sharing");
    }

    fn volume(&mut self, volume: &Value) {
        let efs = volume["efsVolumeConfiguration"].is_object();
        self.add_if(efs, NEW, "efs");
        self.add_if(efs, NEW, "efsAuth");
        let fsx = volume["fsxWindowsFileServerVolumeConfiguration"].is_object();
        self.add_if(fsx, NEW, "fsxWindowsFileServer");
        let of_docker = &volume["dockerVolumeConfiguration"];
        let driver = text(of_docker, "driver");
        self.add_if(!driver.is_empty(), NEW, &format!("docker-plugin.{driver}"));
        self.docker(efs || of_docker.is_object(), "1.25");
        let at_launch = volume["configuredAtLaunch"] == true;
        self.add_if(at_launch, NEW, "storage.ebs-task-volume-attach");
    }

    fn container(&mut self, container: &Value) {
        let labelled = container["dockerLabels"].is_object();
        self.docker(
            labelled || container["readonlyRootFilesystem"] == true,
            "1.17",
        );
        let healthy = container["healthCheck"].is_object();
        self.add_if(healthy, NEW, "container-health-check");
        self.docker(healthy, "1.24");
        self.docker(container["memoryReservation"].is_u64(), "1.21");
        let linux = &container["linuxParameters"];
        self.docker(!list(linux, "tmpfs").is_empty(), "1.22");
        self.docker(linux["initProcessEnabled"] == true, "1.25");
        let timed = container["startTimeout"].is_u64() || container["stopTimeout"].is_u64();
        let ordered = timed || !list(container, "dependsOn").is_empty();
        self.add_if(ordered, NEW, "container-ordering");
        let restarts = container["restartPolicy"]["enabled"] == true;
        self.add_if(restarts, NEW, "container-restart-policy");
        let privileged = container["privileged"] == true;
        self.add_if(privileged, OLD, "privileged-container");
        let from_files = !list(container, "environmentFiles").is_empty();
        self.add_if(from_files, NEW, "env-files.s3");
        let mut mappings = list(container, "portMappings").iter();
        let ranged = mappings.any(|mapping| mapping["containerPortRange"].is_string());
        self.add_if(ranged, NEW, "network.container-port-range");
    }

    fn pull(&mut self, container: &Value, executes: bool) {
        let with_secret = container["repositoryCredentials"].is_object();
        let private = "private-registry-authentication.secretsmanager";
        self.add_if(with_secret, NEW, private);
        let registry = text(container, "image").split('/').next();
        let from_ecr = registry.is_some_and(|host| host.contains(".dkr.ecr."));
        self.add_if(from_ecr, OLD, "ecr-auth");
        self.add_if(from_ecr && executes, NEW, "execution-role-ecr-pull");
    }

    fn logging(&mut self, container: &Value, executes: bool) {
        let logging = &container["logConfiguration"];
        let driver = text(logging, "logDriver");
        if !driver.is_empty() {
            self.docker(true, "1.19");
            self.add(OLD, &format!("logging-driver.{driver}"));
            let awslogs = driver == "awslogs" && executes;
            self.add_if(awslogs, NEW, "execution-role-awslogs");
        }
        let options = &logging["options"];
        let buffers = ["mode", "max-buffer-size"].map(|name| options[name].is_string());
        self.docker(buffers.contains(&true), "1.28");
        self.docker(text(options, "awslogs-create-group") == "true", "1.29");
        for secret in list(logging, "secretOptions") {
            let store = store(secret);
            self.add(NEW, &format!("secrets.{store}.bootstrap.log-driver"));
        }
        let router = text(&container["firelensConfiguration"], "type");
        self.add_if(!router.is_empty(), NEW, &format!("firelens.{router}"));
    }

    fn secrets(&mut self, container: &Value) {
        for secret in list(container, "secrets") {
            let store = store(secret);
            self.add(NEW, &format!("secrets.{store}.environment-variables"));
        }
    }
}

/// Where a secret comes from: everything but an ARN of Secrets Manager is a parameter.
/// Source: ECS API, Secret `valueFrom`.
fn store(secret: &Value) -> &'static str {
    let service = text(secret, "valueFrom").split(':').nth(2);
    match service {
        Some("secretsmanager") => "asm",
        _ => "ssm",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const DOCKER: &str = "docker-remote-api.";

    /// What a definition requires, with the prefixes cut off.
    fn of(document: &Value) -> String {
        let mode = document["networkMode"].as_str().unwrap_or("bridge");
        let names = required(document, mode);
        let short = |name: &Arc<str>| {
            let name = name.strip_prefix(OLD).or_else(|| name.strip_prefix(NEW));
            let name = name.unwrap_or_default();
            name.strip_prefix(DOCKER).unwrap_or(name).to_owned()
        };
        let names: Vec<String> = names.iter().map(short).collect();
        names.join(" ")
    }

    /// A definition with awsvpc, both roles, and one container from ECR with these members.
    fn in_vpc(container: &Value, more: &Value) -> Value {
        let mut document = json!({
            "networkMode": "awsvpc", "cpu": "256", "memory": "512",
            "taskRoleArn": "arn:aws:iam::123456789012:role/app",
            "executionRoleArn": "arn:aws:iam::123456789012:role/app",
            "containerDefinitions": [{
                "name": "app", "image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1",
                "logConfiguration": {"logDriver": "awslogs", "options": {}},
            }],
        });
        for (to, from) in [("/containerDefinitions/0", container), ("", more)] {
            let to = document.pointer_mut(to).expect("it is there");
            for (name, value) in from.as_object().expect("members") {
                to[name] = value.clone();
            }
        }
        document
    }

    fn secret(service: &str) -> Value {
        let arn = format!("arn:aws:{service}:us-east-1:123456789012:it");
        json!({"name": "KEY", "valueFrom": arn})
    }

    /// Recorded: a course project's answer of RegisterTaskDefinition, 25 April 2026.
    #[test]
    fn with_secrets() {
        let secrets = json!({"secrets": [secret("secretsmanager")]});
        assert_eq!(
            of(&in_vpc(&secrets, &json!({}))),
            "logging-driver.awslogs execution-role-awslogs ecr-auth 1.19 \
             secrets.asm.environment-variables task-iam-role execution-role-ecr-pull 1.18 task-eni"
        );
    }

    /// Recorded: DescribeTaskDefinition, 2021 (cartography-cncf/cartography,
    /// `tests/data/aws/ecs.py`).
    #[test]
    fn with_timeouts_and_a_soft_limit() {
        let container = json!({
            "image": "test/test:latest", "memory": 512, "memoryReservation": 128,
            "secrets": [{"name": "TEST_SECRET", "valueFrom": "/test/secret"}],
            "startTimeout": 30, "stopTimeout": 30, "readonlyRootFilesystem": false,
        });
        assert_eq!(
            of(&in_vpc(&container, &json!({}))),
            "logging-driver.awslogs execution-role-awslogs 1.19 1.21 task-iam-role \
             container-ordering secrets.ssm.environment-variables 1.18 task-eni"
        );
    }

    /// Recorded: DescribeTaskDefinition of a resolver behind AppSync, 11 April 2024; more names
    /// than fit into 16 buckets.
    #[test]
    fn with_a_file_system_and_a_health_check() {
        let container = json!({
            "dockerLabels": {}, "healthCheck": {"command": ["CMD-SHELL", "exit 1"]},
        });
        let volume = json!({"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-0"}});
        assert_eq!(
            of(&in_vpc(&container, &json!({"volumes": [volume]}))),
            "execution-role-awslogs ecr-auth 1.17 task-iam-role container-health-check \
             execution-role-ecr-pull 1.18 task-eni logging-driver.awslogs 1.24 efsAuth 1.19 efs \
             1.25"
        );
    }

    /// Recorded: a definition for instances with a size of the whole task, about 2022, published
    /// with the script that registers it.
    #[test]
    fn with_nearly_everything() {
        let container = json!({
            "dockerLabels": {}, "startTimeout": 40,
            "secrets": [secret("secretsmanager"), secret("ssm")],
            "logConfiguration": {"logDriver": "awslogs", "options": {"mode": "non-blocking"}},
        });
        let volume = json!({"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-0"}});
        assert_eq!(
            of(&in_vpc(&container, &json!({"volumes": [volume]}))),
            "execution-role-awslogs ecr-auth 1.17 1.28 task-iam-role execution-role-ecr-pull \
             secrets.ssm.environment-variables 1.18 task-eni logging-driver.awslogs efsAuth 1.19 \
             secrets.asm.environment-variables efs container-ordering 1.25"
        );
    }

    /// Recorded: DescribeTaskDefinition of a portal, 8 July 2024.
    #[test]
    fn with_a_log_group_that_is_made() {
        let logs = json!({"logDriver": "awslogs", "options": {"awslogs-create-group": "true"}});
        assert_eq!(
            of(&in_vpc(&json!({"logConfiguration": logs}), &json!({}))),
            "logging-driver.awslogs execution-role-awslogs ecr-auth 1.19 task-iam-role \
             execution-role-ecr-pull 1.18 task-eni 1.29"
        );
    }

    /// Recorded: definitions for instances, with the default network mode: Nx Private Cloud with
    /// a volume of Docker; a desktop in a container, without `selinux`, which goes by
    /// `dockerSecurityOptions`; an agent with a size of the whole task, which requires nothing.
    #[test]
    fn on_instances_with_bridge() {
        let logs = json!({"logDriver": "awslogs", "options": {}});
        let volume = json!({"name": "data", "dockerVolumeConfiguration": {"driver": "local"}});
        let nx = json!({
            "containerDefinitions": [{"name": "nx", "image": "nx", "logConfiguration": logs}],
            "volumes": [volume],
        });
        assert_eq!(
            of(&nx),
            "logging-driver.awslogs 1.19 docker-plugin.local 1.25"
        );
        let mut desktop = in_vpc(
            &json!({"linuxParameters": {"tmpfs": [{"containerPath": "/run", "size": 50}]}}),
            &json!({"networkMode": "bridge"}),
        );
        desktop["containerDefinitions"][0]["logConfiguration"] = Value::Null;
        assert_eq!(
            of(&desktop),
            "ecr-auth task-iam-role 1.22 execution-role-ecr-pull"
        );
        let agent = json!({
            "cpu": "128", "memory": "1024", "requiresCompatibilities": ["EC2"],
            "containerDefinitions": [{"name": "agent", "image": "datadog/agent:7.17.0"}],
        });
        assert_eq!(of(&agent), "");
    }

    /// Recorded: cloud-custodian, `tests/data/placebo/test_ecs_task_def_tags` (its names; its order
    /// is of before 2020).
    #[test]
    fn with_the_network_of_the_host() {
        let logs = json!({"logDriver": "awslogs", "options": {}});
        let host = json!({
            "networkMode": "host", "taskRoleArn": "arn:aws:iam::123456789012:role/app",
            "containerDefinitions": [{
                "name": "default", "image": "capitalone/cloud-custodian", "memory": 1,
                "logConfiguration": logs,
            }],
        });
        let mut names: Vec<String> = of(&host).split(' ').map(str::to_owned).collect();
        crate::sim::sort::sort(&mut names);
        let expected = [
            "1.18",
            "1.19",
            "logging-driver.awslogs",
            "task-iam-role",
            "task-iam-role-network-host",
        ];
        assert_eq!(names, expected);
    }
}
