//! REPLICA and DAEMON, and how many.

use super::prelude::*;

/// The most tasks of a service. Source: Developer Guide, "Amazon ECS service quotas".
const MOST_TASKS: i64 = 5_000;

const API: &str = "ECS API, CreateService, schedulingStrategy";

/// The rules, in the order of speaking.
/// Source of the sentences on what is not supported: public reports of CreateService for count and
/// strategy (kayac/ecspresso, issue 402 and pull request 20), deployments of 2026 for the others
/// (badmintoncryer/cdk-preflight, rules/ecs).
pub const RULES: &[Rule] = &[
    Rule::error(
        "SVC-DAEMON-FARGATE",
        CREATIONS,
        Wording::AwsRoughly,
        API,
        daemon_on_fargate,
    ),
    Rule::error(
        "SVC-DAEMON-CONTROLLER",
        CREATIONS,
        Wording::Ours,
        API,
        daemon_controller,
    ),
    // Source of the text: containers-roadmap, issue 692, as ECS gave it.
    Rule::error(
        "SVC-DAEMON-CPS",
        CREATIONS,
        Wording::Aws,
        API,
        daemon_providers,
    ),
    Rule::error(
        "SVC-DAEMON-COUNT",
        SERVICES,
        Wording::Aws,
        API,
        daemon_count,
    ),
    Rule::error(
        "SVC-DAEMON-STRATEGY",
        SERVICES,
        Wording::Aws,
        API,
        daemon_placement,
    ),
    Rule::error(
        "SVC-DAEMON-MAXPCT",
        SERVICES,
        Wording::Aws,
        API,
        daemon_maximum,
    ),
    Rule::error(
        "SVC-DAEMON-AZREB",
        SERVICES,
        Wording::Aws,
        API,
        daemon_rebalancing,
    ),
    Rule::info("SVC-DAEMON-AUTOSCALING", CREATIONS, API, daemon_scaling),
    // Assumption: the text, built like those of daemons.
    Rule::error(
        "SVC-REPLICA-COUNT",
        CREATIONS,
        Wording::Ours,
        "ECS API, CreateService, desiredCount",
        replica_count,
    ),
    Rule::error(
        "SVC-COUNT-RANGE",
        SERVICES,
        Wording::Ours,
        "Developer Guide, service quotas",
        count_range,
    ),
];

fn daemon_on_fargate(subject: &Subject, found: &mut Found) {
    if subject.daemon() && subject.fargate() {
        found.say(
            "$.schedulingStrategy",
            "The daemon scheduling strategy is not supported with the FARGATE launch type",
            "A daemon is one task on each instance, and Fargate has no instances. Use REPLICA.",
        );
    }
}

fn daemon_controller(subject: &Subject, found: &mut Found) {
    if subject.daemon() && subject.controller() != "ECS" {
        found.say(
            "$.schedulingStrategy",
            "The daemon scheduling strategy requires the ECS deployment controller",
            "Use REPLICA, or leave deploymentController out.",
        );
    }
}

fn daemon_providers(subject: &Subject, found: &mut Found) {
    if subject.daemon() && subject.has_strategy() {
        found.say(
            "$.capacityProviderStrategy",
            "Specifying a capacity provider strategy is not supported when you create a service \
             using the DAEMON scheduling strategy.",
            "Use launchType EC2.",
        );
    }
}

fn daemon_count(subject: &Subject, found: &mut Found) {
    if subject.daemon() && subject.request.integer("desiredCount").is_some() {
        found.say(
            "$.desiredCount",
            "The daemon scheduling strategy does not support a desired count for services. Remove \
             the desired count value and try again",
            "There are as many tasks as instances. Leave desiredCount out, also where it is 0.",
        );
    }
}

fn daemon_placement(subject: &Subject, found: &mut Found) {
    if subject.daemon() && subject.request.has("placementStrategy") {
        found.say(
            "$.placementStrategy",
            "The daemon scheduling strategy does not support placement strategies. Remove the \
             placement strategy and try again",
            "Each instance gets a task: there is nothing to choose. Constraints are allowed.",
        );
    }
}

fn daemon_maximum(subject: &Subject, found: &mut Found) {
    if subject.daemon() && subject.percentages().1 > 100 {
        found.say(
            "$.deploymentConfiguration.maximumPercent",
            "The daemon scheduling strategy does not support values above 100 for \
             maximumPercent on a deployment configuration. Change the maximumPercent value to \
             100, and try again",
            "An instance never runs two tasks of a daemon. Use 100.",
        );
    }
}

fn daemon_rebalancing(subject: &Subject, found: &mut Found) {
    if subject.daemon() && subject.request.text("availabilityZoneRebalancing") == Some("ENABLED") {
        found.say(
            "$.availabilityZoneRebalancing",
            "The service couldn't be created because Availability Zone Rebalancing does not \
             support DAEMON as scheduling strategy. Update scheduling strategy and try again.",
            "Where the tasks are is where the instances are. Use DISABLED.",
        );
    }
}

fn daemon_scaling(subject: &Subject, found: &mut Found) {
    if subject.daemon() {
        found.say(
            "$.schedulingStrategy",
            "A daemon runs exactly one task on each active instance that meets its constraints",
            "It has no desired count, no placement strategy and no Service Auto Scaling.",
        );
    }
}

fn replica_count(subject: &Subject, found: &mut Found) {
    if !subject.daemon() && subject.request.get("desiredCount").is_none() {
        found.say(
            "$.desiredCount",
            "The replica scheduling strategy requires a desired count for services.",
            "Say how many tasks it shall keep running.",
        );
    }
}

/// Assumption: the texts.
fn count_range(subject: &Subject, found: &mut Found) {
    let count = subject.desired();
    let help = "A service has 0 to 5000 tasks.";
    if count < 0 {
        found.say("$.desiredCount", "desiredCount cannot be negative.", help);
    } else if count > MOST_TASKS {
        let message = format!("desiredCount can be at most {MOST_TASKS}.");
        found.say("$.desiredCount", message, help);
    }
}
