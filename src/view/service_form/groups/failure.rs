//! What tells that a deployment fails: circuit breaker and alarms.

use super::prelude::*;

/// The group.
pub const GROUP: Group = Group {
    when: |seen| !seen.is_daemon() && seen.controller() == "ECS",
    ..Group::new("When a deployment fails", FIELDS, summary)
};

const BREAKER: &str = "deploymentConfiguration.deploymentCircuitBreaker.enable";
const ROLLBACK: &str = "deploymentConfiguration.deploymentCircuitBreaker.rollback";
const ALARMS: &str = "deploymentConfiguration.alarms.enable";
const NAMES: &str = "deploymentConfiguration.alarms.alarmNames";

const FIELDS: &[Field] = &[
    field(BREAKER, "Circuit breaker: give up after failures")
        .when(applies)
        .wide(),
    field(ROLLBACK, "Then go back to what ran before")
        .when(has_breaker)
        .wide(),
    field(
        "deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration.value",
        "After",
    )
    .example("half, 3 to 200")
    .when(has_breaker),
    field(
        "deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration.type",
        "Counted in",
    )
    .names(&[
        ("COUNT", "failures"),
        ("BOUNDED_PERCENT", "% of desiredCount, 3 to 200"),
        ("UNBOUNDED_PERCENT", "% of desiredCount"),
    ])
    .none("default")
    .when(has_breaker),
    field(
        "deploymentConfiguration.deploymentCircuitBreaker.resetOnHealthyTask",
        "A healthy task sets the count back",
    )
    .when(has_breaker)
    .wide(),
    field(ALARMS, "Alarms: give up when one is on")
        .when(applies)
        .wide(),
    field(NAMES, "Alarms")
        .offers(offers::alarms)
        .example("errors, latency")
        .when(has_alarms)
        .wide(),
    field(
        "deploymentConfiguration.alarms.rollback",
        "After an alarm, go back to what ran before",
    )
    .when(has_alarms)
    .wide(),
];

fn applies(seen: &Seen) -> bool {
    (GROUP.when)(seen)
}

fn has_breaker(seen: &Seen) -> bool {
    applies(seen) && seen.is_on(BREAKER)
}

fn has_alarms(seen: &Seen) -> bool {
    applies(seen) && seen.is_on(ALARMS)
}

fn summary(seen: &Seen) -> String {
    let mut said = Vec::new();
    if has_breaker(seen) {
        let back = match seen.is_on(ROLLBACK) {
            true => "circuit breaker, goes back",
            false => "circuit breaker",
        };
        said.push(back.to_owned());
    }
    if has_alarms(seen) {
        said.push(counted(seen, NAMES, "alarm"));
    }
    match said.is_empty() {
        true => "nothing stops it".to_owned(),
        false => said.join(", "),
    }
}
