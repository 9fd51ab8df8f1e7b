//! Ports and links. Source: Compose Specification, `ports`; ECS API, PortMapping.

use super::service::{Lost, Members, texts};
use super::units::text_of;
use serde_json::{Value, json};

/// `ports` as port mappings.
pub fn ports(name: &str, service: &Members, out: &mut Members, lost: &mut Lost) {
    let given = service.get("ports").and_then(Value::as_array);
    let mut mappings = Vec::new();
    for one in given.into_iter().flatten() {
        let (text, mapping) = match one {
            Value::Object(port) => (one.to_string(), long(port)),
            one => {
                let text = text_of(one);
                let mapping = short(&text);
                (text, mapping)
            }
        };
        match mapping {
            Some(mapping) => mappings.push(mapping),
            None => lost.say(name, &format!("the port {text} could not be carried over.")),
        }
    }
    if !mappings.is_empty() {
        out.insert("portMappings".into(), mappings.into());
    }
}

/// `[[IP:]HOST:]CONTAINER[/PROTOCOL]`; a range of container ports that the host gives freely is a
/// `containerPortRange`.
fn short(text: &str) -> Option<Value> {
    let (ports, protocol) = text.split_once('/').unwrap_or((text, "tcp"));
    let mut parts = ports.rsplit(':');
    let container = parts.next()?;
    let host = parts.next().unwrap_or_default();
    if container.contains('-') {
        let is_free = host.is_empty();
        return is_free.then(|| json!({"containerPortRange": container, "protocol": protocol}));
    }
    mapping(container, host, protocol)
}

fn long(port: &Members) -> Option<Value> {
    let text = |name: &str| port.get(name).map(text_of).unwrap_or_default();
    let protocol = port.get("protocol").map_or("tcp".to_owned(), text_of);
    let mut mapping = mapping(&text("target"), &text("published"), &protocol)?;
    if let Some(name) = port.get("name") {
        mapping["name"] = name.clone();
    }
    Some(mapping)
}

fn mapping(container: &str, host: &str, protocol: &str) -> Option<Value> {
    let container: u16 = container.parse().ok()?;
    let host: u16 = if host.is_empty() {
        0
    } else {
        host.parse().ok()?
    };
    Some(json!({"containerPort": container, "hostPort": host, "protocol": protocol}))
}

/// `links`, and `extra_hosts` as host entries.
pub fn links(service: &Members, out: &mut Members) {
    let links = service.get("links").map(texts).unwrap_or_default();
    if !links.is_empty() {
        out.insert("links".into(), json!(links));
    }
    let hosts = match service.get("extra_hosts") {
        Some(Value::Object(hosts)) => hosts
            .iter()
            .map(|(host, ip)| (host.clone(), text_of(ip)))
            .collect(),
        Some(list) => texts(list).iter().filter_map(|one| host_of(one)).collect(),
        None => Vec::new(),
    };
    if !hosts.is_empty() {
        let entry = |(host, ip)| json!({"hostname": host, "ipAddress": ip});
        out.insert("extraHosts".into(), hosts.into_iter().map(entry).collect());
    }
}

fn host_of(text: &str) -> Option<(String, String)> {
    let (host, ip) = text.split_once('=').or_else(|| text.split_once(':'))?;
    Some((host.to_owned(), ip.to_owned()))
}
