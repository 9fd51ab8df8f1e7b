//! `serviceRegistries`: service discovery with AWS Cloud Map.

use super::prelude::*;

/// The group.
pub const GROUP: Group = Group {
    when: |seen| !seen.is_external() || seen.updates(),
    ..Group::new("Service discovery", FIELDS, |seen| {
        counted(seen, LIST, "registry")
    })
};

const LIST: &str = "serviceRegistries";

const FIELDS: &[Field] =
    &[rows(LIST, "Registries", "registry", fresh, REGISTRY).when(|seen| (GROUP.when)(seen))];

const REGISTRY: &[Field] = &[
    field("registryArn", "registryArn")
        .offers(offers::registries)
        .example("arn:aws:servicediscovery:us-east-1:123456789012:service/srv-…")
        .wide(),
    field("containerName", "Container").offers(offers::containers),
    field("containerPort", "Container port").offers(offers::container_ports),
    field("port", "port, of SRV records").wide(),
];

/// Tasks that share the address of their instance need an SRV record, with the port on the host.
fn fresh(seen: &Seen) -> Value {
    let mut row = json!({"registryArn": offers::first(offers::registries(seen))});
    if let Some((container, port)) = seen.ports().next().filter(|_| !seen.awsvpc()) {
        row["containerName"] = json!(container);
        row["containerPort"] = port["containerPort"].clone();
    }
    row
}
