//! `loadBalancers`: target groups, or Classic Load Balancers by name.

use super::prelude::*;

/// The group.
pub const GROUP: Group = Group::new("Load balancing", FIELDS, summary);

const LIST: &str = "loadBalancers";

const FIELDS: &[Field] = &[
    rows(LIST, "Load balancers", "load balancer", fresh, BALANCER),
    field(
        "healthCheckGracePeriodSeconds",
        "healthCheckGracePeriodSeconds",
    )
    .default("0")
    .wide(),
    field("role", "Role that ECS calls load balancers with")
        .offers(offers::roles)
        .none("the service-linked one")
        .wide()
        .when(|seen| !seen.list(LIST).is_empty() && !seen.updates()),
];

const BALANCER: &[Field] = &[
    field("targetGroupArn", "Target group")
        .offers(offers::target_groups)
        .none("none: a Classic Load Balancer")
        .wide(),
    field("loadBalancerName", "Classic Load Balancer")
        .offers(offers::classic_balancers)
        .none("choose one")
        .wide()
        .when(|seen| seen.of_row("targetGroupArn").is_empty()),
    field("containerName", "Container")
        .offers(offers::containers)
        .none("choose one"),
    field("containerPort", "Container port")
        .offers(offers::container_ports)
        .none("choose one"),
    field(
        "advancedConfiguration.alternateTargetGroupArn",
        "Alternate target group",
    )
    .offers(offers::target_groups)
    .none("choose one")
    .wide()
    .when(|seen| seen.shifts()),
    field(
        "advancedConfiguration.productionListenerRule",
        "Production rule",
    )
    .offers(offers::listener_rules)
    .none("choose one")
    .when(|seen| seen.shifts()),
    field("advancedConfiguration.testListenerRule", "Test rule")
        .offers(offers::listener_rules)
        .when(|seen| seen.shifts()),
    field("advancedConfiguration.roleArn", "Role that shifts traffic")
        .offers(offers::shifting_roles)
        .none("choose one")
        .wide()
        .when(|seen| seen.shifts()),
];

/// The first target group that is free, and the first port.
fn fresh(seen: &Seen) -> Value {
    let mut row = json!({});
    let group = start::unused_group(seen, 0);
    if !group.is_empty() {
        row["targetGroupArn"] = json!(group);
    }
    if let Some((container, port)) = seen.ports().next() {
        row["containerName"] = json!(container);
        row["containerPort"] = port["containerPort"].clone();
    }
    if seen.shifts() {
        let mut form = seen.form.clone();
        place::add_row(&mut form, LIST, row.clone());
        let with = Seen {
            form: &form,
            ..*seen
        };
        row["advancedConfiguration"] = start::advanced(&with);
    }
    row
}

/// The names of what is behind.
fn summary(seen: &Seen) -> String {
    let offered = offers::target_groups(seen);
    let name = |row: &Value| {
        let arn = row["targetGroupArn"].as_str().unwrap_or("");
        let known = offered.iter().find(|(value, _)| value == arn);
        let short = arn.split('/').nth(1).unwrap_or(arn);
        match known {
            Some((_, name)) => name.clone(),
            None if short.is_empty() => row["loadBalancerName"]
                .as_str()
                .unwrap_or("not chosen")
                .to_owned(),
            None => short.to_owned(),
        }
    };
    let names: Vec<String> = seen.list(LIST).iter().map(name).collect();
    match names.is_empty() {
        true => "none".to_owned(),
        false => names.join(", "),
    }
}
