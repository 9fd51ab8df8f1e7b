//! How a service changes: limits, strategy, lifecycle hooks, who deploys.

use super::prelude::*;

/// The group.
pub const GROUP: Group = Group {
    advice,
    ..Group::new("Deployment", FIELDS, summary)
};

const STRATEGY: &str = "deploymentConfiguration.strategy";
const MINIMUM: &str = "deploymentConfiguration.minimumHealthyPercent";
const MAXIMUM: &str = "deploymentConfiguration.maximumPercent";
const EARLY: &str = "deploymentConfiguration.earlySuccessCriteria.enable";
const HOOKS: &str = "deploymentConfiguration.lifecycleHooks";

const FIELDS: &[Field] = &[
    field(
        "forceNewDeployment",
        "forceNewDeployment: replace all tasks",
    )
    .when(|seen| seen.updates()),
    field(MINIMUM, "minimumHealthyPercent")
        .wide()
        .default("100")
        .when(is_replica),
    field(MAXIMUM, "maximumPercent")
        .wide()
        .default("200")
        .when(is_replica),
    field(MINIMUM, "minimumHealthyPercent")
        .wide()
        .default("0")
        .when(is_daemon),
    field(MAXIMUM, "maximumPercent")
        .wide()
        .default("100")
        .when(is_daemon),
    field(STRATEGY, "Strategy")
        .default("ROLLING")
        .names(&[
            ("ROLLING", "rolling"),
            ("BLUE_GREEN", "blue/green"),
            ("LINEAR", "linear"),
            ("CANARY", "canary"),
        ])
        .when(|seen| is_replica(seen) && seen.controller() == "ECS")
        .then(start::follow_strategy),
    field(
        "deploymentConfiguration.bakeTimeInMinutes",
        "bakeTimeInMinutes",
    )
    .default("0")
    .when(|seen| is_replica(seen) && seen.controller() == "ECS"),
    field(
        "deploymentConfiguration.linearConfiguration.stepPercent",
        "Share of a step, %",
    )
    .example("10")
    .when(|seen| is(seen, "LINEAR")),
    field(
        "deploymentConfiguration.linearConfiguration.stepBakeTimeInMinutes",
        "Minutes of a step",
    )
    .example("6")
    .when(|seen| is(seen, "LINEAR")),
    field(
        "deploymentConfiguration.canaryConfiguration.canaryPercent",
        "Share of the canary, %",
    )
    .example("5")
    .when(|seen| is(seen, "CANARY")),
    field(
        "deploymentConfiguration.canaryConfiguration.canaryBakeTimeInMinutes",
        "Minutes of the canary",
    )
    .example("10")
    .when(|seen| is(seen, "CANARY")),
    field(EARLY, "Early success: before all tasks are healthy")
        .when(|seen| is_replica(seen) && !seen.shifts() && seen.controller() == "ECS"),
    field(
        "deploymentConfiguration.earlySuccessCriteria.healthyPercent",
        "From so many, % healthy",
    )
    .example("100")
    .when(is_early),
    field(
        "deploymentConfiguration.earlySuccessCriteria.sourceServiceRevisionCleanup",
        "Old tasks go",
    )
    .names(&[("BLOCKING", "before it"), ("DEFERRED", "afterwards")])
    .none("before it (default)")
    .when(is_early),
    rows(HOOKS, "Lifecycle hooks", "hook", fresh_hook, HOOK).when(|seen| seen.shifts()),
    field("deploymentController.type", "Deployment controller")
        .default("ECS")
        .names(&[
            ("ECS", "ECS"),
            ("CODE_DEPLOY", "CodeDeploy"),
            ("EXTERNAL", "external"),
        ])
        .wide(),
];

/// Source: ECS API, `DeploymentLifecycleHookStage`.
const STAGES: &[(&str, &str)] = &[
    ("RECONCILE_SERVICE", "reconcile service"),
    ("PRE_SCALE_UP", "before scale-up"),
    ("POST_SCALE_UP", "after scale-up"),
    ("TEST_TRAFFIC_SHIFT", "test traffic shift"),
    ("POST_TEST_TRAFFIC_SHIFT", "after test traffic shift"),
    ("PRE_PRODUCTION_TRAFFIC_SHIFT", "before production traffic"),
    ("PRODUCTION_TRAFFIC_SHIFT", "production traffic shift"),
    ("POST_PRODUCTION_TRAFFIC_SHIFT", "after production traffic"),
];

