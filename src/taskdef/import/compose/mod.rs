//! Docker Compose: a project of services becomes a task of containers.
//! Source: Compose Specification, "Services top-level elements"; ECS API, ContainerDefinition.

mod linux;
mod network;
mod service;
mod storage;
mod units;

use super::{Definition, Format, Source};
use serde_json::{Map, Value, json};
use service::{Lost, container};
pub use service::{Members, health, words};
pub use units::{mib, text_of};

/// A project.
pub const FORMAT: Format = Format {
    what: "docker compose project",
    read: project,
};

/// Top-level elements that need no word: the file's own, and what is carried over.
const KNOWN: &[&str] = &["services", "version", "name", "volumes", "networks"];

fn project(source: &Source) -> Option<Vec<Definition>> {
    let whole = source.tree()?.as_object()?;
    let services = whole.get("services")?.as_object()?;
    let is_service = |one: &Value| one.get("image").is_some() || one.get("build").is_some();
    if whole.contains_key("Resources") || !services.values().any(is_service) {
        return None;
    }
    let mut lost = Lost::default();
    for name in whole.keys().filter(|name| !KNOWN.contains(&name.as_str())) {
        if !name.starts_with("x-") {
            lost.notes
                .push(format!("{name} has no counterpart in a task definition."));
        }
    }
    let mut volumes = Map::new();
    let mut containers = Vec::new();
    for (name, service) in services {
        let members = service.as_object().cloned().unwrap_or_default();
        containers.push(container(name, &members, services, &mut volumes, &mut lost));
    }
    let family = whole
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or("project");
    let what = format!("{}: {} services", FORMAT.what, containers.len());
    let mut request = Map::from_iter([
        ("family".to_owned(), json!(family)),
        // As in Compose, containers get ports of the host.
        ("networkMode".to_owned(), json!("bridge")),
        ("containerDefinitions".to_owned(), containers.into()),
    ]);
    if !volumes.is_empty() {
        let volumes = volumes.into_iter().map(|(_, volume)| volume);
        request.insert("volumes".into(), volumes.collect());
    }
    let mut notes = vec![
        "All services are containers of one task here: they start, stop and scale together. With \
         networkMode bridge they find each other by links only."
            .to_owned(),
    ];
    notes.append(&mut lost.notes);
    Some(vec![Definition::new(family, what, request, notes)])
}
