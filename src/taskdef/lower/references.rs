//! What a definition points to outside of ECS, in the order in which a task needs it.
//! Source: ECS API, ContainerDefinition: `image`, `secrets`, `logConfiguration`,
//! `repositoryCredentials`.

use super::containers::{list, text};
use crate::model::reference::Reference;
use serde_json::Value;
use std::sync::Arc;

/// The references of a stored definition, each once.
pub fn references(document: &Value) -> Vec<Reference> {
    let mut found = Vec::new();
    let containers = || list(document, "containerDefinitions");
    let mut add = |reference: Option<Reference>| {
        if let Some(reference) = reference.filter(|one| !found.contains(one)) {
            found.push(reference);
        }
    };
    for container in containers() {
        let ecr = text(container, "image").contains(".dkr.ecr.");
        add(ecr.then_some(Reference::EcrImage));
    }
    for container in containers() {
        let own = text(&container["repositoryCredentials"], "credentialsParameter");
        add(secret(own));
        let log = &container["logConfiguration"];
        let secrets = list(container, "secrets")
            .iter()
            .chain(list(log, "secretOptions"));
        secrets.for_each(|one| add(secret(text(one, "valueFrom"))));
    }
    for container in containers() {
        add(log_group(&container["logConfiguration"]));
    }
    found
}

/// A secret or a parameter by its ARN or name. A secret's ARN may go on with a JSON key, a stage
/// and a version. Source: ECS API, Secret `valueFrom`.
fn secret(value_from: &str) -> Option<Reference> {
    if value_from.is_empty() {
        return None;
    }
    if !value_from.contains(":secretsmanager:") {
        return Some(Reference::Parameter(value_from.into()));
    }
    let parts: Vec<&str> = value_from.split(':').take(7).collect();
    Some(Reference::Secret(Arc::from(parts.join(":"))))
}

fn log_group(log: &Value) -> Option<Reference> {
    let options = &log["options"];
    let name = text(options, "awslogs-group");
    let is_there = text(log, "logDriver") == "awslogs" && !name.is_empty();
    is_there.then(|| Reference::LogGroup {
        name: name.into(),
        is_created: text(options, "awslogs-create-group") == "true",
    })
}
