//! A service of Compose as a container.

use super::linux;
use super::network::{links, ports};
use super::storage::mounts;
use super::units::{cpu_units, mib, seconds, text_of, words_of};
use serde_json::{Map, Value, json};

/// An object.
pub type Members = Map<String, Value>;

/// What could not be carried over.
#[derive(Default)]
pub struct Lost {
    /// Whole sentences.
    pub notes: Vec<String>,
}

impl Lost {
    /// Adds one of a service.
    pub fn say(&mut self, service: &str, note: &str) {
        self.notes.push(format!("{service}: {note}"));
    }
}

/// Members with another name and the same value.
const SAME: &[(&str, &str)] = &[
    ("user", "user"),
    ("working_dir", "workingDirectory"),
    ("hostname", "hostname"),
    ("privileged", "privileged"),
    ("read_only", "readonlyRootFilesystem"),
    ("tty", "pseudoTerminal"),
    ("stdin_open", "interactive"),
];

/// Lists of texts, which Compose also takes as one text.
const LISTS: &[(&str, &str)] = &[
    ("dns", "dnsServers"),
    ("dns_search", "dnsSearchDomains"),
    ("security_opt", "dockerSecurityOptions"),
];

/// What is read elsewhere, or says nothing that a task needs.
const READ: &[&str] = &[
    "image",
    "build",
    "container_name",
    "command",
    "entrypoint",
    "environment",
    "labels",
    "ports",
    "volumes",
    "depends_on",
    "links",
    "healthcheck",
    "mem_limit",
    "mem_reservation",
    "cpus",
    "deploy",
    "stop_grace_period",
    "logging",
    "init",
    "cap_add",
    "cap_drop",
    "shm_size",
    "ulimits",
    "extra_hosts",
    "sysctls",
    "expose",
    "networks",
    "pull_policy",
    "platform",
    "profiles",
    "restart",
    "devices",
];

/// The container of a service; volumes that it names are added.
pub fn container(
    name: &str,
    service: &Members,
    services: &Members,
    volumes: &mut Members,
    lost: &mut Lost,
) -> Value {
    let mut out = Members::new();
    out.insert("name".into(), json!(name));
    image(name, service, &mut out, lost);
    sizes(name, service, &mut out, lost);
    ports(name, service, &mut out, lost);
    out.insert("essential".into(), json!(is_essential(name, services)));
    words(service, &mut out);
    if let Some(pairs) = pairs(service.get("environment"), ["name", "value"], name, lost) {
        out.insert("environment".into(), pairs);
    }
    mounts(name, service, volumes, &mut out, lost);
    waits(name, service, &mut out, lost);
    links(service, &mut out);
    if let Some(check) = service.get("healthcheck").and_then(Value::as_object) {
        out.extend(health(check).map(|check| ("healthCheck".to_owned(), check)));
    }
    if let Some(time) = service.get("stop_grace_period").and_then(seconds) {
        out.insert("stopTimeout".into(), json!(time));
    }
    labels(service, &mut out);
    for (from, to) in SAME {
        out.extend(service.get(*from).map(|value| {
            let is_text = matches!(*from, "user" | "working_dir" | "hostname");
            let value = if is_text {
                json!(text_of(value))
            } else {
                value.clone()
            };
            ((*to).to_owned(), value)
        }));
    }
    for (from, to) in LISTS {
        out.extend(
            service
                .get(*from)
                .map(|value| ((*to).to_owned(), list_of(value))),
        );
    }
    if let Some(options) = out
        .get_mut("dockerSecurityOptions")
        .and_then(Value::as_array_mut)
    {
        options.iter_mut().for_each(security_option);
    }
    linux::add(name, service, &mut out, lost);
    left(name, service, lost);
    Value::Object(out)
}

/// ECS has no value for the option that Compose lets be true. Source: ECS API,
/// ContainerDefinition, `dockerSecurityOptions`.
fn security_option(option: &mut Value) {
    if option.as_str() == Some("no-new-privileges:true") {
        *option = json!("no-new-privileges");
    }
}

