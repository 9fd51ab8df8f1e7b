//! A task. Source: ECS API, Task and its parts; what each state shows, from the samples of the
//! AWS CLI reference (run-task, start-task, describe-tasks) and from recorded answers that people
//! have published.

use super::container::container;
use super::shown::{Object, Shown, object};
use super::{connect, time};
use crate::lifecycle::task::needs;
use crate::model::arn::{Arns, Uuid};
use crate::model::task::{AttachmentStatus, ContainerOverride, LaunchType};
use crate::model::task_definition::ContainerDefinition;
use crate::model::{StopCode, Task, TaskId, TaskStatus, World};
use crate::sim::SimTime;
use serde_json::Value;
use std::sync::Arc;

/// GiB of ephemeral storage on Fargate where the definition sets none.
/// Source: Amazon ECS Developer Guide, "Fargate task ephemeral storage".
const EPHEMERAL_GIB: u32 = 20;

/// Whose answer shows a task. Health and connection are kept elsewhere than tasks are, and join
/// them where they are described.
/// Source: AWS CLI, samples of run-task and start-task; cloud-custodian, recordings of
/// DescribeTasks (`tests/data/placebo/test_ecs_task_subnet`).
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    /// DescribeTasks: all there is.
    Described,
    /// RunTask and StartTask, of a task that they have just made.
    Launched,
    /// StopTask: all but health.
    Stopped,
}

/// A task as DescribeTasks shows it, with its tags or without; null if there is none.
pub fn task(world: &World, id: TaskId, with_tags: bool) -> Shown<'_> {
    seen(world, id, View::Described, with_tags)
}

/// A task as RunTask and StartTask show it: with tags, without health and connection.
pub fn launched_task(world: &World, id: TaskId) -> Shown<'_> {
    seen(world, id, View::Launched, true)
}

/// A task as StopTask shows it: without tags and health.
pub fn stopped_task(world: &World, id: TaskId) -> Shown<'_> {
    seen(world, id, View::Stopped, false)
}

fn seen(world: &World, id: TaskId, view: View, with_tags: bool) -> Shown<'_> {
    let Some(row) = world.tasks.get(id) else {
        return Shown::Null;
    };
    let launch = &row.launch;
    let arns = Arns::of(world);
    let architecture = row.architecture(world);
    let attribute = object!({"name": "ecs.cpu-architecture", "value": architecture});
    let mut object = object!({
        "attachments": attachments(world, row),
        "attributes": vec![attribute],
        "clusterArn": arns.cluster(launch.cluster),
        "containers": containers(world, row, view),
        "cpu": needs(launch).resources.cpu_units.to_string(),
        "createdAt": time(world, row.created_at),
        "desiredStatus": row.desired_status.name(),
        "enableExecuteCommand": launch.enable_execute_command,
        "group": &*launch.group,
        "lastStatus": if world.is_deleted(row) { "DELETED" } else { row.last_status.name() },
        "launchType": launch.launch_type.name(),
        "memory": needs(launch).resources.memory_mib.to_string(),
        "overrides": overrides(world, row),
        "tags": tags(row, with_tags),
        "taskArn": arns.task(id),
        "taskDefinitionArn": arns.definition(launch.definition),
        "version": row.version,
    });
    if view == View::Described {
        object.push(("healthStatus", row.health().name().into()));
    }
    put_texts(world, row, &mut object);
    put_times(world, row, &mut object);
    if view == View::Launched {
        object.retain(|(name, _)| !["connectivity", "connectivityAt"].contains(name));
    }
    if launch.launch_type == LaunchType::Fargate {
        put_fargate(row, &mut object);
    }
    object.into()
}

/// As long as the text of a task with a container or two.
const TASK_BYTES: usize = 1_600;

/// What operations on several tasks answer: the tasks, and what failed.
pub fn tasks(tasks: Vec<Shown>, failures: Vec<Value>) -> String {
    let bytes = TASK_BYTES * (tasks.len() + 1);
    let failures: Vec<Shown> = failures.into_iter().map(Shown::Made).collect();
    Shown::from(object!({"tasks": tasks, "failures": failures})).text(bytes)
}

/// Its tags if asked for; StopTask deletes them. Source: ECS API, StopTask.
fn tags(row: &Task, shown: bool) -> Shown<'_> {
    if shown && row.stop_code != Some(StopCode::UserInitiated) {
        Shown::Kept(&row.launch.tags)
    } else {
        Shown::none()
    }
}