const HOOK: &[Field] = &[
    field("targetType", "What is called")
        .names(&[("PAUSE", "a pause"), ("AWS_LAMBDA", "a Lambda function")])
        .none("a Lambda function (default)")
        .wide(),
    field("lifecycleStages", "At").names(STAGES).wide(),
    field("hookTargetArn", "hookTargetArn")
        .example("arn:aws:lambda:us-east-1:123456789012:function:smoke-test")
        .wide()
        .when(is_function),
    field("roleArn", "Role that calls it")
        .offers(offers::roles)
        .wide()
        .when(is_function),
    field("timeoutConfiguration.timeoutInMinutes", "timeoutInMinutes").example("1440"),
    field("timeoutConfiguration.action", "When it times out").none("ROLLBACK (default)"),
    field("hookDetails", "hookDetails, as JSON")
        .wide()
        .rare()
        .when(is_function),
];

fn fresh_hook(_: &Seen) -> Value {
    json!({"targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"]})
}

/// Source: ECS API, `DeploymentLifecycleHook.targetType`: AWS_LAMBDA where it is not given.
fn is_function(seen: &Seen) -> bool {
    seen.of_row("targetType") != "PAUSE"
}

fn is_replica(seen: &Seen) -> bool {
    !seen.is_daemon() && !seen.is_external()
}

fn is_daemon(seen: &Seen) -> bool {
    seen.is_daemon() && !seen.is_external()
}

fn is(seen: &Seen, strategy: &str) -> bool {
    seen.shifts() && seen.text(STRATEGY) == strategy
}

fn is_early(seen: &Seen) -> bool {
    seen.is_on(EARLY) && is_replica(seen) && !seen.shifts()
}

/// The limits that hold: in per cent, as typed or as ECS takes them.
fn limits(seen: &Seen) -> (String, String) {
    let (minimum, maximum) = match seen.is_daemon() {
        true => ("0", "100"),
        false => ("100", "200"),
    };
    let or = |path, default: &str| match place::text(seen.form, path) {
        text if text.is_empty() => default.to_owned(),
        text => text,
    };
    (or(MINIMUM, minimum), or(MAXIMUM, maximum))
}

fn summary(seen: &Seen) -> String {
    let strategy = match (seen.controller(), seen.text(STRATEGY)) {
        ("ECS", "BLUE_GREEN") => "blue/green",
        ("ECS", "LINEAR") => "linear",
        ("ECS", "CANARY") => "canary",
        ("CODE_DEPLOY", _) => "CodeDeploy",
        ("EXTERNAL", _) => return "external".to_owned(),
        _ => "rolling",
    };
    let (minimum, maximum) = limits(seen);
    let hooks = match seen.list(HOOKS).len() {
        0 => String::new(),
        _ if !seen.shifts() => String::new(),
        _ => format!(", {}", counted(seen, HOOKS, "hook")),
    };
    let force = match seen.is_on("forceNewDeployment") {
        true => ", forced",
        false => "",
    };
    format!("{strategy}, {minimum} to {maximum} %{hooks}{force}")
}

/// What the limits mean in tasks, and whether they leave no way.
fn advice(seen: &Seen) -> Option<Advice> {
    if !is_replica(seen) {
        return None;
    }
    let desired = place::text(seen.form, "desiredCount").parse::<u64>().ok()?;
    let (minimum, maximum) = limits(seen);
    let lowest = desired.checked_mul(minimum.parse().ok()?)?.div_ceil(100);
    let most = desired.checked_mul(maximum.parse().ok()?)? / 100;
    let stuck = desired > 0 && lowest >= desired && most <= desired;
    let way = match stuck {
        true => " No task can stop and none can start.",
        false => "",
    };
    let text = format!("At least {lowest} must stay healthy and at most {most} may exist.{way}");
    let fixes: &[_] = match stuck {
        true => &[
            ("Use maximum 200", MAXIMUM, 200),
            ("Use minimum 50", MINIMUM, 50),
        ],
        false => &[],
    };
    Some(Advice { text, stuck, fixes })
}