fn left(name: &str, service: &Members, lost: &mut Lost) {
    let same = SAME.iter().chain(LISTS).map(|(from, _)| *from);
    let known: Vec<&str> = same.chain(READ.iter().copied()).collect();
    let unknown = service.keys().map(String::as_str);
    let unknown = unknown.filter(|key| !known.contains(key) && !key.starts_with("x-"));
    let unknown: Vec<&str> = unknown.collect();
    if !unknown.is_empty() {
        lost.say(
            name,
            &format!("{} could not be carried over.", unknown.join(", ")),
        );
    }
    for (key, note) in [
        (
            "networks",
            "networks are left out: containers of a task share one.",
        ),
        (
            "devices",
            "devices are left out: see linuxParameters.devices.",
        ),
        (
            "profiles",
            "profiles are left out: the container is always there.",
        ),
        (
            "platform",
            "platform is left out: runtimePlatform holds for the whole task.",
        ),
        (
            "restart",
            "restart is left out: a service of ECS replaces its tasks.",
        ),
    ] {
        if service.contains_key(key) {
            lost.say(name, note);
        }
    }
}

fn image(name: &str, service: &Members, out: &mut Members, lost: &mut Lost) {
    let image = service.get("image").map(text_of);
    if image.is_none() {
        let note = "it is built from source: push an image and write its name.";
        lost.say(name, note);
    }
    let image = image.unwrap_or_else(|| format!("{name}:latest"));
    out.insert("image".into(), json!(image));
}

/// Source: Compose Deploy Specification, `resources`.
fn sizes(name: &str, service: &Members, out: &mut Members, lost: &mut Lost) {
    let resources = service
        .get("deploy")
        .and_then(|deploy| deploy.get("resources"));
    let part = |part: &str, member: &str| Some(resources?.get(part)?.get(member)?.clone());
    let given = |names: [Option<Value>; 2]| names.into_iter().flatten().next();
    let cpus = given([part("limits", "cpus"), service.get("cpus").cloned()]);
    let memory = given([part("limits", "memory"), service.get("mem_limit").cloned()]);
    let soft = given([
        part("reservations", "memory"),
        service.get("mem_reservation").cloned(),
    ]);
    let cpu = cpus.as_ref().and_then(cpu_units);
    out.extend(cpu.map(|units| ("cpu".to_owned(), json!(units))));
    let hard = memory.as_ref().and_then(mib);
    let soft = soft.as_ref().and_then(mib);
    out.extend(hard.map(|mib| ("memory".to_owned(), json!(mib))));
    out.extend(soft.map(|mib| ("memoryReservation".to_owned(), json!(mib))));
    if hard.is_none() && soft.is_none() {
        lost.say(
            name,
            "it has no memory limit, which ECS wants: 512 MiB are reserved here.",
        );
        out.insert("memoryReservation".into(), json!(512));
    }
    let deploy = service.get("deploy").and_then(Value::as_object);
    let others = deploy.into_iter().flatten().map(|(key, _)| key.as_str());
    let others: Vec<&str> = others.filter(|key| *key != "resources").collect();
    if !others.is_empty() {
        let others = others.join(", ");
        lost.say(
            name,
            &format!("deploy.{others} is for the service, not the definition."),
        );
    }
}

/// A service on which another one waits until it has ended is not essential.
/// Source: Compose Specification, `depends_on`, `service_completed_successfully`.
fn is_essential(name: &str, services: &Members) -> bool {
    !services.values().any(|other| {
        let condition = other
            .get("depends_on")
            .and_then(|on| on.get(name)?.get("condition"));
        condition.and_then(Value::as_str) == Some("service_completed_successfully")
    })
}

/// What the container runs.
pub fn words(service: &Members, out: &mut Members) {
    for (from, to) in [("entrypoint", "entryPoint"), ("command", "command")] {
        let words = match service.get(from) {
            None | Some(Value::Null) => continue,
            Some(Value::String(text)) => words_of(text),
            Some(value) => texts(value),
        };
        out.insert(to.to_owned(), json!(words));
    }
}

/// Source: Compose Specification, `depends_on`.
fn waits(name: &str, service: &Members, out: &mut Members, lost: &mut Lost) {
    let on = |other: &str, condition: &str| json!({"containerName": other, "condition": condition});
    let waits: Vec<Value> = match service.get("depends_on") {
        Some(Value::Array(names)) => names
            .iter()
            .map(|other| on(&text_of(other), "START"))
            .collect(),
        Some(Value::Object(others)) => others
            .iter()
            .map(|(other, how)| {
                let condition = match how.get("condition").and_then(Value::as_str) {
                    Some("service_healthy") => "HEALTHY",
                    Some("service_completed_successfully") => "SUCCESS",
                    Some(_) | None => "START",
                };
                on(other, condition)
            })
            .collect(),
        Some(_) | None => return,
    };
    if waits.iter().any(|wait| wait["condition"] == "HEALTHY") {
        let note =
            "what it waits for needs a healthCheck of its own: that of an image is not seen.";
        lost.say(name, note);
    }
    out.insert("dependsOn".into(), waits.into());
}

