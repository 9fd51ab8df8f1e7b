//! `serviceConnectConfiguration`.

use super::prelude::*;
use serde_json::Value;

const PATH: &str = "$.serviceConnectConfiguration";
const API: &str = "ECS API, ServiceConnectService";
const GUIDE: &str = "Developer Guide, Service Connect";

/// The rules, in the order of speaking. Source of the texts: answers of ECS, as Terraform and
/// CloudFormation users report them.
pub const RULES: &[Rule] = &[
    Rule::error(
        "SVC-SC-CONTROLLER",
        SERVICES,
        Wording::Ours,
        GUIDE,
        controller,
    ),
    Rule::error(
        "SVC-SC-NAMESPACE",
        SERVICES,
        Wording::Aws,
        "ECS API, ServiceConnectConfiguration",
        namespace,
    ),
    Rule::error(
        "SVC-SC-NETMODE",
        SERVICES,
        Wording::Ours,
        GUIDE,
        network_mode,
    ),
    Rule::error("SVC-SC-ALIAS-ONE", SERVICES, Wording::Aws, API, one_alias),
    Rule::error(
        "SVC-SC-DNS",
        SERVICES,
        Wording::Aws,
        "ECS API, ServiceConnectClientAlias",
        dns_names,
    ),
    Rule::error(
        "SVC-SC-DISCOVERY",
        SERVICES,
        Wording::Ours,
        API,
        discovery_names,
    ),
    // Source of the text: terraform-provider-aws, issue 28293, as ECS gave it.
    Rule::error("SVC-SC-INGRESS", SERVICES, Wording::Aws, API, ingress_ports),
    Rule::error(
        "SVC-SC-PORTNAME",
        SERVICES,
        Wording::AwsRoughly,
        API,
        port_names,
    ),
    Rule::error("SVC-SC-PROTO", SERVICES, Wording::Ours, API, protocols),
    Rule::error("SVC-SC-MEMORY", SERVICES, Wording::Ours, GUIDE, memory),
    Rule::error(
        "SVC-SC-ACCESSLOG",
        SERVICES,
        Wording::Ours,
        "ECS API, ServiceConnectAccessLogConfiguration",
        access_log,
    ),
];

/// The configuration, if it is enabled.
fn connect<'a>(subject: &Subject<'a>) -> Option<Request<'a>> {
    let connect = subject.request.object("serviceConnectConfiguration")?;
    (connect.truth("enabled") == Some(true)).then_some(connect)
}

fn services<'a>(subject: &Subject<'a>) -> Vec<(String, Request<'a>)> {
    connect(subject).map_or_else(Vec::new, |connect| listed(connect, PATH, "services"))
}

