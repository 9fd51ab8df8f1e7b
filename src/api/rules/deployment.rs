//! Percentages, circuit breaker and alarms of `deploymentConfiguration`.

use super::prelude::*;

const PATH: &str = "$.deploymentConfiguration";
const BREAKER: &str = "$.deploymentConfiguration.deploymentCircuitBreaker";
const API: &str = "ECS API, DeploymentConfiguration";
const BREAKER_API: &str = "ECS API, DeploymentCircuitBreaker";

/// The rules, in the order of speaking.
pub const RULES: &[Rule] = &[
    Rule::error("SVC-MINPCT-MAX", SERVICES, Wording::Aws, API, minimum),
    Rule::error("SVC-MAXPCT-MIN", SERVICES, Wording::Aws, API, maximum),
    Rule::error("SVC-PCT-BLOCK", SERVICES, Wording::Aws, API, block),
    Rule::warning(
        "SVC-PCT-ROUNDING",
        SERVICES,
        Wording::AtRunTime,
        API,
        rounding,
    ),
    Rule::warning("SVC-PCT-NONECS-EC2", SERVICES, Wording::Ours, API, not_used),
    Rule::info("SVC-PCT-UNHEALTHY", SERVICES, API, unhealthy),
    Rule::error(
        "SVC-CB-CONTROLLER",
        SERVICES,
        Wording::Ours,
        BREAKER_API,
        breaker_controller,
    ),
    Rule::client("SVC-CB-FIELDS", SERVICES, BREAKER_API, breaker_members),
    Rule::info(
        "SVC-CB-SMALL",
        SERVICES,
        "Developer Guide, deployment circuit breaker",
        breaker_threshold,
    ),
    Rule::error(
        "SVC-ALARMS-CONTROLLER",
        SERVICES,
        Wording::Ours,
        "ECS API, DeploymentAlarms",
        alarms,
    ),
    Rule::error(
        "SVC-STRATEGY-CONTROLLER",
        SERVICES,
        Wording::Ours,
        API,
        strategy,
    ),
];

fn minimum(subject: &Subject, found: &mut Found) {
    let path = format!("{PATH}.minimumHealthyPercent");
    let (minimum, _) = subject.percentages();
    if minimum > 100 {
        let help = "It is the share of desiredCount that stays healthy while tasks are replaced.";
        found.say(path, "minimumHealthyPercent must be at most 100", help);
    } else if minimum < 0 {
        let message = "minimumHealthyPercent must be at least 0";
        found.say(path, message, "Use 0 to 100.").ours();
    }
}

fn maximum(subject: &Subject, found: &mut Found) {
    let path = format!("{PATH}.maximumPercent");
    let (_, maximum) = subject.percentages();
    if maximum < 100 {
        let help = "It is how many tasks may exist at once, as a share of desiredCount.";
        found.say(path, "maximumPercent must be at least 100", help);
    } else if u32::try_from(maximum).is_err() {
        found
            .say(path, "maximumPercent is too large", "200 is usual.")
            .ours();
    }
}

fn block(subject: &Subject, found: &mut Found) {
    if subject.percentages() == (100, 100) {
        found.say(
            PATH,
            "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block \
             deployments.",
            "No task could stop and none could start. Use a maximum of 200, or a minimum below \
             100.",
        );
    }
}

/// The least and the greatest number of tasks. Source: ECS API, DeploymentConfiguration: the
/// minimum is rounded up, the maximum down.
fn limits(subject: &Subject) -> Option<(i64, i64, i64)> {
    let (minimum, maximum) = subject.percentages();
    let sound = (0..=100).contains(&minimum) && (100..=i64::from(u32::MAX)).contains(&maximum);
    let desired = subject.desired();
    if !sound || !(1..=5_000).contains(&desired) || subject.daemon() {
        return None;
    }
    let least = (desired * minimum + 99) / 100;
    Some((least, desired * maximum / 100, desired))
}