/// Members that not every task has.
fn put_texts<'a>(world: &'a World, row: &'a Task, object: &mut Object<'a>) {
    let launch = &row.launch;
    let instance = row.instance.map(|id| {
        let arns = Arns::of(world);
        let cluster = arns.cluster(launch.cluster);
        // The instance may be gone by now.
        let cluster = cluster.replacen(":cluster/", ":container-instance/", 1);
        format!("{cluster}/{}", arns.instance_hex(id))
    });
    let connectivity = row.connectivity_at.map(|_| connectivity(world, row));
    let kept = |text: &'a Option<Arc<str>>| text.as_deref().map(Shown::from);
    let zone = (!row.is_unplaced()).then(|| row.zone.name(&world.settings.region));
    let texts = [
        ("availabilityZone", zone.map(Shown::from)),
        ("containerInstanceArn", instance.map(Shown::from)),
        ("connectivity", connectivity.map(Shown::from)),
        ("capacityProviderName", kept(&launch.capacity_provider)),
        ("startedBy", kept(&launch.started_by)),
        ("stopCode", row.stop_code.map(|code| code.name().into())),
        ("stoppedReason", kept(&row.stopped_reason)),
    ];
    object.extend(
        texts
            .into_iter()
            .filter_map(|(name, text)| Some((name, text?))),
    );
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
fn put_times(world: &World, row: &Task, object: &mut Object) {
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
    let known = times.into_iter().filter_map(|(name, at)| Some((name, at?)));
    object.extend(known.map(|(name, at)| (name, time(world, at).into())));
}

fn put_fargate<'a>(row: &'a Task, object: &mut Object<'a>) {
    let document = &row.launch.spec.document;
    let platform = document.get("runtimePlatform");
    let family = platform.and_then(|platform| platform.get("operatingSystemFamily")?.as_str());
    let family = match family {
        None | Some("LINUX") => "Linux",
        Some(windows) => windows,
    };
    object.push(("platformFamily", family.into()));
    if let Some(version) = &row.launch.platform_version {
        object.push(("platformVersion", (&**version).into()));
    }
    let gib = row
        .launch
        .spec
        .ephemeral_storage_gib
        .unwrap_or(EPHEMERAL_GIB);
    let storage = || object!({"sizeInGiB": gib}).into();
    object.push(("ephemeralStorage", storage()));
    object.push(("fargateEphemeralStorage", storage()));
}

/// Before its interface is made only the subnet is known.
fn attachments<'a>(world: &World, row: &'a Task) -> Shown<'a> {
    let connect = connect::has_proxy(row).then(|| connect::attachment(world, row));
    let mut all = Vec::from_iter(connect);
    let Some(interface) = &row.interface else {
        return all.into();
    };
    let arns = Arns::of(world);
    let mut details = vec![object!({"name": "subnetId", "value": &*interface.subnet_id})];
    if interface.status != AttachmentStatus::Precreated {
        let number = interface.number;
        let known = [
            ("networkInterfaceId", arns.network_interface(number)),
            ("macAddress", arns.mac_address(number)),
            ("privateDnsName", arns.private_dns_name(row.zone, number)),
            ("privateIPv4Address", arns.private_address(row.zone, number)),
        ];
        details.extend(known.map(|(name, value)| object!({"name": name, "value": value})));
    }
    let attachment = object!({
        "id": attachment_id(world, row),
        "type": "ElasticNetworkInterface",
        "status": interface.status.name(),
        "details": details,
    });
    all.push(attachment);
    all.into()
}

/// The id of the attachment that the interface of a task is.
pub fn attachment_id(world: &World, row: &Task) -> String {
    Arns::of(world).uuid(Uuid::Attachment, u64::from(row.id.0), 0)
}

pub(super) fn override_of(row: &Task, index: usize) -> Option<&ContainerOverride> {
    let overrides = row.launch.overrides.as_ref()?;
    let mut rows = overrides.containers.iter();
    rows.find(|row| usize::from(row.container) == index)
}

fn containers<'a>(world: &'a World, row: &'a Task, view: View) -> Vec<Object<'a>> {
    let pairs = row.containers.iter().zip(row.container_definitions());
    let shown = |(index, (state, definition))| {
        let mut object = container(world, row, index, state, definition);
        if view == View::Described {
            object.push(("healthStatus", state.health.name().into()));
        }
        object
    };
    let proxy = connect::has_proxy(row).then(|| {
        let with_health = view == View::Described;
        connect::container(world, row, interfaces(world, row), with_health)
    });
    proxy
        .into_iter()
        .chain(pairs.enumerate().map(shown))
        .collect()
}

pub(super) fn interfaces(world: &World, row: &Task) -> Shown<'static> {
    let made = |status| status != AttachmentStatus::Precreated;
    match row
        .interface
        .as_ref()
        .filter(|interface| made(interface.status))
    {
        None => Shown::none(),
        Some(interface) => vec![object!({
            "attachmentId": attachment_id(world, row),
            "privateIpv4Address": Arns::of(world).private_address(row.zone, interface.number),
        })]
        .into(),
    }
}

/// The overrides of the request, with one entry per container whether it is overridden or not.
fn overrides<'a>(world: &World, row: &'a Task) -> Shown<'a> {
    let asked = row.launch.overrides.as_ref();
    let asked = asked.and_then(|asked| asked.document.as_object());
    let given = asked.and_then(|asked| asked.get("containerOverrides")?.as_array());
    let given = given.map_or(&[][..], Vec::as_slice);
    let of_container = |definition: &'a ContainerDefinition| {
        let name = &*definition.name;
        let own = given.iter().find(|entry| entry["name"] == *name);
        own.map_or_else(|| object!({"name": name}).into(), Shown::Kept)
    };
    let definitions = row.container_definitions().iter();
    let proxy = connect::has_proxy(row).then(|| connect::overrides(world, row));
    let all = Shown::List(
        proxy
            .into_iter()
            .chain(definitions.map(of_container))
            .collect(),
    );
    let mut shown = Object::new();
    let members = asked.into_iter().flatten();
    let members = members.filter(|(name, _)| *name != "containerOverrides");
    shown.extend(members.map(|(name, value)| (&**name, Shown::Kept(value))));
    shown.push(("containerOverrides", all));
    if asked.is_none_or(|asked| !asked.contains_key("inferenceAcceleratorOverrides")) {
        shown.push(("inferenceAcceleratorOverrides", Shown::none()));
    }
    shown.into()
}
