//! What Linux gives a container. Source: Compose Specification; ECS API, LinuxParameters.

use super::service::{Lost, Members, list_of, map_of};
use super::units::{mib, text_of};
use serde_json::{Value, json};

/// `init`, capabilities, shared memory, ulimits and sysctls.
pub fn add(name: &str, service: &Members, out: &mut Members, lost: &mut Lost) {
    let mut linux = Members::new();
    let capabilities = [("cap_add", "add"), ("cap_drop", "drop")];
    let capabilities: Members = capabilities
        .into_iter()
        .filter_map(|(from, to)| Some((to.to_owned(), list_of(service.get(from)?))))
        .collect();
    if !capabilities.is_empty() {
        linux.insert("capabilities".into(), Value::Object(capabilities));
    }
    if let Some(init) = service.get("init") {
        linux.insert("initProcessEnabled".into(), init.clone());
    }
    let shared = service.get("shm_size").and_then(mib);
    linux.extend(shared.map(|mib| ("sharedMemorySize".to_owned(), json!(mib))));
    if !linux.is_empty() {
        out.insert("linuxParameters".into(), Value::Object(linux));
    }
    let sysctls = service.get("sysctls").map(map_of).unwrap_or_default();
    if !sysctls.is_empty() {
        let control = |(name, value)| json!({"namespace": name, "value": value});
        out.insert(
            "systemControls".into(),
            sysctls.into_iter().map(control).collect(),
        );
    }
    let limits = service.get("ulimits").and_then(Value::as_object);
    let (mut list, mut bad) = (Vec::new(), false);
    for (limit, value) in limits.into_iter().flatten() {
        let of = |kind: &str| whole(value.get(kind).unwrap_or(value));
        match (of("soft"), of("hard")) {
            (Some(soft), Some(hard)) => {
                list.push(json!({"name": limit, "softLimit": soft, "hardLimit": hard}));
            }
            (_, _) => bad = true,
        }
    }
    if bad {
        lost.say(name, "some ulimits could not be carried over.");
    }
    if !list.is_empty() {
        out.insert("ulimits".into(), list.into());
    }
    devices(name, service, out, lost);
}

/// GPUs are reserved, other devices and the number of processes have no counterpart.
/// Source: Compose Deploy Specification, `resources`; ECS API, ResourceRequirement.
fn devices(name: &str, service: &Members, out: &mut Members, lost: &mut Lost) {
    let Some(resources) = service
        .get("deploy")
        .and_then(|deploy| deploy.get("resources"))
    else {
        return;
    };
    let reserved = resources
        .get("reservations")
        .and_then(|part| part.get("devices"));
    for device in reserved.and_then(Value::as_array).into_iter().flatten() {
        let capabilities = device.get("capabilities").map(list_of).unwrap_or_default();
        let is_gpu = capabilities
            .as_array()
            .is_some_and(|list| list.contains(&json!("gpu")));
        match device.get("count").and_then(whole) {
            count if is_gpu => {
                if count.is_none() {
                    lost.say(
                        name,
                        "all GPUs of an instance cannot be meant: one is reserved.",
                    );
                }
                let value = count.unwrap_or(1).to_string();
                let gpu = json!([{"type": "GPU", "value": value}]);
                out.insert("resourceRequirements".into(), gpu);
            }
            _ => lost.say(
                name,
                "reserved devices other than GPUs could not be carried over.",
            ),
        }
    }
    let limits = resources.get("limits").and_then(|part| part.get("pids"));
    if limits.is_some() {
        lost.say(
            name,
            "the limit of processes is left out: see the ulimit nproc.",
        );
    }
}

fn whole(value: &Value) -> Option<i64> {
    text_of(value).parse().ok()
}
