//! The health of a container instance. Source: ECS API, ContainerInstanceHealthStatus and
//! InstanceHealthCheckResult; which checks there are where: Developer Guide, "Amazon ECS container
//! instance health change events".

use super::time;
use crate::model::{ContainerInstance, World};
use serde_json::{Value, json};

/// `healthStatus`. No container runtime falls ill here: its check has said so since the
/// registration, and managed instances have none.
pub fn instance_health(world: &World, row: &ContainerInstance) -> Value {
    let agent = connectivity(world, row);
    let provider = row.capacity_provider.as_ref();
    let provider = provider.and_then(|name| world.providers.get(name));
    let at = time(world, row.registered_at);
    let runtime = json!({
        "type": "CONTAINER_RUNTIME", "status": "OK", "lastUpdated": at, "lastStatusChange": at,
    });
    let overall = agent["status"].clone();
    let details = match provider.is_some_and(|row| row.managed_instances.is_some()) {
        true => vec![agent],
        false => vec![runtime, agent],
    };
    json!({"overallStatus": overall, "details": details})
}

/// The check `AGENT_CONNECTIVITY`. Source of the reason: the sample of Developer Guide, "Amazon ECS
/// container instance health change events".
pub fn connectivity(world: &World, row: &ContainerInstance) -> Value {
    let check = row.connectivity;
    let at = time(world, check.changed_at.unwrap_or(row.registered_at));
    let mut shown = json!({
        "type": "AGENT_CONNECTIVITY",
        "status": if check.is_impaired { "IMPAIRED" } else { "OK" },
        "lastUpdated": at,
        "lastStatusChange": at,
    });
    if let Some(lost_at) = check.lost_at.filter(|_| check.is_impaired) {
        let since = world.settings.calendar.iso8601_seconds(lost_at);
        shown["statusReason"] = format!("Agent disconnected since {since}").into();
    }
    shown
}
