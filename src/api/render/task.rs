//! A task. Source: ECS API, Task and its parts; what each state shows, from the samples of the
//! AWS CLI reference (run-task, describe-tasks).

use super::time;
use crate::lifecycle::task::needs;
use crate::model::arn::{Arns, Uuid};
use crate::model::task::{AttachmentStatus, Container, ContainerOverride, LaunchType};
use crate::model::task_definition::{ContainerDefinition, NetworkMode};
use crate::model::{ContainerStatus, StopCode, Task, TaskId, TaskStatus, World};
use crate::sim::SimTime;
use serde_json::{Map, Value, json};

/// GiB of ephemeral storage on Fargate where the definition sets none.
/// Source: Amazon ECS Developer Guide, "Fargate task ephemeral storage".
const EPHEMERAL_GIB: u32 = 20;

/// A task as DescribeTasks shows it, with its tags or without; null if there is none.
pub fn task(world: &World, id: TaskId, with_tags: bool) -> Value {
    let Some(row) = world.tasks.get(id) else {
        return Value::Null;
    };
    let launch = &row.launch;
    let arns = Arns::of(world);
    let architecture = row.architecture(world);
    let attribute = members!({"name": "ecs.cpu-architecture", "value": architecture});
    let mut object = members!({
        "attachments": attachments(world, row),
        "attributes": vec![attribute],
        "clusterArn": arns.cluster(launch.cluster),
        "containers": containers(world, row),
        "cpu": needs(launch).resources.cpu_units.to_string(),
        "createdAt": time(world, row.created_at),
        "desiredStatus": row.desired_status.name(),
        "enableExecuteCommand": launch.enable_execute_command,
        "group": &*launch.group,
        "healthStatus": row.health().name(),
        "inferenceAccelerators": Value::Array(Vec::new()),
        "lastStatus": if row.deleted { "DELETED" } else { row.last_status.name() },
        "launchType": launch.launch_type.name(),
        "memory": needs(launch).resources.memory_mib.to_string(),
        "overrides": overrides(row),
        "tags": tags(row, with_tags),
        "taskArn": arns.task(id),
        "taskDefinitionArn": arns.definition(launch.definition),
        "version": row.version,
    });
    put_texts(world, row, &mut object);
    put_times(world, row, &mut object);
    if launch.launch_type == LaunchType::Fargate {
        put_fargate(row, &mut object);
    }
    Value::Object(object)
}

/// Its tags if asked for; StopTask deletes them. Source: ECS API, StopTask.
fn tags(row: &Task, shown: bool) -> Value {
    if shown && row.stop_code != Some(StopCode::UserInitiated) {
        (*row.launch.tags).clone()
    } else {
        json!([])
    }
}

/// Members that not every task has.
fn put_texts(world: &World, row: &Task, object: &mut Map<String, Value>) {
    let launch = &row.launch;
    let instance = row.instance.map(|id| {
        let arns = Arns::of(world);
        let cluster = arns.cluster(launch.cluster);
        // The instance may be gone by now.
        let cluster = cluster.replacen(":cluster/", ":container-instance/", 1);
        format!("{cluster}/{}", arns.instance_hex(id))
    });
    let connectivity = row
        .connectivity_at
        .map(|_| connectivity(world, row).to_owned());
    let owned = |text: &Option<std::sync::Arc<str>>| text.as_deref().map(str::to_owned);
    let zone = row.zone.name(&world.settings.region);
    let texts = [
        (
            "availabilityZone",
            Some(zone).filter(|_| !row.is_unplaced()),
        ),
        ("containerInstanceArn", instance),
        ("connectivity", connectivity),
        ("capacityProviderName", owned(&launch.capacity_provider)),
        ("startedBy", owned(&launch.started_by)),
        ("stopCode", row.stop_code.map(|code| code.name().to_owned())),
        ("stoppedReason", owned(&row.stopped_reason)),
    ];
    for (member, text) in texts {
        if let Some(text) = text {
            object.insert(member.into(), text.into());
        }
    }
}

