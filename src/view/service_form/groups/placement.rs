//! How many, and where: scheduling strategy, placement, zones.

use super::prelude::*;

/// The group.
pub const GROUP: Group = Group::new("Scheduling and placement", FIELDS, summary);

const STRATEGY: &str = "placementStrategy";
const CONSTRAINTS: &str = "placementConstraints";
const REBALANCING: &str = "availabilityZoneRebalancing";

const FIELDS: &[Field] = &[
    field("schedulingStrategy", "Scheduling strategy")
        .default("REPLICA")
        .names(&[("REPLICA", "Desired count"), ("DAEMON", "One per instance")])
        .side_by_side(),
    rows(
        STRATEGY,
        "Placement strategy",
        "strategy",
        |_| json!({"type": "spread", "field": "attribute:ecs.availability-zone"}),
        &[
            field("type", "Type").none("choose one").then(forget_field),
            field("field", "By")
                .offers(offers::strategy_fields)
                .when(|seen| seen.of_row("type") != "random"),
        ],
    )
    .when(|seen| !seen.on_fargate() && !seen.is_daemon()),
    rows(
        CONSTRAINTS,
        "Placement constraints",
        "constraint",
        |_| json!({"type": "memberOf", "expression": ""}),
        &[
            field("type", "Type").none("choose one"),
            field("expression", "Expression")
                .example("attribute:ecs.instance-type =~ m5.*")
                .wide()
                .when(|seen| seen.of_row("type") == "memberOf"),
        ],
    )
    .when(|seen| !seen.on_fargate()),
    field(REBALANCING, "Even tasks out over Availability Zones")
        .names(&[("ENABLED", "on"), ("DISABLED", "off")])
        .none("where ECS can")
        .wide()
        .when(|seen| !seen.is_daemon() && !seen.is_external()),
];

/// What a strategy goes by is none of another type's.
fn forget_field(row: &mut Value, _: &crate::model::World) {
    let field = match row["type"].as_str() {
        Some("spread") => Some(json!("attribute:ecs.availability-zone")),
        Some("binpack") => Some(json!("memory")),
        Some(_) | None => None,
    };
    place::put(row, "field", field);
}

fn summary(seen: &Seen) -> String {
    let mut said = Vec::new();
    if seen.is_daemon() {
        said.push("one per instance".to_owned());
    }
    if !seen.on_fargate() {
        let strategies = seen.list(STRATEGY).iter().filter(|_| !seen.is_daemon());
        said.extend(
            strategies
                .filter_map(|row| row["type"].as_str())
                .map(str::to_owned),
        );
        if !seen.list(CONSTRAINTS).is_empty() {
            said.push(counted(seen, CONSTRAINTS, "constraint"));
        }
    }
    if seen.text(REBALANCING) == "DISABLED" {
        said.push("no rebalancing".to_owned());
    }
    match said.is_empty() {
        true => "default".to_owned(),
        false => said.join(", "),
    }
}
