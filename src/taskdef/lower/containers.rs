//! Containers, read from the stored document.

use crate::lifecycle::container::workload::{Words, workload};
use crate::lifecycle::demand;
use crate::model::task_definition::{
    Condition, ContainerDefinition, Dependency, HealthCheck, PortMapping,
};
use crate::sim::Span;
use serde_json::Value;
use std::sync::Arc;

/// The containers of a document, in its order.
pub fn containers(document: &Value) -> Vec<ContainerDefinition> {
    let all = list(document, "containerDefinitions");
    let names: Vec<&str> = all.iter().map(|one| text(one, "name")).collect();
    all.iter().map(|one| container(one, &names)).collect()
}

fn container(document: &Value, names: &[&str]) -> ContainerDefinition {
    let image = text(document, "image");
    let entry_point = texts(document, "entryPoint");
    let command = texts(document, "command");
    let docker_labels = pairs(document, "dockerLabels");
    let workload = workload(Words {
        image,
        entry_point: &entry_point,
        command: &command,
        docker_labels: &docker_labels,
    });
    let depends_on = list(document, "dependsOn").iter();
    ContainerDefinition {
        name: text(document, "name").into(),
        image: image.into(),
        cpu_units: whole(document, "cpu").unwrap_or(0),
        memory_mib: whole(document, "memory"),
        memory_reservation_mib: whole(document, "memoryReservation"),
        max_swap_mib: whole(&document["linuxParameters"], "maxSwap"),
        essential: document["essential"].as_bool().unwrap_or(true),
        depends_on: depends_on
            .filter_map(|one| dependency(one, names))
            .collect(),
        ports: list(document, "portMappings")
            .iter()
            .filter_map(port)
            .collect(),
        workload,
        demand: demand::of_labels(&docker_labels),
        start_timeout: seconds(document, "startTimeout"),
        stop_timeout: seconds(document, "stopTimeout"),
        health_check: health_check(&document["healthCheck"]),
        entry_point,
        command,
        docker_labels,
    }
}

fn dependency(document: &Value, names: &[&str]) -> Option<Dependency> {
    let other = text(document, "containerName");
    let place = names.iter().position(|name| *name == other)?;
    let condition = match text(document, "condition") {
        "START" => Condition::Start,
        "COMPLETE" => Condition::Complete,
        "SUCCESS" => Condition::Success,
        "HEALTHY" => Condition::Healthy,
        _ => return None,
    };
    Some(Dependency {
        container: u16::try_from(place).ok()?,
        condition,
    })
}

/// A mapping of one port; ranges get their ports when the container starts.
fn port(document: &Value) -> Option<PortMapping> {
    let port = |name: &str| {
        document[name]
            .as_u64()
            .and_then(|port| u16::try_from(port).ok())
    };
    Some(PortMapping {
        container_port: port("containerPort")?,
        host_port: port("hostPort").unwrap_or(0),
        udp: text(document, "protocol") == "udp",
    })
}

/// None if there is none, or if it is switched off. Source: ECS API, HealthCheck `command`; Docker,
/// HEALTHCHECK NONE.
fn health_check(document: &Value) -> Option<HealthCheck> {
    let command = texts(document, "command");
    if command.first().is_none_or(|first| &**first == "NONE") {
        return None;
    }
    let span = |name, otherwise| seconds(document, name).unwrap_or(Span::seconds(otherwise));
    Some(HealthCheck {
        command,
        interval: span("interval", 30),
        timeout: span("timeout", 5),
        retries: whole(document, "retries").unwrap_or(3),
        start_period: span("startPeriod", 0),
    })
}

/// A member that is an array; empty if it is absent.
pub fn list<'a>(document: &'a Value, name: &str) -> &'a [Value] {
    document[name].as_array().map_or(&[], Vec::as_slice)
}

/// A member that is a string; empty if it is absent.
pub fn text<'a>(document: &'a Value, name: &str) -> &'a str {
    document[name].as_str().unwrap_or_default()
}

/// A member that is a whole number.
pub fn whole(document: &Value, name: &str) -> Option<u32> {
    u32::try_from(document[name].as_u64()?).ok()
}

fn seconds(document: &Value, name: &str) -> Option<Span> {
    whole(document, name).map(|count| Span::seconds(count.into()))
}

fn texts(document: &Value, name: &str) -> Vec<Arc<str>> {
    let items = list(document, name).iter();
    items.filter_map(Value::as_str).map(Arc::from).collect()
}

fn pairs(document: &Value, name: &str) -> Vec<(Arc<str>, Arc<str>)> {
    let members = document[name].as_object().into_iter().flatten();
    let pairs = members.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    pairs
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}