/// Source: Compose Specification, `healthcheck`; ECS API, HealthCheck.
/// A health check with durations as numbers; None where it is turned off.
pub fn health(check: &Members) -> Option<Value> {
    let off = check.get("disable") == Some(&Value::Bool(true));
    let command = match check.get("test")? {
        Value::String(text) => vec!["CMD-SHELL".to_owned(), text.clone()],
        test => texts(test),
    };
    if off || command.first().is_some_and(|word| word == "NONE") {
        return None;
    }
    let mut out = Members::from_iter([("command".to_owned(), json!(command))]);
    for (from, to) in [
        ("interval", "interval"),
        ("timeout", "timeout"),
        ("start_period", "startPeriod"),
    ] {
        out.extend(
            check
                .get(from)
                .and_then(seconds)
                .map(|time| (to.to_owned(), json!(time))),
        );
    }
    let retries = check.get("retries").map(text_of);
    let retries = retries.and_then(|text| text.parse::<u64>().ok());
    out.extend(retries.map(|count| ("retries".to_owned(), json!(count))));
    Some(Value::Object(out))
}

fn labels(service: &Members, out: &mut Members) {
    let labels = service
        .get("labels")
        .map(map_of)
        .filter(|map| !map.is_empty());
    out.extend(labels.map(|map| ("dockerLabels".to_owned(), Value::Object(map))));
    let Some(logging) = service.get("logging") else {
        return;
    };
    let driver = logging
        .get("driver")
        .map_or("json-file".to_owned(), text_of);
    let mut configuration = Members::from_iter([("logDriver".to_owned(), json!(driver))]);
    let options = logging.get("options").map(map_of);
    configuration.extend(options.map(|map| ("options".to_owned(), Value::Object(map))));
    out.insert("logConfiguration".into(), Value::Object(configuration));
}

/// A map of texts, or a list of `name=value`, as a map of texts.
pub fn map_of(value: &Value) -> Members {
    match value {
        Value::Object(members) => {
            let pairs = members.iter();
            pairs
                .map(|(name, value)| (name.clone(), json!(text_of(value))))
                .collect()
        }
        Value::Array(items) => {
            let pair = |item: &Value| {
                let text = text_of(item);
                let (name, value) = text.split_once('=').unwrap_or((&text, ""));
                (name.to_owned(), json!(value))
            };
            items.iter().map(pair).collect()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Members::new(),
    }
}

/// A map or a list of `name=value` as pairs; a variable without a value comes from the shell that
/// runs Compose.
fn pairs(
    value: Option<&Value>,
    [key, second]: [&str; 2],
    service: &str,
    lost: &mut Lost,
) -> Option<Value> {
    let given = value?;
    let without = |name: &str| match given {
        Value::Object(members) => members.get(name).is_some_and(Value::is_null),
        Value::Array(items) => items.iter().any(|item| item.as_str() == Some(name)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    };
    let (open, set): (Members, Members) = map_of(given)
        .into_iter()
        .partition(|(name, _)| without(name));
    if !open.is_empty() {
        let names: Vec<&str> = open.keys().map(String::as_str).collect();
        let names = names.join(", ");
        lost.say(
            service,
            &format!("{names} would come from the shell: left out."),
        );
    }
    let pairs = set
        .into_iter()
        .map(|(name, value)| json!({key: name, second: value}));
    let pairs: Vec<Value> = pairs.collect();
    (!pairs.is_empty()).then(|| pairs.into())
}

/// A list of texts; a text is a list of itself.
pub fn list_of(value: &Value) -> Value {
    match value {
        Value::Array(_) => json!(texts(value)),
        _ => json!([text_of(value)]),
    }
}

/// The items of a list as texts.
pub fn texts(value: &Value) -> Vec<String> {
    let items = value.as_array().map_or(&[][..], Vec::as_slice);
    items.iter().map(text_of).collect()
}
