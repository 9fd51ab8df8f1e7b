//! VPC Lattice, gateways and monitoring.

use super::deployment::missing;
use super::prelude::*;

const LATTICE: &str = "ECS API, VpcLatticeConfiguration";
const GATEWAY: &str = "ECS API, GatewayConnector";

/// The rules, in the order of speaking.
pub const RULES: &[Rule] = &[
    Rule::error(
        "SVC-LATTICE-PORT",
        SERVICES,
        Wording::Ours,
        LATTICE,
        lattice,
    ),
    Rule::error("SVC-GATEWAY", SERVICES, Wording::Ours, GATEWAY, gateways),
    Rule::error(
        "SVC-MONITORING",
        SERVICES,
        Wording::Ours,
        "ECS API, MetricConfiguration",
        monitoring,
    ),
];

/// Says of the port names of a list that the definition does not have.
fn port_names(subject: &Subject, list: &str, found: &mut Found) {
    for (path, item) in subject.list(list) {
        let name = item.text("portName").unwrap_or("");
        if subject.definition.is_some() && !name.is_empty() && !subject.has_port_named(name) {
            found.say(
                format!("{path}.portName"),
                format!("portName {name} does not match a named port mapping."),
                "Give the port mapping in the task definition this name.",
            );
        }
    }
}

fn lattice(subject: &Subject, found: &mut Found) {
    for (path, item) in subject.list("vpcLatticeConfigurations") {
        let place = path.trim_start_matches("$.");
        missing(
            item,
            place,
            &["roleArn", "targetGroupArn", "portName"],
            found,
        );
    }
    port_names(subject, "vpcLatticeConfigurations", found);
}

fn gateways(subject: &Subject, found: &mut Found) {
    let connectors = subject.list("gatewayConnectors");
    let count = connectors.len();
    if count > 1 {
        let message = format!(
            "Invalid length for parameter gatewayConnectors, value: {count}, valid max length: 1"
        );
        found
            .say("$.gatewayConnectors", message, "Keep one.")
            .by_client();
    }
    port_names(subject, "gatewayConnectors", found);
    for (path, item) in connectors {
        let seconds = item.part("deregistrationDelay").integer("timeoutSeconds");
        let Some(seconds) = seconds.filter(|seconds| !(0..=3_600).contains(seconds)) else {
            continue;
        };
        let place = format!("{path}.deregistrationDelay.timeoutSeconds");
        let message = format!(
            "Invalid range for parameter {}, value: {seconds}, valid range: 0-3600",
            place.trim_start_matches("$.")
        );
        found.say(place, message, "An hour at most.").by_client();
    }
}

fn monitoring(subject: &Subject, found: &mut Found) {
    let path = "$.monitoring.metricConfigurations";
    let rows = listed(
        subject.request.part("monitoring"),
        "$.monitoring",
        "metricConfigurations",
    );
    if rows.len() > 5 {
        found.say(
            path,
            "metricConfigurations can have at most 5 items.",
            "Leave some out.",
        );
    }
    for (path, row) in rows {
        let known = |name: &str| matches!(name, "CPUUtilization" | "MemoryUtilization");
        if !row.texts("metricNames").all(known) {
            let message = "metricNames can be CPUUtilization and MemoryUtilization.";
            found.say(format!("{path}.metricNames"), message, "Remove the others.");
        }
        let seconds = row.integer("resolutionSeconds");
        if seconds.is_some_and(|seconds| !matches!(seconds, 20 | 60)) {
            let message = "resolutionSeconds must be 20 or 60.";
            found.say(format!("{path}.resolutionSeconds"), message, "60 is usual.");
        }
    }
}
