//! `serviceConnectConfiguration`.

use super::prelude::*;
use crate::model::World;

/// The group.
pub const GROUP: Group = Group {
    when: |seen| !seen.is_external() || seen.updates(),
    ..Group::new("Service Connect", FIELDS, summary)
};

const ON: &str = "serviceConnectConfiguration.enabled";
const NAMESPACE: &str = "serviceConnectConfiguration.namespace";
const SERVICES: &str = "serviceConnectConfiguration.services";
const DRIVER: &str = "serviceConnectConfiguration.logConfiguration.logDriver";

const FIELDS: &[Field] = &[
    field(ON, "Use Service Connect")
        .wide()
        .when(|seen| (GROUP.when)(seen))
        .then(need_namespace),
    field(NAMESPACE, "Namespace")
        .offers(offers::namespaces)
        .none("the cluster's")
        .example("the cluster's")
        .wide()
        .when(is_on),
    rows(
        SERVICES,
        "Services that others can call",
        "service",
        fresh,
        SERVICE,
    )
    .when(is_on),
    field(DRIVER, "Log driver of the proxy").when(is_on).wide(),
    field(
        "serviceConnectConfiguration.logConfiguration.options",
        "Log options, a line for each",
    )
    .example("awslogs-group=/ecs/proxy")
    .wide()
    .when(has_driver),
    rows(
        "serviceConnectConfiguration.logConfiguration.secretOptions",
        "Secret log options",
        "secret option",
        |_| json!({}),
        &[field("name", "name"), field("valueFrom", "valueFrom")],
    )
    .rare()
    .when(has_driver),
    field(
        "serviceConnectConfiguration.accessLogConfiguration.format",
        "Access logs",
    )
    .rare()
    .when(is_on),
    field(
        "serviceConnectConfiguration.accessLogConfiguration.includeQueryParameters",
        "Query parameters in them",
    )
    .none("default")
    .rare()
    .when(is_on),
    rows(
        "serviceConnectConfiguration.containerConfigurations",
        "Containers of the proxy",
        "container",
        |_| json!({}),
        &[field("logLevel", "logLevel")],
    )
    .rare()
    .when(is_on),
];

const SERVICE: &[Field] = &[
    field("portName", "Port name")
        .offers(offers::port_names)
        .none("choose one"),
    field("discoveryName", "discoveryName").example("the port name"),
    rows(
        "clientAliases",
        "Client aliases",
        "alias",
        |seen| json!({"port": port(seen, seen.of_row("portName"))}),
        &[
            field("port", "port"),
            field("dnsName", "dnsName").example("discoveryName.namespace"),
            field("testTrafficRules.header.name", "Test header").rare(),
            field("testTrafficRules.header.value.exact", "Its value").rare(),
        ],
    ),
    field("ingressPortOverride", "ingressPortOverride").rare(),
    field("timeout.idleTimeoutSeconds", "idleTimeoutSeconds").rare(),
    field(
        "timeout.perRequestTimeoutSeconds",
        "perRequestTimeoutSeconds",
    )
    .rare(),
    field(
        "tls.issuerCertificateAuthority.awsPcaAuthorityArn",
        "TLS: awsPcaAuthorityArn",
    )
    .wide()
    .rare(),
    field("tls.kmsKey", "TLS: kmsKey").rare(),
    field("tls.roleArn", "TLS: roleArn")
        .offers(offers::roles)
        .rare(),
];

fn is_on(seen: &Seen) -> bool {
    (GROUP.when)(seen) && seen.is_on(ON)
}

fn has_driver(seen: &Seen) -> bool {
    is_on(seen) && !seen.text(DRIVER).is_empty()
}

/// Where the cluster has no namespace, one of its name is meant: so the console names the one that
/// it makes with a cluster. Source: ECS developer guide, "Creating an Amazon ECS cluster".
fn need_namespace(form: &mut Value, world: &World) {
    let cluster = place::text(form, "cluster");
    let mut rows = world.clusters.rows().rev();
    let row = rows.find(|row| *row.name == *cluster);
    let has = row.is_some_and(|row| row.extra("serviceConnectDefaults").is_some());
    let given = place::get(form, NAMESPACE).is_some();
    if place::get(form, ON).is_some() && !has && !given {
        place::put(form, NAMESPACE, Some(json!(cluster)));
    }
}

/// The port with this name.
fn port(seen: &Seen, name: &str) -> Value {
    let mut named = seen.ports().filter(|(_, port)| port["name"] == *name);
    named
        .next()
        .map_or(json!(80), |(_, port)| port["containerPort"].clone())
}

/// The first named port that no service has yet, with an alias for it.
fn fresh(seen: &Seen) -> Value {
    let used = seen.list(SERVICES);
    let is_new = |name: &str| used.iter().all(|row| row["portName"] != *name);
    let mut names = offers::port_names(seen).into_iter();
    match names.find(|(name, _)| is_new(name)) {
        Some((name, _)) => {
            json!({"portName": name, "clientAliases": [{"port": port(seen, &name)}]})
        }
        None => json!({"portName": ""}),
    }
}

fn summary(seen: &Seen) -> String {
    if !seen.is_on(ON) {
        return "off".to_owned();
    }
    let namespace = match seen.text(NAMESPACE) {
        "" => "the cluster's namespace",
        namespace => namespace.rsplit('/').next().unwrap_or(namespace),
    };
    match seen.list(SERVICES).is_empty() {
        true => format!("{namespace}, client only"),
        false => format!("{namespace}, {}", counted(seen, SERVICES, "service")),
    }
}
