//! A container of a task, as ECS knows it. Source: ECS API, Container; see [`super::task`].

use super::shown::{Object, Shown, object};
use super::task::{interfaces, override_of};
use super::time;
use crate::lifecycle::task::hides_end_of;
use crate::model::arn::Arns;
use crate::model::task::{Container, LaunchType};
use crate::model::task_definition::{ContainerDefinition, NetworkMode};
use crate::model::{ContainerStatus, Task, World};

/// A container of a task, without its health.
pub(super) fn container<'a>(
    world: &'a World,
    row: &'a Task,
    index: usize,
    state: &'a Container,
    definition: &'a ContainerDefinition,
) -> Object<'a> {
    let arns = Arns::of(world);
    let changed = override_of(row, index);
    let cpu = changed
        .and_then(|row| row.cpu_units)
        .unwrap_or(definition.cpu_units);
    let memory = changed
        .and_then(|row| row.memory_mib)
        .or(definition.memory_mib);
    let soft = changed.and_then(|row| row.memory_reservation_mib);
    let soft = soft.or(definition.memory_reservation_mib);
    let hidden = hides_end_of(row, index);
    let status = if hidden {
        ContainerStatus::Running
    } else {
        state.status
    };
    let mut object = object!({
        "containerArn": arns.container(row.id, index),
        "taskArn": arns.task(row.id),
        "name": &*definition.name,
        "image": &*definition.image,
        "lastStatus": status.name(),
        "networkInterfaces": interfaces(world, row),
        "cpu": cpu.to_string(),
    });
    let amounts = [("memory", memory), ("memoryReservation", soft)];
    let known = amounts
        .into_iter()
        .filter_map(|(name, amount)| Some((name, amount?)));
    object.extend(known.map(|(name, amount)| (name, amount.to_string().into())));
    // All three travel with the agent's report of a started container.
    // Source: AWS CLI reference, describe-tasks sample; Developer Guide, task state change events;
    // cloud-custodian, recordings of DescribeTasks (`test_ecs_task_by_arn`: never started, and no
    // bindings).
    if state.started_at.is_some() {
        object.push(("networkBindings", bindings(row, state, definition)));
        let runtime_id = match row.launch.launch_type {
            LaunchType::Fargate => arns.fargate_runtime_id(row.id, index),
            LaunchType::Ec2 | LaunchType::External | LaunchType::ManagedInstances => {
                arns.docker_id(row.id, index)
            }
        };
        object.push(("runtimeId", runtime_id.into()));
        let digest = arns.image_digest(&definition.image);
        object.push(("imageDigest", digest.into()));
    }
    if let Some(code) = state.exit_code.filter(|_| !hidden) {
        object.push(("exitCode", code.into()));
    }
    if let Some(reason) = state.reason.as_deref().filter(|_| !hidden) {
        object.push(("reason", reason.into()));
    }
    if row.launch.enable_execute_command {
        let agents = vec![managed_agent(world, state, status)];
        object.push(("managedAgents", agents.into()));
    }
    object
}

/// ECS Exec's agent runs as long as the container. Source: ECS API, ManagedAgent.
fn managed_agent(world: &World, state: &Container, status: ContainerStatus) -> Object<'static> {
    let mut agent = object!({
        "name": "ExecuteCommandAgent",
        "lastStatus": status.name(),
    });
    if let Some(at) = state.started_at {
        agent.push(("lastStartedAt", time(world, at).into()));
    }
    agent
}

/// Host ports show while the container runs.
fn bindings(row: &Task, state: &Container, definition: &ContainerDefinition) -> Shown<'static> {
    let running = match state.status {
        ContainerStatus::Running | ContainerStatus::Stopping => true,
        ContainerStatus::None
        | ContainerStatus::Pulling
        | ContainerStatus::Pulled
        | ContainerStatus::Stopped => false,
    };
    let bound = match row.launch.spec.network_mode {
        NetworkMode::Bridge | NetworkMode::Host => running,
        NetworkMode::Awsvpc | NetworkMode::None => false,
    };
    if !bound {
        return Shown::none();
    }
    let pairs = definition.ports.iter().zip(&state.host_ports);
    let shown = pairs.map(|(mapping, host_port)| {
        object!({
            "bindIP": "0.0.0.0",
            "containerPort": mapping.container_port,
            "hostPort": *host_port,
            "protocol": if mapping.udp { "udp" } else { "tcp" },
        })
    });
    shown.collect::<Vec<_>>().into()
}
