//! `requiresAttributes`: what an instance's agent must be able to do.
//!
//! Which member asks for which capability is read off the capabilities' names and the answers in
//! AWS's samples; the service's own mapping is not published.
//! Source: amazon-ecs-agent, `agent/app/agent_capability.go`; AWS CLI Command Reference, samples of
//! register-task-definition.

use super::containers::{list, text};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

const OLD: &str = "com.amazonaws.ecs.capability.";
const NEW: &str = "ecs.capability.";

/// The names of the attributes that a document requires, sorted.
pub fn required(document: &Value, mode: &str) -> Vec<Arc<str>> {
    let mut names = Names::default();
    names.task(document, mode);
    for volume in list(document, "volumes") {
        names.volume(volume);
    }
    let executes = document["executionRoleArn"].is_string();
    for container in list(document, "containerDefinitions") {
        names.container(container);
        names.pull(container, executes);
        names.logging(container, executes);
        names.secrets(container);
    }
    names.0.into_iter().map(Arc::from).collect()
}

#[derive(Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn add(&mut self, prefix: &str, name: &str) {
        self.0.insert(format!("{prefix}{name}"));
    }

    fn add_if(&mut self, needed: bool, prefix: &str, name: &str) {
        if needed {
            self.add(prefix, name);
        }
    }

    fn docker(&mut self, needed: bool, version: &str) {
        self.add_if(needed, OLD, &format!("docker-remote-api.{version}"));
    }

    fn task(&mut self, document: &Value, mode: &str) {
        self.docker(true, "1.18");
        let role = document["taskRoleArn"].is_string();
        self.add_if(role, OLD, "task-iam-role");
        self.add_if(role && mode == "host", OLD, "task-iam-role-network-host");
        self.add_if(mode == "awsvpc", NEW, "task-eni");
        let sized = document["cpu"].is_string() || document["memory"].is_string();
        self.add_if(sized, NEW, "task-cpu-mem-limit");
        let cpu_units = text(document, "cpu").parse::<u32>().unwrap_or(0);
        self.add_if(cpu_units > 10_240, NEW, "increased-task-cpu-limit");
        let namespaces = document["pidMode"].is_string() || document["ipcMode"].is_string();
        self.add_if(namespaces, NEW, "pid-ipc-namespace-sharing");
    }

    fn volume(&mut self, volume: &Value) {
        let efs = &volume["efsVolumeConfiguration"];
        self.add_if(efs.is_object(), NEW, "efs");
        let guarded = efs["authorizationConfig"].is_object();
        self.add_if(guarded, NEW, "efsAuth");
        let fsx = volume["fsxWindowsFileServerVolumeConfiguration"].is_object();
        self.add_if(fsx, NEW, "fsxWindowsFileServer");
        let driver = text(&volume["dockerVolumeConfiguration"], "driver");
        self.add_if(!driver.is_empty(), NEW, &format!("docker-plugin.{driver}"));
        let at_launch = volume["configuredAtLaunch"] == true;
        self.add_if(at_launch, NEW, "storage.ebs-task-volume-attach");
    }

    fn container(&mut self, container: &Value) {
        let healthy = container["healthCheck"].is_object();
        self.add_if(healthy, NEW, "container-health-check");
        self.docker(healthy, "1.24");
        self.docker(container["memoryReservation"].is_u64(), "1.21");
        let linux = &container["linuxParameters"];
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
