//! `networkConfiguration`: of tasks with a network interface of their own.

use super::prelude::*;

/// The group.
pub const GROUP: Group = Group {
    when: |seen| seen.awsvpc() && (!seen.is_external() || seen.updates()),
    ..Group::new("Networking", FIELDS, summary)
};

const SUBNETS: &str = "networkConfiguration.awsvpcConfiguration.subnets";
const GROUPS: &str = "networkConfiguration.awsvpcConfiguration.securityGroups";
const PUBLIC: &str = "networkConfiguration.awsvpcConfiguration.assignPublicIp";

const FIELDS: &[Field] = &[
    field(SUBNETS, "Subnets")
        .offers(offers::subnets)
        .wide()
        .when(applies),
    field(GROUPS, "Security groups")
        .offers(offers::security_groups)
        .wide()
        .when(applies),
    field(PUBLIC, "Public IP address")
        .default("DISABLED")
        .names(&[("DISABLED", "off"), ("ENABLED", "on")])
        .side_by_side()
        .when(applies),
];

fn applies(seen: &Seen) -> bool {
    (GROUP.when)(seen)
}

fn summary(seen: &Seen) -> String {
    let mut said = vec![counted(seen, SUBNETS, "subnet")];
    if !seen.list(GROUPS).is_empty() {
        said.push(counted(seen, GROUPS, "security group"));
    }
    if seen.text(PUBLIC) == "ENABLED" {
        said.push("public IP".to_owned());
    }
    said.join(", ")
}
