//! What every service is asked for: name, task definition, count, and where its tasks run.

use super::prelude::*;

/// The group.
pub const GROUP: Group = Group::new("", FIELDS, |_| String::new());

const FIELDS: &[Field] = &[
    field("serviceName", "Service name").wide(),
    field("taskDefinition", "Task definition")
        .offers(offers::definitions)
        .none("choose one")
        .when(|seen| !seen.is_external() || seen.updates())
        .then(start::follow_definition),
    field("desiredCount", "desiredCount").when(|seen| !seen.is_daemon()),
    field("launchType", "Launch type")
        .names(&[
            ("EC2", "EC2"),
            ("FARGATE", "Fargate"),
            ("EXTERNAL", "External"),
            ("", "Providers"),
        ])
        .side_by_side()
        .when(|seen| match seen.updates() {
            true => seen.list(STRATEGY).is_empty() && !seen.text("launchType").is_empty(),
            false => !seen.is_external(),
        })
        .then(start::follow_launch_type),
    rows(STRATEGY, LABEL, "provider", fresh, PROVIDER)
        .none("the cluster's")
        .when(|seen| !seen.updates() && !seen.is_external() && seen.text("launchType").is_empty()),
    rows(STRATEGY, LABEL, "provider", fresh, PROVIDER)
        .when(|seen| seen.updates() && !seen.is_external()),
];

const STRATEGY: &str = "capacityProviderStrategy";
const LABEL: &str = "Capacity provider strategy";

const PROVIDER: &[Field] = &[
    field("capacityProvider", "Capacity provider")
        .offers(offers::providers)
        .none("choose one")
        .wide(),
    field("base", "base").example("0"),
    field("weight", "weight").example("0"),
];

/// The next of the cluster's providers.
fn fresh(seen: &Seen) -> Value {
    let named = seen.list(STRATEGY);
    let is_new = |name: &str| named.iter().all(|row| row["capacityProvider"] != *name);
    let mut offered = offers::providers(seen).into_iter();
    let next = offered.find(|(name, _)| is_new(name));
    json!({"capacityProvider": next.map_or(String::new(), |one| one.0), "weight": 1})
}
