//! What Service Connect puts beside the containers of a task, and beside a deployment.
//!
//! Source: a published recording of DescribeServices and DescribeTasks of July 2024 (Fargate, a
//! service with Service Connect); Developer Guide, "Configure Amazon ECS Service Connect with the
//! AWS CLI", its answer of CreateService. Assumption: the proxy is there from the first container
//! on until the last has ended, and ends with 0.

use super::shown::{Object, Shown, object};
use crate::model::arn::{Arns, Uuid};
use crate::model::{ContainerStatus, Task, TaskStatus, World};
use serde_json::{Value, json};

/// The letters and digits after `ecs-service-connect-`.
const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// What the proxy is told in its environment, as recorded. The last one names the deployment.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("ENVOY_CONCURRENCY", "2"),
    ("ENVOY_ADMIN_MODE", "UDS"),
    ("ENABLE_STATS_SNAPSHOT", "true"),
    ("APPMESH_METRIC_EXTENSION_VERSION", "1"),
    ("APPNET_ENVOY_RESTART_COUNT", "3"),
    ("HC_DISCONNECTED_TIMEOUT_S", "10800"),
    ("APPNET_AGENT_ADMIN_MODE", "UDS"),
];

/// Whether a task has the proxy.
pub(super) fn has_proxy(row: &Task) -> bool {
    row.launch.discovery.connect
}

/// `ecs-service-connect-` and five letters or digits.
fn name(world: &World, row: &Task) -> String {
    let id = attachment_id(world, row);
    let hex: Vec<u8> = id.bytes().filter(|byte| *byte != b'-').collect();
    let pair = |two: &[u8]| {
        two.iter()
            .fold(0, |sum, byte| sum * 31 + usize::from(*byte))
    };
    let letters = hex
        .chunks(2)
        .take(5)
        .map(|two| LETTERS[pair(two) % LETTERS.len()]);
    let letters = letters.map(char::from).collect::<String>();
    format!("ecs-service-connect-{letters}")
}

fn attachment_id(world: &World, row: &Task) -> String {
    Arns::of(world).uuid(Uuid::Attachment, u64::from(row.id.0), 2)
}

/// The attachment, which comes before that of the network interface.
pub(super) fn attachment(world: &World, row: &Task) -> Object<'static> {
    let status = match row.last_status {
        TaskStatus::Provisioning => "PRECREATED",
        TaskStatus::Pending | TaskStatus::Activating => "ATTACHING",
        TaskStatus::Running | TaskStatus::Deactivating | TaskStatus::Stopping => "ATTACHED",
        TaskStatus::Deprovisioning => "DETACHED",
        TaskStatus::Stopped => "DELETED",
    };
    object!({
        "id": attachment_id(world, row),
        "type": "ServiceConnect",
        "status": status,
        "details": vec![object!({"name": "ContainerName", "value": name(world, row)})],
    })
}

/// The proxy's container, without an image, and without CPU and memory of its own.
pub(super) fn container<'a>(
    world: &'a World,
    row: &'a Task,
    interfaces: Shown<'a>,
    with_health: bool,
) -> Object<'a> {
    let arns = Arns::of(world);
    let began = |status: ContainerStatus| status != ContainerStatus::None;
    let began = row.containers.iter().any(|one| began(one.status));
    let over = row.last_status >= TaskStatus::Deprovisioning;
    let status = match (over, began) {
        (true, _) => ContainerStatus::Stopped,
        (false, true) => ContainerStatus::Running,
        (false, false) => ContainerStatus::None,
    };
    let mut object = object!({
        "containerArn": arns.container(row.id, row.containers.len()),
        "taskArn": arns.task(row.id),
        "name": name(world, row),
        "lastStatus": status.name(),
        "networkInterfaces": interfaces,
    });
    if row.started_at.is_some() {
        object.push(("networkBindings", Shown::none()));
    }
    if over && row.started_at.is_some() {
        object.push(("exitCode", 0_u16.into()));
    }
    if with_health {
        let healthy = status == ContainerStatus::Running;
        let health = if healthy { "HEALTHY" } else { "UNKNOWN" };
        object.push(("healthStatus", health.into()));
    }
    object
}

/// The proxy's entry among the overrides.
pub(super) fn overrides<'a>(world: &World, row: &Task) -> Shown<'a> {
    let pair = |name: &str, value: &str| json!({"name": name, "value": value});
    let mut environment: Vec<Value> = ENVIRONMENT.iter().map(|(a, b)| pair(a, b)).collect();
    let arns = Arns::of(world);
    if let Some((service, deployment)) = row.launch.service {
        // The one form in which ECS names a deployment as a resource.
        let service = arns.service(service).replacen(":service/", ":task-set/", 1);
        let resource = format!("{service}/{}", arns.deployment(deployment));
        environment.push(pair("APPMESH_RESOURCE_ARN", &resource));
    }
    Shown::Made(json!({"name": name(world, row), "environment": environment}))
}

/// `serviceConnectResources` of a deployment: what each service of it is in Cloud Map. None where
/// it serves nothing by Service Connect.
pub(super) fn resources(world: &World, configuration: &Value) -> Option<Value> {
    if configuration["enabled"] != true {
        return None;
    }
    let services = configuration["services"].as_array()?;
    let resource = |row: &Value| {
        let name = row["discoveryName"].as_str().or(row["portName"].as_str())?;
        let arn = Arns::of(world).discovery_service(name);
        Some(json!({"discoveryName": name, "discoveryArn": arn}))
    };
    let rows: Vec<Value> = services.iter().filter_map(resource).collect();
    (!rows.is_empty()).then(|| Value::Array(rows))
}
