//! What goes with load balancers: the grace period of health checks and the role.

use super::prelude::*;
use crate::sim::Span;

const ROLE: &str = "$.role";
const GRACE: &str = "$.healthCheckGracePeriodSeconds";
const GUIDE: &str = "Developer Guide, Service load balancing";
const GRACE_API: &str = "ECS API, CreateService, healthCheckGracePeriodSeconds";

/// The rules, in the order of speaking. Source of the texts: answers of ECS, as public reports
/// quote them.
pub const RULES: &[Rule] = &[
    Rule::error(
        "SVC-GRACE-RANGE",
        SERVICES,
        Wording::Ours,
        GRACE_API,
        grace_range,
    ),
    Rule::warning("SVC-GRACE", SERVICES, Wording::Aws, GRACE_API, grace_unused),
    Rule::info("SVC-GRACE-MISSING", SERVICES, GUIDE, grace_missing),
    Rule::error(
        "SVC-ROLE-AWSVPC",
        CREATIONS,
        Wording::Aws,
        "ECS API, CreateService, role",
        linked_role,
    ),
    Rule::error(
        "SVC-ROLE-NOLB",
        CREATIONS,
        Wording::AwsRoughly,
        "ECS API, CreateService, role",
        role_alone,
    ),
];

fn grace(subject: &Subject) -> Option<i64> {
    subject.request.integer("healthCheckGracePeriodSeconds")
}

fn grace_range(subject: &Subject, found: &mut Found) {
    if grace(subject).is_some_and(|seconds| i32::try_from(seconds).is_err() || seconds < 0) {
        let message = "healthCheckGracePeriodSeconds must be between 0 and 2147483647.";
        found.say(
            GRACE,
            message,
            "Seconds in which failing health checks are ignored.",
        );
    }
}

fn grace_unused(subject: &Subject, found: &mut Found) {
    let used = subject.request.has("loadBalancers")
        || subject.request.has("vpcLatticeConfigurations")
        || subject
            .containers()
            .iter()
            .any(|row| row.health_check.is_some());
    if !used && grace(subject).is_some_and(|seconds| seconds > 0) {
        found.say(
            GRACE,
            "Health check grace period is only valid for services configured to use load \
             balancers",
            "Nothing checks these tasks, so it is not used. Older versions of ECS refused it.",
        );
    }
}

fn grace_missing(subject: &Subject, found: &mut Found) {
    let slow = |row: &ContainerDefinition| {
        let check = row.health_check.as_ref();
        check.is_some_and(|check| check.start_period > Span::ZERO)
    };
    let balanced = subject.request.has("loadBalancers");
    if balanced && subject.containers().iter().any(slow) && grace(subject).unwrap_or(0) == 0 {
        found.say(
            GRACE,
            "A container has a startPeriod, and the load balancer's checks have no grace period",
            "Tasks that start slowly are replaced before they are ready. Set \
             healthCheckGracePeriodSeconds to as long as the start takes.",
        );
    }
}

fn linked_role(subject: &Subject, found: &mut Found) {
    let awsvpc = subject.network_mode() == Some(NetworkMode::Awsvpc);
    let groups = subject.list("loadBalancers");
    let groups = groups
        .iter()
        .filter(|(_, item)| item.has("targetGroupArn"))
        .count();
    let linked = awsvpc || subject.request.has("serviceRegistries") || groups > 1;
    if subject.request.has("role") && linked {
        found.say(
            ROLE,
            "You cannot specify an IAM role for services that require a service linked role.",
            "Remove it: ECS uses AWSServiceRoleForECS.",
        );
    }
}

fn role_alone(subject: &Subject, found: &mut Found) {
    if subject.request.has("role") && !subject.request.has("loadBalancers") {
        found.say(
            ROLE,
            "IAM roles are only valid for services configured to use load balancers.",
            "It is what ECS registers targets with. The role of the containers is the \
             definition's taskRoleArn.",
        );
    }
}
