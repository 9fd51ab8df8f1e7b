//! Deployment strategies that shift traffic, early success, and lifecycle hooks.

use super::prelude::*;
use serde_json::Value;

const PATH: &str = "$.deploymentConfiguration";
const API: &str = "ECS API, DeploymentConfiguration";

/// Minutes of a day, the longest bake time.
const DAY: i64 = 1_440;

/// The rules, in the order of speaking.
pub const RULES: &[Rule] = &[
    Rule::error(
        "SVC-BG-LB",
        SERVICES,
        Wording::Ours,
        "ECS API, AdvancedConfiguration",
        blue_green,
    ),
    Rule::error("SVC-BG-BAKE", SERVICES, Wording::Ours, API, bake_time),
    Rule::error(
        "SVC-LINEAR",
        SERVICES,
        Wording::Ours,
        "ECS API, LinearConfiguration",
        linear,
    ),
    Rule::error(
        "SVC-CANARY",
        SERVICES,
        Wording::Ours,
        "ECS API, CanaryConfiguration",
        canary,
    ),
    Rule::error(
        "SVC-EARLY-SUCCESS",
        SERVICES,
        Wording::Ours,
        "ECS API, DeploymentEarlySuccessCriteria",
        early_success,
    ),
    Rule::error(
        "SVC-HOOK",
        SERVICES,
        Wording::Ours,
        "ECS API, DeploymentLifecycleHook",
        hooks,
    ),
];

fn blue_green(subject: &Subject, found: &mut Found) {
    if subject.strategy() != "BLUE_GREEN" {
        return;
    }
    let balancers = subject.list("loadBalancers");
    let others = subject.request.has("vpcLatticeConfigurations")
        || subject.request.has("serviceConnectConfiguration");
    if balancers.is_empty() && !others {
        found.say(
            "$.loadBalancers",
            "Blue/green needs a load balancer, VPC Lattice or Service Connect.",
            "Something must shift the traffic from the old tasks to the new ones.",
        );
    }
    for (path, balancer) in balancers {
        let advanced = balancer.part("advancedConfiguration");
        let needed = [
            "alternateTargetGroupArn",
            "productionListenerRule",
            "roleArn",
        ];
        if !needed.iter().all(|member| advanced.has(member)) {
            found.say(
                format!("{path}.advancedConfiguration"),
                "Blue/green needs an alternate target group, a production listener rule and a \
                 role.",
                "Add alternateTargetGroupArn, productionListenerRule and roleArn.",
            );
        }
    }
}

fn bake_time(subject: &Subject, found: &mut Found) {
    let path = format!("{PATH}.bakeTimeInMinutes");
    match subject.deployment().integer("bakeTimeInMinutes") {
        None if subject.strategy() == "BLUE_GREEN" => {
            let message = "bakeTimeInMinutes is required for BLUE_GREEN.";
            let help = "How long old and new tasks stand side by side after the shift.";
            found.say(path, message, help);
        }
        Some(minutes) if !(0..=DAY).contains(&minutes) => {
            let message = format!("bakeTimeInMinutes must be between 0 and {DAY}.");
            found.say(path, message, "A day at most.");
        }
        None | Some(_) => {}
    }
}

fn linear(subject: &Subject, found: &mut Found) {
    let members = ("LINEAR", "stepPercent", "stepBakeTimeInMinutes");
    shifted(subject, "linearConfiguration", members, 30, found);
}

fn canary(subject: &Subject, found: &mut Found) {
    let members = ("CANARY", "canaryPercent", "canaryBakeTimeInMinutes");
    shifted(subject, "canaryConfiguration", members, 1, found);
}

