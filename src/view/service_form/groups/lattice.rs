//! `vpcLatticeConfigurations`.

use super::prelude::*;

/// The group.
pub const GROUP: Group = Group {
    when: |seen| !seen.is_external() || seen.updates(),
    ..Group::new("VPC Lattice", FIELDS, |seen| {
        counted(seen, LIST, "target group")
    })
};

const LIST: &str = "vpcLatticeConfigurations";

const FIELDS: &[Field] = &[rows(
    LIST,
    "Target groups of VPC Lattice",
    "target group",
    fresh,
    ROW,
)
.when(|seen| (GROUP.when)(seen))];

const ROW: &[Field] = &[
    field("targetGroupArn", "targetGroupArn")
        .example("arn:aws:vpc-lattice:us-east-1:123456789012:targetgroup/tg-…")
        .wide(),
    field("portName", "Port name")
        .offers(offers::port_names)
        .none("choose one"),
    field("roleArn", "Role")
        .offers(offers::infrastructure_roles)
        .none("choose one"),
    field(
        "advancedConfiguration.alternateTargetGroupArn",
        "Alternate target group",
    )
    .rare()
    .wide(),
    field(
        "advancedConfiguration.productionListenerRule",
        "Production rule",
    )
    .rare(),
    field("advancedConfiguration.testListenerRule", "Test rule").rare(),
];

fn fresh(seen: &Seen) -> Value {
    json!({
        "portName": offers::first(offers::port_names(seen)),
        "roleArn": offers::first(offers::infrastructure_roles(seen)),
    })
}
