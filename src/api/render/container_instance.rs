//! A container instance. Source: ECS API, ContainerInstance.

use super::time;
use crate::lifecycle::capacity::RESERVED_TCP_PORTS;
use crate::model::arn::Arns;
use crate::model::attributes::Attribute;
use crate::model::buckets;
use crate::model::container_instance::AGENT_HASH;
use crate::model::{ContainerInstance, InstanceId, Resources, Task, TaskStatus, World};
use serde_json::{Value, json};
use std::sync::Arc;

/// The Docker of the instances: the release line of the ECS-optimized Amazon Linux 2023 AMI.
const DOCKER_VERSION: &str = "DockerVersion: 25.0.8";

/// A container instance as DescribeContainerInstances shows it without `include`, registered or
/// deregistered of late; null if there is none.
pub fn container_instance(world: &World, id: InstanceId) -> Value {
    let Some(row) = world.instance_ever(id) else {
        return Value::Null;
    };
    let tasks: Vec<&Arc<Task>> = tasks(world, row).collect();
    let used_gpus: u32 = holding(&tasks)
        .map(|task| task.launch.spec.needs.gpus)
        .sum();
    let all_gpus = row.instance_type.gpus;
    let free_gpus = all_gpus.saturating_sub(used_gpus);
    let arns = Arns::of(world);
    let mut shown = json!({
        "containerInstanceArn": arns.instance(id),
        "ec2InstanceId": arns.ec2_instance(id),
        "version": row.version,
        "versionInfo": {
            "agentVersion": &*row.agent_version,
            "agentHash": AGENT_HASH,
            "dockerVersion": DOCKER_VERSION,
        },
        "remainingResources": resources(row.remaining, &row.tcp_ports, &row.udp_ports, free_gpus),
        "registeredResources": resources(row.registered, &RESERVED_TCP_PORTS, &[], all_gpus),
        "status": row.status.name(),
        "agentConnected": row.agent_connected,
        // By desired status, so a task that starts counts here too.
        "runningTasksCount": tasks.iter().filter(|task| task.is_wanted()).count(),
        "pendingTasksCount": tasks.iter().filter(|task| is_pending(task)).count(),
        "attributes": attributes(row),
        "registeredAt": time(world, row.registered_at),
        "attachments": [],
        "tags": [],
    });
    if let Some(provider) = &row.capacity_provider {
        shown["capacityProviderName"] = (**provider).into();
    }
    if let Some(stage) = row.agent_update {
        shown["agentUpdateStatus"] = stage.name().into();
    }
    shown
}

fn tasks<'a>(
    world: &'a World,
    row: &'a ContainerInstance,
) -> impl Iterator<Item = &'a Arc<Task>> + use<'a> {
    row.live_tasks.iter().filter_map(|id| world.tasks.get(id))
}

/// The tasks that still hold resources.
fn holding<'a>(tasks: &'a [&Arc<Task>]) -> impl Iterator<Item = &'a &'a Arc<Task>> {
    tasks
        .iter()
        .filter(|task| task.last_status < TaskStatus::Deprovisioning)
}

/// Counted in `pendingTasksCount`: by last status.
fn is_pending(task: &Task) -> bool {
    task.last_status == TaskStatus::Pending
}

/// PORTS are those in use, whichever list it is. Source: AWS CLI reference,
/// describe-container-instances sample.
fn resources(amounts: Resources, tcp: &[u16], udp: &[u16], gpus: u32) -> Value {
    let number = |name: &str, amount: u32| {
        json!({
            "name": name, "type": "INTEGER",
            "doubleValue": 0.0, "longValue": 0, "integerValue": amount,
        })
    };
    let set = |name: &str, values: Vec<String>| {
        json!({
            "name": name, "type": "STRINGSET",
            "doubleValue": 0.0, "longValue": 0, "integerValue": 0, "stringSetValue": values,
        })
    };
    let ports = |ports: &[u16]| {
        // Those of the registration came first.
        let own = |port: &&u16| RESERVED_TCP_PORTS.contains(port);
        let (own, taken): (Vec<&u16>, Vec<&u16>) = ports.iter().partition(own);
        let mut texts: Vec<String> = own.into_iter().chain(taken).map(u16::to_string).collect();
        buckets::by_text(&mut texts, |port| port);
        texts
    };
    let mut list = vec![
        number("CPU", amounts.cpu_units),
        number("MEMORY", amounts.memory_mib),
        set("PORTS", ports(tcp)),
        set("PORTS_UDP", ports(udp)),
    ];
    if gpus > 0 {
        list.push(set(
            "GPU",
            (0..gpus).map(|gpu| format!("GPU-{gpu}")).collect(),
        ));
    }
    Value::Array(list)
}

fn attributes(row: &ContainerInstance) -> Value {
    let attribute = |(name, value): &Attribute| match value {
        Some(value) => json!({"name": &**name, "value": &**value}),
        None => json!({"name": &**name}),
    };
    let mut rows: Vec<_> = row.attributes.iter().collect();
    buckets::by_text(&mut rows, |(name, _)| name);
    rows.into_iter().map(attribute).collect()
}
