//! ListServicesByNamespace: services that Service Connect knows under a Cloud Map namespace, in all
//! clusters. Source: ECS API, ListServicesByNamespace.

use crate::api::{Code, Refusal, Request, paging};
use crate::lifecycle::Turn;
use crate::model::arn::{Arns, last_part};
use crate::model::{Service, ServiceStatus, World};
use serde_json::Value;
use std::sync::Arc;

/// A page unless `maxResults` says otherwise. Source: ECS API, `maxResults`.
const PAGE: usize = 10;

pub fn run(turn: &mut Turn, request: Request) -> Result<Value, Refusal> {
    let world = turn.world();
    let name = request.filled_text("namespace").unwrap_or("");
    if !is_known(world, name) {
        // Assumption: a namespace is there once a cluster or a service has named it. The text is
        // the first sentence of what the API says of the exception.
        let message = "The specified namespace wasn't found.";
        return Err(Refusal::new(Code::NamespaceNotFound, message));
    }
    let listed = |row: &&Arc<Service>| {
        row.status == ServiceStatus::Active && is_in(world, namespace(world, row), name)
    };
    let rows = world.services.rows().filter(listed);
    let arns = rows.map(|row| (u64::from(row.id.0), Arns::of(world).service(row.id)));
    let (arns, next) = paging::page(world, request, PAGE, arns)?;
    Ok(paging::answer("serviceArns", arns, next))
}

fn is_known(world: &World, name: &str) -> bool {
    let mut clusters = world.clusters.rows();
    let mut services = world.services.rows();
    clusters.any(|row| is_in(world, default_of(row), name))
        || services.any(|row| is_in(world, namespace(world, row), name))
}

/// Whether two names, or ARNs, are of one namespace.
fn is_in(world: &World, one: Option<String>, other: &str) -> bool {
    let arns = Arns::of(world);
    one.is_some_and(|one| {
        last_part(&one) == last_part(other) || arns.namespace(&one) == arns.namespace(other)
    })
}

/// The namespace of a cluster's `serviceConnectDefaults`.
fn default_of(row: &crate::model::Cluster) -> Option<String> {
    let defaults = row.extra("serviceConnectDefaults")?;
    Some(defaults["namespace"].as_str()?.to_owned())
}

/// The namespace in which Service Connect knows a service: its own, else that of its cluster.
fn namespace(world: &World, row: &Service) -> Option<String> {
    let mut extras = row.extras.iter();
    let (_, text) = extras.find(|(member, _)| &**member == "serviceConnectConfiguration")?;
    let configuration: Value = serde_json::from_str(text).ok()?;
    if configuration["enabled"] != true {
        return None;
    }
    match configuration["namespace"].as_str() {
        Some(name) => Some(name.to_owned()),
        None => default_of(world.clusters.get(row.cluster)?),
    }
}