fn aliases<'a>(subject: &Subject<'a>) -> Vec<(String, Request<'a>)> {
    let of = |(path, service): (String, Request<'a>)| listed(service, &path, "clientAliases");
    services(subject).into_iter().flat_map(of).collect()
}

fn controller(subject: &Subject, found: &mut Found) {
    if connect(subject).is_some() && subject.controller() != "ECS" {
        let message = "Service Connect needs the ECS deployment controller.";
        found.say(
            PATH,
            message,
            "Leave deploymentController out; BLUE_GREEN is a strategy of it.",
        );
    }
}

fn namespace(subject: &Subject, found: &mut Found) {
    let Some(connect) = connect(subject) else {
        return;
    };
    let mut extras = subject
        .cluster
        .iter()
        .flat_map(|cluster| cluster.extras.iter());
    let default = extras.any(|(member, text)| {
        let defaults: Value = serde_json::from_str(text).unwrap_or_default();
        &**member == "serviceConnectDefaults" && Request::new(&defaults).has("namespace")
    });
    if !connect.has("namespace") && !default {
        found.say(
            format!("{PATH}.namespace"),
            "Namespace is missing",
            "Name a Cloud Map namespace, or give the cluster a default one.",
        );
    }
}

fn network_mode(subject: &Subject, found: &mut Found) {
    let mode = subject.network_mode();
    let without = matches!(mode, Some(NetworkMode::Host | NetworkMode::None))
        || subject.windows()
        || subject.launch_type() == LaunchType::External;
    if connect(subject).is_some() && without {
        found.say(
            PATH,
            "Service Connect needs networkMode awsvpc or bridge, on Linux.",
            "Its proxy is a container of the task. External instances do not have it.",
        );
    }
}

/// Source of the text for none: terraform-provider-aws, issue 44027.
fn one_alias(subject: &Subject, found: &mut Found) {
    for (path, service) in services(subject) {
        let message = match service.objects("clientAliases").count() {
            0 => "clientAliases must have 1 element.".to_owned(),
            1 => continue,
            many => format!("{many} clientAliases exceeds the max limit of 1"),
        };
        let help = "One alias, with the port that clients use.";
        found.say(format!("{path}.clientAliases"), message, help);
    }
}

fn dns_names(subject: &Subject, found: &mut Found) {
    for (path, alias) in aliases(subject) {
        let Some(name) = alias.text("dnsName") else {
            continue;
        };
        let allowed =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.');
        let fits = !name.is_empty() && name.len() <= 127 && !name.starts_with('-');
        if !fits || !name.chars().all(allowed) {
            found.say(
                format!("{path}.dnsName"),
                "The DNS name that you provided is invalid. The name must be a valid DNS name but \
                 doesn’t need to be fully-qualified. Up to 127 characters are allowed. The \
                 characters can include lowercase letters, numbers, underscores (_), hyphens (-), \
                 and periods (.). A hyphen can’t be the first character.",
                "At most 127 small letters, digits, underscores, hyphens and dots.",
            );
        }
    }
}

fn discovery_names(subject: &Subject, found: &mut Found) {
    let services = services(subject);
    for (index, (path, service)) in services.iter().enumerate() {
        let Some(name) = service.text("discoveryName") else {
            continue;
        };
        let allowed =
            |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
        let fits =
            (1..=64).contains(&name.len()) && !name.starts_with('-') && name.chars().all(allowed);
        let mut before = services[..index].iter();
        let path = format!("{path}.discoveryName");
        if !fits {
            let help = "At most 64 small letters, digits, underscores and hyphens.";
            found.say(path, "discoveryName is invalid.", help);
        } else if before.any(|(_, other)| other.text("discoveryName") == Some(name)) {
            let message = format!("discoveryName {name} is used more than once.");
            found.say(path, message, "It is unique in its namespace.");
        }
    }
}

fn ingress_ports(subject: &Subject, found: &mut Found) {
    for (path, service) in services(subject) {
        let port = service.integer("ingressPortOverride");
        if port.is_some_and(|port| port <= 1_024) {
            found.say(
                format!("{path}.ingressPortOverride"),
                "IngressPortOverride cannot use ports <= 1024.",
                "Leave it out: then ECS picks one. 0 counts as a port.",
            );
        }
    }
}

fn port_names(subject: &Subject, found: &mut Found) {
    if subject.definition.is_none() {
        return;
    }
    for (path, service) in services(subject) {
        let name = service.text("portName").unwrap_or("");
        if !subject.has_port_named(name) {
            found.say(
                format!("{path}.portName"),
                format!(
                    "portName({name}) does not refer to any named PortMapping in the container \
                     definitions"
                ),
                "Give the port mapping in the task definition this name.",
            );
        }
    }
}

fn protocols(subject: &Subject, found: &mut Found) {
    for (path, service) in services(subject) {
        let name = service.text("portName").unwrap_or("");
        let mut mappings = subject.port_mappings();
        let Some(port) = mappings.find(|port| port.text("name") == Some(name)) else {
            continue;
        };
        if port.text("protocol") == Some("udp") {
            let message = format!("Service Connect does not carry udp, which port {name} has.");
            found.say(
                format!("{path}.portName"),
                message,
                "It carries tcp, http, http2 and grpc.",
            );
        }
        let per_request = service.part("timeout").has("perRequestTimeoutSeconds");
        if per_request && !port.has("appProtocol") {
            found.say(
                format!("{path}.timeout.perRequestTimeoutSeconds"),
                format!(
                    "perRequestTimeoutSeconds needs an appProtocol, which port {name} has not."
                ),
                "Plain tcp has no requests. Set appProtocol in the port mapping, or remove it.",
            );
        }
    }
}

fn memory(subject: &Subject, found: &mut Found) {
    let without = subject.spec().is_some_and(|spec| spec.memory_mib.is_none());
    if connect(subject).is_some() && without {
        found.say(
            PATH,
            "Task definitions must set the task memory limit to use Service Connect.",
            "The proxy needs what the containers leave of it. Set the task's memory above the \
             sum of theirs.",
        );
    }
}

fn access_log(subject: &Subject, found: &mut Found) {
    let Some(connect) = connect(subject) else {
        return;
    };
    if connect.has("accessLogConfiguration") && !connect.has("logConfiguration") {
        found.say(
            format!("{PATH}.accessLogConfiguration"),
            "Access logs need a logConfiguration.",
            "They go where the proxy's other logs go. Add one.",
        );
    }
}
