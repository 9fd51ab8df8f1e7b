//! From a draft to what the simulation runs: the stored document, and what it means.

mod attributes;
mod containers;
mod document;
mod references;

use super::compatibility::compatibilities;
use super::draft::{Draft, Target};
use super::parse;
use crate::model::Resources;
use crate::model::instance_types::Architecture;
use crate::model::task_definition::{
    Compatibility, ContainerDefinition, Needs, NetworkMode, TaskSpec,
};
use crate::sim::sort;
use containers::{list, text, whole};
use serde_json::Value;
use std::sync::Arc;

/// The content of a revision. The draft should have no errors that ECS refuses; members that are
/// null, unknown or of another type count as absent.
pub fn lower(draft: &Draft) -> TaskSpec {
    let (document, tags) = document::document(draft);
    let containers = containers::containers(&document);
    let network_mode = network_mode(draft);
    // Sizes are stored as plain numbers.
    let size = |member| text(&document, member).parse::<u32>().ok();
    let (cpu_units, memory_mib) = (size("cpu"), size("memory"));
    let mut needs = needs(&containers, network_mode);
    needs.resources.cpu_units = cpu_units.unwrap_or(needs.resources.cpu_units);
    needs.resources.memory_mib = memory_mib.unwrap_or(needs.resources.memory_mib);
    needs.gpus = gpus(&document);
    TaskSpec {
        network_mode,
        windows: draft.is_windows(),
        architecture: architecture(&document),
        requires: requires(&document),
        compatibilities: compatibilities(draft),
        requires_attributes: attributes::required(&document, draft.network_mode()),
        cpu_units,
        memory_mib,
        needs,
        constraints: constraints(&document),
        containers,
        task_role: role(&document, "taskRoleArn"),
        execution_role: role(&document, "executionRoleArn"),
        references: references::references(&document),
        ephemeral_storage_gib: whole(&document["ephemeralStorage"], "sizeInGiB"),
        document: Arc::new(document),
        tags: Arc::new(tags),
    }
}

/// The same of a request that was read before; None where it is no definition.
pub fn lower_request(request: &Value) -> Option<TaskSpec> {
    let text = request.to_string();
    let (draft, _) = parse::read(&text, Target::Unknown).ok()?;
    Some(lower(&draft))
}

fn architecture(document: &Value) -> Option<Architecture> {
    match text(&document["runtimePlatform"], "cpuArchitecture") {
        "ARM64" => Some(Architecture::Arm),
        "X86_64" => Some(Architecture::X86),
        _ => None,
    }
}

fn role(document: &Value, member: &str) -> Option<Arc<str>> {
    let arn = text(document, member);
    (!arn.is_empty()).then(|| arn.into())
}

fn network_mode(draft: &Draft) -> NetworkMode {
    match draft.network_mode() {
        "awsvpc" => NetworkMode::Awsvpc,
        "host" => NetworkMode::Host,
        "none" => NetworkMode::None,
        _ => NetworkMode::Bridge,
    }
}

/// What the containers take together, before a task-level size.
/// Source: amazon-ecs-agent, `agent/api/task/task.go`, `ToHostResources`.
fn needs(containers: &[ContainerDefinition], mode: NetworkMode) -> Needs {
    let mut needs = Needs {
        eni: mode == NetworkMode::Awsvpc,
        ..Needs::default()
    };
    let Resources {
        cpu_units,
        memory_mib,
    } = &mut needs.resources;
    for container in containers {
        let reservation = container.memory_reservation_mib.filter(|mib| *mib > 0);
        let memory = reservation.or(container.memory_mib).unwrap_or(0);
        *cpu_units = cpu_units.saturating_add(container.cpu_units);
        *memory_mib = memory_mib.saturating_add(memory);
    }
    if matches!(mode, NetworkMode::Bridge | NetworkMode::Host) {
        for port in containers.iter().flat_map(|container| &container.ports) {
            match (port.host_port, port.udp) {
                (0, _) => {}
                (taken, false) => needs.tcp_ports.push(taken),
                (taken, true) => needs.udp_ports.push(taken),
            }
        }
    }
    for ports in [&mut needs.tcp_ports, &mut needs.udp_ports] {
        sort::sort(ports);
        ports.dedup();
    }
    needs
}

fn gpus(document: &Value) -> u32 {
    let containers = list(document, "containerDefinitions").iter();
    let required = containers.flat_map(|container| list(container, "resourceRequirements"));
    let gpus = required.filter(|one| text(one, "type") == "GPU");
    let counts = gpus.filter_map(|one| text(one, "value").parse::<u32>().ok());
    counts.fold(0, u32::saturating_add)
}

fn requires(document: &Value) -> Vec<Compatibility> {
    let required = list(document, "requiresCompatibilities").iter();
    let named = |name: &str| {
        Compatibility::ALL
            .into_iter()
            .find(|one| one.name() == name)
    };
    required
        .filter_map(Value::as_str)
        .filter_map(named)
        .collect()
}

fn constraints(document: &Value) -> Vec<Arc<str>> {
    let constraints = list(document, "placementConstraints").iter();
    let member_of = constraints.filter(|one| text(one, "type") == "memberOf");
    member_of
        .map(|one| text(one, "expression").into())
        .collect()
}

#[cfg(test)]
mod tests;
