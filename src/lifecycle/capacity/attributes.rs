//! What an agent on an ECS-optimized Linux AMI says of its instance.

use crate::model::attributes::Attributes;
use crate::model::instance_types::InstanceType;
use crate::model::{World, Zone};
use std::sync::Arc;

/// Capabilities, which are attributes without a value.
/// Source: amazon-ecs-agent, `agent/app/agent_capability.go` and `agent_capability_unix.go`; the
/// logging drivers are those that ecs-init switches on.
const CAPABILITIES: &[&str] = &[
    "com.amazonaws.ecs.capability.privileged-container",
    "com.amazonaws.ecs.capability.docker-remote-api.1.17",
    "com.amazonaws.ecs.capability.docker-remote-api.1.18",
    "com.amazonaws.ecs.capability.docker-remote-api.1.19",
    "com.amazonaws.ecs.capability.docker-remote-api.1.20",
    "com.amazonaws.ecs.capability.docker-remote-api.1.21",
    "com.amazonaws.ecs.capability.docker-remote-api.1.22",
    "com.amazonaws.ecs.capability.docker-remote-api.1.23",
    "com.amazonaws.ecs.capability.docker-remote-api.1.24",
    "com.amazonaws.ecs.capability.docker-remote-api.1.25",
    "com.amazonaws.ecs.capability.docker-remote-api.1.28",
    "com.amazonaws.ecs.capability.docker-remote-api.1.29",
    "com.amazonaws.ecs.capability.docker-remote-api.1.30",
    "com.amazonaws.ecs.capability.docker-remote-api.1.32",
    "com.amazonaws.ecs.capability.logging-driver.json-file",
    "com.amazonaws.ecs.capability.logging-driver.syslog",
    "com.amazonaws.ecs.capability.logging-driver.awslogs",
    "com.amazonaws.ecs.capability.logging-driver.fluentd",
    "com.amazonaws.ecs.capability.logging-driver.none",
    "com.amazonaws.ecs.capability.logging-driver.awsfirelens",
    "com.amazonaws.ecs.capability.ecr-auth",
    "com.amazonaws.ecs.capability.task-iam-role",
    "com.amazonaws.ecs.capability.task-iam-role-network-host",
    "ecs.capability.task-eni",
    "ecs.capability.task-eni.ipv6",
    "ecs.capability.task-eni-trunking",
    "ecs.capability.task-eni-block-instance-metadata",
    "ecs.capability.aws-appmesh",
    "ecs.capability.task-eia",
    "ecs.capability.task-eia.optimized-cpu",
    "ecs.capability.fault-injection",
    "ecs.capability.ipv6-only",
    "ecs.capability.increased-task-cpu-limit",
    "ecs.capability.logging-driver.awsfirelens.log-driver-buffer-limit",
    "ecs.capability.execution-role-ecr-pull",
    "ecs.capability.execution-role-awslogs",
    "ecs.capability.container-health-check",
    "ecs.capability.container-ordering",
    "ecs.capability.container-restart-policy",
    "ecs.capability.task-cpu-mem-limit",
    "ecs.capability.secrets.ssm.environment-variables",
    "ecs.capability.secrets.ssm.bootstrap.log-driver",
    "ecs.capability.secrets.asm.environment-variables",
    "ecs.capability.secrets.asm.bootstrap.log-driver",
    "ecs.capability.private-registry-authentication.secretsmanager",
    "ecs.capability.pid-ipc-namespace-sharing",
    "ecs.capability.ecr-endpoint",
    "ecs.capability.full-sync",
    "ecs.capability.efs",
    "ecs.capability.efsAuth",
    "ecs.capability.env-files.s3",
    "ecs.capability.execute-command",
    "ecs.capability.service-connect-v1",
    "ecs.capability.firelens.fluentd",
    "ecs.capability.firelens.fluentbit",
    "ecs.capability.firelens.options.config.file",
    "ecs.capability.firelens.options.config.s3",
    "ecs.capability.network.container-port-range",
    "ecs.capability.storage.ebs-task-volume-attach",
    "ecs.capability.docker-plugin.local",
];

/// The commits of the plugins that attach interfaces, and their versions; as recorded in April
/// 2021. Source: turbot/steampipe-plugin-aws, pull requests 339 and 340.
const CNI_PLUGIN: &str = "55b2ae77-2020.09.0";
const BRANCH_PLUGIN: &str = "a21d3a41-";

/// What no server outside of AWS has: it is in no VPC, and what needs one is not there.
/// Source: amazon-ecs-agent, `agent/app/agent_capability.go` (capabilities that external instances
/// do not have); Developer Guide, "Amazon ECS Anywhere" (no EFS).
const NOT_EXTERNAL: &[&str] = &[
    "ecs.ami-id",
    "ecs.availability-zone",
    "ecs.instance-type",
    "ecs.vpc-id",
    "ecs.subnet-id",
    "ecs.capability.task-eni",
    "ecs.capability.task-eni.ipv6",
    "ecs.capability.task-eni-block-instance-metadata",
    "ecs.capability.task-eni-trunking",
    "ecs.capability.cni-plugin-version",
    "ecs.capability.branch-cni-plugin-version",
    "ecs.capability.aws-appmesh",
    "ecs.capability.task-eia",
    "ecs.capability.task-eia.optimized-cpu",
    "ecs.capability.fault-injection",
    "ecs.capability.service-connect-v1",
    "ecs.capability.efs",
    "ecs.capability.efsAuth",
    "ecs.capability.storage.ebs-task-volume-attach",
];

/// Takes away what no server outside of AWS has, if it is one.
pub fn without_vpc(attributes: &mut Attributes) {
    if attributes.is_external() {
        attributes.retain(|name| !NOT_EXTERNAL.contains(&name));
    }
}

/// The attributes that ECS and the agent give an instance.
/// Source: Amazon ECS Developer Guide, "Define which container instances Amazon ECS uses for
/// tasks" (built-in attributes). The ids of AMI and VPC are made up.
pub fn built_in(world: &World, instance_type: &InstanceType, zone: Zone) -> Attributes {
    let ami_id = match instance_type.architecture {
        crate::model::instance_types::Architecture::X86 => "ami-0d0c000000000086a",
        crate::model::instance_types::Architecture::Arm => "ami-0d0c000000000064a",
    };
    let zone_name = zone.name(&world.settings.region);
    let valued: [(&str, &str); 10] = [
        ("ecs.ami-id", ami_id),
        ("ecs.availability-zone", &zone_name),
        ("ecs.instance-type", instance_type.name),
        ("ecs.os-type", "linux"),
        ("ecs.os-family", "LINUX"),
        ("ecs.cpu-architecture", instance_type.architecture.name()),
        ("ecs.vpc-id", "vpc-0d0c0000000000001"),
        ("ecs.subnet-id", zone.subnet_id()),
        ("ecs.capability.cni-plugin-version", CNI_PLUGIN),
        ("ecs.capability.branch-cni-plugin-version", BRANCH_PLUGIN),
    ];
    let valued = valued.map(|(name, value)| (Arc::from(name), Some(Arc::from(value))));
    let named = CAPABILITIES.iter().map(|name| (Arc::from(*name), None));
    let mut all = Attributes::default();
    all.extend(valued.into_iter().chain(named));
    all
}
