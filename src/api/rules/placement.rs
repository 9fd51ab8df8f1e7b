//! `placementConstraints`, `placementStrategy` and the rebalancing of Availability Zones.

use super::prelude::*;
use crate::api::read;
use crate::lifecycle::placement::query;
use crate::model::service::Scheduling;

/// The most constraints, those of the definition counted in.
/// Source: ECS API, CreateService and RunTask, `placementConstraints`.
const MOST_CONSTRAINTS: usize = 10;
/// The most strategies. Source: ECS API, CreateService and RunTask, `placementStrategy`.
const MOST_STRATEGIES: usize = 5;

const CONSTRAINTS: &str = "$.placementConstraints";
const STRATEGIES: &str = "$.placementStrategy";
const REBALANCING_PATH: &str = "$.availabilityZoneRebalancing";
const STRATEGY_API: &str = "ECS API, PlacementStrategy";
const CONSTRAINT_API: &str = "ECS API, PlacementConstraint";
const RUN: &[Action] = &[Action::RunTask];

/// The rules, in the order of speaking. Source of the texts: answers of ECS, as Terraform and
/// CloudFormation users report them (badmintoncryer/cdk-preflight, rules/ecs, deployed in 2026).
pub const RULES: &[Rule] = &[
    Rule::error(
        "SVC-CONSTRAINT-MAX",
        ALL,
        Wording::AwsRoughly,
        CONSTRAINT_API,
        most_constraints,
    ),
    Rule::error(
        "SVC-STRATEGY-MAX",
        ALL,
        Wording::Aws,
        STRATEGY_API,
        most_strategies,
    ),
    Rule::error(
        "SVC-CONSTRAINT-DISTINCT",
        ALL,
        Wording::Aws,
        CONSTRAINT_API,
        distinct,
    ),
    Rule::error(
        "SVC-CONSTRAINT-EXPRESSION",
        ALL,
        Wording::Ours,
        CONSTRAINT_API,
        expression,
    ),
    Rule::error("SVC-STRATEGY-TYPE", ALL, Wording::Ours, STRATEGY_API, types),
    Rule::error(
        "SVC-STRATEGY-BINPACK",
        ALL,
        Wording::Aws,
        STRATEGY_API,
        binpack,
    ),
    Rule::error(
        "SVC-STRATEGY-RANDOM",
        ALL,
        Wording::Aws,
        STRATEGY_API,
        random,
    ),
    Rule::error(
        "SVC-STRATEGY-SPREAD",
        ALL,
        Wording::Ours,
        STRATEGY_API,
        spread,
    ),
    Rule::error(
        "SVC-PLACEMENT-FARGATE",
        SERVICES,
        Wording::Aws,
        CONSTRAINT_API,
        constraints_on_fargate,
    ),
    Rule::error(
        "SVC-STRATEGY-FARGATE",
        SERVICES,
        Wording::Aws,
        STRATEGY_API,
        strategies_on_fargate,
    ),
    Rule::error(
        "RUN-PLACEMENT-FARGATE",
        RUN,
        Wording::AwsRoughly,
        CONSTRAINT_API,
        constraints_on_fargate,
    ),
    Rule::error(
        "RUN-PLACEMENT-FARGATE",
        RUN,
        Wording::AwsRoughly,
        STRATEGY_API,
        strategies_on_fargate,
    ),
];

/// The rule that speaks nearly last. Source of the text with maximumPercent: public reports of
/// CreateService and UpdateService.
pub const REBALANCING: &[Rule] = &[Rule::error(
    "SVC-AZREB",
    SERVICES,
    Wording::Ours,
    "Developer Guide, Balancing an Amazon ECS service across Availability Zones",
    rebalancing,
)];

fn most_constraints(subject: &Subject, found: &mut Found) {
    let own = subject.spec().map_or(0, |spec| spec.constraints.len());
    if subject.list("placementConstraints").len() + own > MOST_CONSTRAINTS {
        let message = format!("Maximum number of constraints is {MOST_CONSTRAINTS}");
        found.say(
            CONSTRAINTS,
            message,
            "Those of the task definition count too.",
        );
    }
}

fn most_strategies(subject: &Subject, found: &mut Found) {
    if subject.list("placementStrategy").len() > MOST_STRATEGIES {
        let message = format!("Maximum number of strategies is {MOST_STRATEGIES}.");
        found.say(
            STRATEGIES,
            message,
            "Each narrows what the one before left; two are usual.",
        );
    }
}

fn distinct(subject: &Subject, found: &mut Found) {
    for (path, item) in subject.list("placementConstraints") {
        if item.text("type") == Some("distinctInstance") && item.has("expression") {
            found.say(
                format!("{path}.expression"),
                "distinctInstance expression should not be specified.",
                "Remove it, or use memberOf.",
            );
        }
    }
}