/// Fargate's agents never lose their connection; those of instances do, or go with their hosts.
fn connectivity(world: &World, row: &Task) -> &'static str {
    let connected = row.instance.is_none_or(|id| {
        let instance = world.instances.get(id);
        instance.is_some_and(|instance| instance.agent_connected)
    });
    if connected {
        "CONNECTED"
    } else {
        "DISCONNECTED"
    }
}

/// The moments of pulls and of the first exit travel with the agent's report of the task, so
/// they show when it has become RUNNING or STOPPED.
/// Source: amazon-ecs-agent, `agent/api/statechange.go`.
fn put_times(world: &World, row: &Task, object: &mut Map<String, Value>) {
    let over = row.last_status >= TaskStatus::Deprovisioning;
    let reported = row.started_at.is_some() || over;
    let if_true = |shows: bool, at: Option<SimTime>| at.filter(|_| shows);
    let times = [
        ("connectivityAt", row.connectivity_at),
        ("pullStartedAt", if_true(reported, row.pull_started_at)),
        ("pullStoppedAt", if_true(reported, row.pull_stopped_at)),
        ("startedAt", row.started_at),
        ("stoppingAt", row.stopping_at),
        (
            "executionStoppedAt",
            if_true(over, row.execution_stopped_at),
        ),
        ("stoppedAt", row.stopped_at),
    ];
    for (member, at) in times {
        if let Some(at) = at {
            object.insert(member.into(), time(world, at));
        }
    }
}

fn put_fargate(row: &Task, object: &mut Map<String, Value>) {
    let document = &row.launch.spec.document;
    let platform = document.get("runtimePlatform");
    let family = platform.and_then(|platform| platform.get("operatingSystemFamily")?.as_str());
    let family = match family {
        None | Some("LINUX") => "Linux",
        Some(windows) => windows,
    };
    object.insert("platformFamily".into(), family.into());
    if let Some(version) = &row.launch.platform_version {
        object.insert("platformVersion".into(), (**version).into());
    }
    let gib = row
        .launch
        .spec
        .ephemeral_storage_gib
        .unwrap_or(EPHEMERAL_GIB);
    object.insert("ephemeralStorage".into(), json!({"sizeInGiB": gib}));
    object.insert("fargateEphemeralStorage".into(), json!({"sizeInGiB": gib}));
}

/// Before its interface is made only the subnet is known.
fn attachments(world: &World, row: &Task) -> Value {
    let Some(interface) = &row.interface else {
        return json!([]);
    };
    let arns = Arns::of(world);
    let mut details = vec![members!({"name": "subnetId", "value": &*interface.subnet_id})];
    if interface.status != AttachmentStatus::Precreated {
        let number = interface.number;
        let known = [
            ("networkInterfaceId", arns.network_interface(number)),
            ("macAddress", arns.mac_address(number)),
            ("privateDnsName", arns.private_dns_name(row.zone, number)),
            ("privateIPv4Address", arns.private_address(row.zone, number)),
        ];
        details.extend(known.map(|(name, value)| members!({"name": name, "value": value})));
    }
    let attachment = members!({
        "id": attachment_id(world, row),
        "type": "ElasticNetworkInterface",
        "status": interface.status.name(),
        "details": details,
    });
    vec![attachment].into()
}

fn attachment_id(world: &World, row: &Task) -> String {
    Arns::of(world).uuid(Uuid::Attachment, u64::from(row.id.0), 0)
}

fn override_of(row: &Task, index: usize) -> Option<&ContainerOverride> {
    let overrides = row.launch.overrides.as_ref()?;
    let mut rows = overrides.containers.iter();
    rows.find(|row| usize::from(row.container) == index)
}

fn containers(world: &World, row: &Task) -> Vec<Value> {
    let pairs = row.containers.iter().zip(row.container_definitions());
    pairs
        .enumerate()
        .map(|(index, (state, definition))| container(world, row, index, state, definition))
        .collect()
}