/// One of the two that shift traffic in steps; `least` in tenths of a percent.
fn shifted(
    subject: &Subject,
    name: &str,
    (strategy, percent, bake): (&str, &str, &str),
    least: i64,
    found: &mut Found,
) {
    let Some(configuration) = subject.deployment().object(name) else {
        return;
    };
    let path = format!("{PATH}.{name}");
    if subject.strategy() != strategy {
        let message = format!("{name} needs the deployment strategy {strategy}.");
        found.say(path.clone(), message, "Set strategy, or remove this.");
    }
    let fits =
        |value: &Value| tenths(value).is_some_and(|tenths| (least..=1_000).contains(&tenths));
    if configuration.get(percent).is_some_and(|value| !fits(value)) {
        found.say(
            format!("{path}.{percent}"),
            format!(
                "{percent} must be between {}.{} and 100.0, in steps of 0.1.",
                least / 10,
                least % 10
            ),
            "It is the share of the traffic that moves at once.",
        );
    }
    let minutes = configuration.integer(bake);
    if minutes.is_some_and(|minutes| !(0..=DAY).contains(&minutes)) {
        let message = format!("{bake} must be between 0 and {DAY}.");
        found.say(format!("{path}.{bake}"), message, "A day at most.");
    }
}

fn early_success(subject: &Subject, found: &mut Found) {
    let Some(criteria) = subject.deployment().object("earlySuccessCriteria") else {
        return;
    };
    let path = format!("{PATH}.earlySuccessCriteria");
    let mut say = |member: &str, message: &str, help: &'static str| {
        found.say(format!("{path}{member}"), message, help);
    };
    if subject.strategy() != "ROLLING" {
        let message = "earlySuccessCriteria needs the deployment strategy ROLLING.";
        say(
            "",
            message,
            "Remove it: the other strategies end with their bake time.",
        );
    }
    let percent = criteria.integer("healthyPercent");
    let whole = percent.is_some() && criteria.has("sourceServiceRevisionCleanup");
    if criteria.truth("enable") == Some(true) && !whole {
        let message = "earlySuccessCriteria needs healthyPercent and sourceServiceRevisionCleanup.";
        say(
            "",
            message,
            "They say when it has succeeded and what becomes of the old tasks.",
        );
    }
    let Some(percent) = percent else { return };
    if !(0..=100).contains(&percent) {
        say(
            ".healthyPercent",
            "healthyPercent must be between 0 and 100.",
            "It is a share.",
        );
    } else if percent < subject.percentages().0 {
        let message = "healthyPercent must be at least minimumHealthyPercent.";
        say(
            ".healthyPercent",
            message,
            "Raise it, or lower the minimum.",
        );
    }
}

fn hooks(subject: &Subject, found: &mut Found) {
    for (path, hook) in listed(subject.deployment(), PATH, "lifecycleHooks") {
        let target = hook.filled_text("targetType").unwrap_or("AWS_LAMBDA");
        if target == "AWS_LAMBDA" && !hook.has("hookTargetArn") {
            let message = "A hook needs hookTargetArn.";
            found.say(
                format!("{path}.hookTargetArn"),
                message,
                "Name the function to call.",
            );
        }
        if !hook.has("lifecycleStages") {
            let message = "A hook needs lifecycleStages.";
            found.say(
                format!("{path}.lifecycleStages"),
                message,
                "Say when it is called.",
            );
        }
        let shifting =
            |stage: &str| matches!(stage, "TEST_TRAFFIC_SHIFT" | "PRODUCTION_TRAFFIC_SHIFT");
        if target == "PAUSE" && hook.texts("lifecycleStages").any(shifting) {
            found.say(
                format!("{path}.lifecycleStages"),
                "A PAUSE is not allowed while traffic shifts.",
                "Pause before the shift or after it.",
            );
        }
        let minutes = hook
            .part("timeoutConfiguration")
            .integer("timeoutInMinutes");
        if minutes.is_some_and(|minutes| !(1..=20_160).contains(&minutes)) {
            let message = "timeoutInMinutes must be between 1 and 20160.";
            let path = format!("{path}.timeoutConfiguration.timeoutInMinutes");
            found.say(path, message, "Two weeks at most.");
        }
    }
}