fn rounding(subject: &Subject, found: &mut Found) {
    let Some((least, most, desired)) = limits(subject) else {
        return;
    };
    if least == desired && most == desired && subject.percentages() != (100, 100) {
        found.say(
            PATH,
            format!("At least {least} of {desired} must stay healthy and at most {most} may exist"),
            "The minimum is rounded up and the maximum down, so deployments never progress. \
             Raise the maximum or lower the minimum.",
        );
    }
}

fn not_used(subject: &Subject, found: &mut Found) {
    let given = subject.deployment();
    let custom = given.has("minimumHealthyPercent") || given.has("maximumPercent");
    if custom && subject.controller() != "ECS" && !subject.fargate() {
        let message = "Percentages are not used with this deployment controller";
        found.say(PATH, message, "Leave them out: the defaults hold.");
    }
}

fn unhealthy(subject: &Subject, found: &mut Found) {
    let Some((least, most, desired)) = limits(subject) else {
        return;
    };
    if most == desired && least < desired {
        found.say(
            format!("{PATH}.maximumPercent"),
            "Unhealthy tasks are stopped one at a time before their replacements start",
            "There is no room above desiredCount. With a higher maximum the replacement starts \
             first, which guides of 2023 do not know yet.",
        );
    }
}

fn breaker_controller(subject: &Subject, found: &mut Found) {
    if subject.deployment().has("deploymentCircuitBreaker") && subject.controller() != "ECS" {
        found.say(
            BREAKER,
            "The deployment circuit breaker can only be used with the ECS deployment controller.",
            "Remove it.",
        );
    }
}

fn breaker_members(subject: &Subject, found: &mut Found) {
    let Some(breaker) = subject.deployment().object("deploymentCircuitBreaker") else {
        return;
    };
    let place = "deploymentConfiguration.deploymentCircuitBreaker";
    missing(breaker, place, &["enable", "rollback"], found);
    if let Some(threshold) = breaker.object("thresholdConfiguration") {
        let place = format!("{place}.thresholdConfiguration");
        missing(threshold, &place, &["type", "value"], found);
    }
}

/// Members that botocore insists on.
pub(super) fn missing(object: Request, place: &str, members: &[&str], found: &mut Found) {
    for member in members.iter().filter(|member| object.get(member).is_none()) {
        found
            .say(
                format!("$.{place}.{member}"),
                format!("Missing required parameter in {place}: \"{member}\""),
                "The CLI and the SDKs send nothing without it.",
            )
            .by_client();
    }
}

/// Source: Developer Guide, "How the Amazon ECS deployment circuit breaker detects failures".
fn breaker_threshold(subject: &Subject, found: &mut Found) {
    let Some(breaker) = subject.deployment().object("deploymentCircuitBreaker") else {
        return;
    };
    let custom = breaker.has("thresholdConfiguration");
    if breaker.truth("enable") != Some(true) || custom || subject.desired() < 1 {
        return;
    }
    let half = (subject.desired() + 1) / 2;
    let threshold = half.clamp(3, 200);
    found.say(
        BREAKER,
        format!("A deployment is given up after {threshold} failed tasks"),
        "Half of desiredCount, but at least 3 and at most 200. Guides of 2023 say at least 10.",
    );
}

fn alarms(subject: &Subject, found: &mut Found) {
    if subject.deployment().has("alarms") && subject.controller() != "ECS" {
        let message = "Deployment alarms require the ECS deployment controller.";
        found.say(format!("{PATH}.alarms"), message, "Remove them.");
    }
}

fn strategy(subject: &Subject, found: &mut Found) {
    let strategy = subject.strategy();
    if strategy != "ROLLING" && subject.controller() != "ECS" {
        found.say(
            format!("{PATH}.strategy"),
            format!("The deployment strategy {strategy} requires the ECS deployment controller."),
            "Leave deploymentController out.",
        );
    }
}