fn container(
    world: &World,
    row: &Task,
    index: usize,
    state: &Container,
    definition: &ContainerDefinition,
) -> Value {
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
    let mut object = members!({
        "containerArn": arns.container(row.id, index),
        "taskArn": arns.task(row.id),
        "name": &*definition.name,
        "image": &*definition.image,
        "lastStatus": state.status.name(),
        "networkBindings": bindings(row, state, definition),
        "networkInterfaces": interfaces(world, row),
        "healthStatus": state.health.name(),
        "cpu": cpu.to_string(),
    });
    let amounts = [("memory", memory), ("memoryReservation", soft)];
    for (member, amount) in amounts {
        if let Some(amount) = amount {
            object.insert(member.into(), amount.to_string().into());
        }
    }
    // Both travel with the agent's report of a started container.
    // Source: AWS CLI reference, describe-tasks sample; Developer Guide, task state change events.
    if state.started_at.is_some() {
        let runtime_id = match row.launch.launch_type {
            LaunchType::Fargate => arns.fargate_runtime_id(row.id, index),
            LaunchType::Ec2 | LaunchType::External | LaunchType::ManagedInstances => {
                arns.docker_id(row.id, index)
            }
        };
        object.insert("runtimeId".into(), runtime_id.into());
        let digest = arns.image_digest(&definition.image);
        object.insert("imageDigest".into(), digest.into());
    }
    if let Some(code) = state.exit_code {
        object.insert("exitCode".into(), code.into());
    }
    if let Some(reason) = &state.reason {
        object.insert("reason".into(), (**reason).into());
    }
    if row.launch.enable_execute_command {
        object.insert("managedAgents".into(), json!([managed_agent(world, state)]));
    }
    Value::Object(object)
}

/// ECS Exec's agent runs as long as the container. Source: ECS API, ManagedAgent.
fn managed_agent(world: &World, state: &Container) -> Value {
    let mut agent = json!({"name": "ExecuteCommandAgent", "lastStatus": state.status.name()});
    if let Some(at) = state.started_at {
        agent["lastStartedAt"] = time(world, at);
    }
    agent
}

/// Host ports show while the container runs.
fn bindings(row: &Task, state: &Container, definition: &ContainerDefinition) -> Value {
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
        return json!([]);
    }
    let pairs = definition.ports.iter().zip(&state.host_ports);
    pairs
        .map(|(mapping, host_port)| {
            json!({
                "bindIP": "0.0.0.0",
                "containerPort": mapping.container_port,
                "hostPort": host_port,
                "protocol": if mapping.udp { "udp" } else { "tcp" },
            })
        })
        .collect()
}

fn interfaces(world: &World, row: &Task) -> Value {
    let made = |status| status != AttachmentStatus::Precreated;
    match row
        .interface
        .as_ref()
        .filter(|interface| made(interface.status))
    {
        None => json!([]),
        Some(interface) => json!([{
            "attachmentId": attachment_id(world, row),
            "privateIpv4Address": Arns::of(world).private_address(row.zone, interface.number),
        }]),
    }
}

/// The overrides of the request, with one entry per container whether it is overridden or not.
fn overrides(row: &Task) -> Value {
    let document = row
        .launch
        .overrides
        .as_ref()
        .map(|overrides| &*overrides.document);
    let asked = document.and_then(Value::as_object).cloned();
    let mut object = asked.unwrap_or_default();
    let given = object.remove("containerOverrides").unwrap_or_default();
    let given = given.as_array().map_or(&[][..], Vec::as_slice);
    let of_container = |definition: &ContainerDefinition| {
        let name = &*definition.name;
        let own = given.iter().find(|entry| entry["name"] == *name).cloned();
        own.unwrap_or_else(|| json!({"name": name}))
    };
    let all: Vec<Value> = row
        .container_definitions()
        .iter()
        .map(of_container)
        .collect();
    object.insert("containerOverrides".into(), all.into());
    object
        .entry("inferenceAcceleratorOverrides")
        .or_insert(json!([]));
    Value::Object(object)
}