/// Assumption: the texts.
fn expression(subject: &Subject, found: &mut Found) {
    for (path, item) in subject.list("placementConstraints") {
        match item.text("type") {
            Some("distinctInstance") => {}
            Some("memberOf") => {
                let expression = item.filled_text("expression").unwrap_or("");
                if let Some(message) = unreadable(expression) {
                    let help = "For example attribute:ecs.instance-type =~ m5.*";
                    found.say(format!("{path}.expression"), message, help);
                }
            }
            other => {
                let other = other.unwrap_or("none");
                let message = format!("Invalid placement constraint type: {other}");
                let help = "Use distinctInstance or memberOf.";
                found.say(format!("{path}.type"), message, help);
            }
        }
    }
}

fn unreadable(expression: &str) -> Option<String> {
    if expression.chars().count() > query::LONGEST {
        let longest = query::LONGEST;
        return Some(format!("expression can have at most {longest} characters"));
    }
    let error = query::parse(expression).err()?;
    let before = expression
        .get(..error.at)
        .map_or(0, |text| text.chars().count());
    Some(format!(
        "Invalid placement constraint expression: {} at character {}.",
        error.message.trim_end_matches('.'),
        before + 1,
    ))
}

fn types(subject: &Subject, found: &mut Found) {
    for (path, item) in subject.list("placementStrategy") {
        let given = item.text("type");
        if !matches!(given, Some("random" | "binpack" | "spread")) {
            let message = format!(
                "Invalid placement strategy type: {}",
                given.unwrap_or("none")
            );
            found.say(
                format!("{path}.type"),
                message,
                "Use random, binpack or spread.",
            );
        }
    }
}

/// Says of the fields of one type of strategy that do not fit.
fn fields(
    subject: &Subject,
    kind: &str,
    fits: fn(Option<&str>) -> bool,
    help: &'static str,
    found: &mut Found,
) {
    for (path, item) in subject.list("placementStrategy") {
        let field = item.filled_text("field");
        if item.text("type") != Some(kind) || fits(field) {
            continue;
        }
        let message = match kind {
            "random" => "random field should not be specified.".to_owned(),
            _ => format!("{kind} field '{}' is invalid.", field.unwrap_or("")),
        };
        found.say(format!("{path}.field"), message, help);
    }
}

fn binpack(subject: &Subject, found: &mut Found) {
    let fits = |field: Option<&str>| {
        field.is_some_and(|field| {
            field.eq_ignore_ascii_case("cpu") || field.eq_ignore_ascii_case("memory")
        })
    };
    fields(subject, "binpack", fits, "Use cpu or memory.", found);
}

fn random(subject: &Subject, found: &mut Found) {
    fields(
        subject,
        "random",
        |field| field.is_none(),
        "Remove it.",
        found,
    );
}

fn spread(subject: &Subject, found: &mut Found) {
    let fits = |field: Option<&str>| {
        let attribute = field.and_then(|field| field.strip_prefix("attribute:"));
        attribute.is_some_and(|name| !name.is_empty())
            || field.is_some_and(|field| {
                field.eq_ignore_ascii_case("instanceId") || field.eq_ignore_ascii_case("host")
            })
    };
    let help = "Use instanceId, or attribute: and a name, as in attribute:ecs.availability-zone.";
    fields(subject, "spread", fits, help, found);
}

const NO_CHOICE: &str = "Fargate spreads tasks over the zones of the subnets by itself. Remove it.";

fn constraints_on_fargate(subject: &Subject, found: &mut Found) {
    if subject.fargate() && subject.request.has("placementConstraints") {
        let message = "Placement constraints are not supported with FARGATE launch type.";
        found.say(CONSTRAINTS, message, NO_CHOICE);
    }
}

fn strategies_on_fargate(subject: &Subject, found: &mut Found) {
    if subject.fargate() && subject.request.has("placementStrategy") {
        let message = "Placement strategies are not supported with FARGATE launch type.";
        found.say(STRATEGIES, message, NO_CHOICE);
    }
}

/// What asks for it on a service that cannot have it is refused; where a service just keeps it,
/// only the maximum is known to be refused.
fn rebalancing(subject: &Subject, found: &mut Found) {
    if subject.request.text("availabilityZoneRebalancing") != Some("ENABLED") || subject.daemon() {
        return;
    }
    if subject.percentages().1 <= 100 {
        let said = found.say(
            REBALANCING_PATH,
            "Availability Zone Rebalancing does not support maximumPercent <= 100 % as \
             deployment configuration.",
            "It starts a task in another zone before it stops one. Set \
             availabilityZoneRebalancing to DISABLED, or raise maximumPercent.",
        );
        said.aws();
        return;
    }
    let placement = read::placement(subject.request);
    let classic = subject.list("loadBalancers");
    let classic = classic.iter().any(|(_, item)| item.has("loadBalancerName"));
    let launch_type = subject.launch_type();
    if read::service::can_rebalance(Scheduling::Replica, &placement, 200, launch_type) && !classic {
        return;
    }
    let said = found.say(
        REBALANCING_PATH,
        "Availability Zone Rebalancing is not available with this configuration.",
        "It needs no placement strategy, or spread over attribute:ecs.availability-zone as the \
         first, and neither external instances nor a Classic Load Balancer.",
    );
    if subject.given.get("availabilityZoneRebalancing").is_none() {
        said.only(Severity::Warning);
    }
}
