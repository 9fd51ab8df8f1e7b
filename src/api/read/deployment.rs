//! `deploymentConfiguration` of a request. The rules have refused what makes no sense.
//! Source: ECS API, `DeploymentConfiguration`.

use crate::api::Request;
use crate::api::rules::tenths;
use crate::model::deployment_configuration::{
    CircuitBreaker, Cleanup, DeploymentAlarms, DeploymentConfiguration, EarlySuccess, Steps,
    Strategy, Threshold, ThresholdKind,
};
use crate::model::lifecycle_hook::{HookAction, HookTarget, HookTimeout, LifecycleHook, Stage};

/// The steps of a strategy that shifts traffic, in `deploymentConfiguration`.
pub const STEPS: [&str; 2] = ["linearConfiguration", "canaryConfiguration"];

/// The configuration after a request: members that are given are replaced, the others stay.
/// Assumption: steps go with their strategy, where another one is given. They could never be taken
/// back, and ECS takes them with their own strategy only.
pub fn configuration(
    request: Request,
    before: &DeploymentConfiguration,
) -> DeploymentConfiguration {
    let given = request.part("deploymentConfiguration");
    let mut before = before.clone();
    let strategy = strategy(given);
    if strategy.is_some_and(|new| new != before.strategy()) {
        (before.linear, before.canary) = (None, None);
    }
    let breaker = given.object("deploymentCircuitBreaker").map(breaker);
    let hooks = given.get("lifecycleHooks").is_some();
    let hooks = hooks.then(|| given.objects("lifecycleHooks").map(hook).collect());
    let linear = given.object("linearConfiguration");
    let linear = linear.map(|of| steps(of, "stepPercent", "stepBakeTimeInMinutes"));
    let canary = given.object("canaryConfiguration");
    let canary = canary.map(|of| steps(of, "canaryPercent", "canaryBakeTimeInMinutes"));
    let early_success = given.object("earlySuccessCriteria").map(early_success);
    DeploymentConfiguration {
        breaker: breaker.or(before.breaker),
        alarms: given.object("alarms").map(alarms).or(before.alarms),
        strategy: strategy.or(before.strategy),
        bake_minutes: number(given, "bakeTimeInMinutes").or(before.bake_minutes),
        hooks: hooks.or(before.hooks),
        linear: linear.or(before.linear),
        canary: canary.or(before.canary),
        early_success: early_success.or(before.early_success),
    }
}

fn number(of: Request, name: &str) -> Option<u32> {
    u32::try_from(of.integer(name)?).ok()
}

fn strategy(given: Request) -> Option<Strategy> {
    let name = given.text("strategy")?;
    Strategy::ALL.into_iter().find(|one| one.name() == name)
}

fn breaker(of: Request) -> CircuitBreaker {
    CircuitBreaker {
        enable: of.truth("enable").unwrap_or(false),
        rollback: of.truth("rollback").unwrap_or(false),
        reset_on_healthy_task: of.truth("resetOnHealthyTask"),
        threshold: of.object("thresholdConfiguration").and_then(threshold),
    }
}

fn threshold(of: Request) -> Option<Threshold> {
    let name = of.text("type")?;
    let mut kinds = ThresholdKind::ALL.into_iter();
    Some(Threshold {
        kind: kinds.find(|kind| kind.name() == name)?,
        value: number(of, "value")?,
    })
}

fn alarms(of: Request) -> DeploymentAlarms {
    DeploymentAlarms {
        names: of.texts("alarmNames").map(Into::into).collect(),
        enable: of.truth("enable").unwrap_or(false),
        rollback: of.truth("rollback").unwrap_or(false),
    }
}

fn steps(of: Request, percent: &str, bake: &str) -> Steps {
    let share = of.get(percent).and_then(tenths);
    Steps {
        permille: share.and_then(|share| u16::try_from(share).ok()),
        bake_minutes: number(of, bake),
    }
}

fn early_success(of: Request) -> EarlySuccess {
    EarlySuccess {
        enable: of.truth("enable").unwrap_or(false),
        healthy_percent: number(of, "healthyPercent"),
        cleanup: match of.text("sourceServiceRevisionCleanup") {
            Some("BLOCKING") => Some(Cleanup::Blocking),
            Some("DEFERRED") => Some(Cleanup::Deferred),
            Some(_) | None => None,
        },
    }
}

fn hook(of: Request) -> LifecycleHook {
    let stage = |name: &str| Stage::ALL.into_iter().find(|stage| stage.name() == name);
    LifecycleHook {
        target_type: match of.text("targetType") {
            Some("PAUSE") => Some(HookTarget::Pause),
            Some("AWS_LAMBDA") => Some(HookTarget::Lambda),
            Some(_) | None => None,
        },
        target_arn: of.text("hookTargetArn").map(Into::into),
        role_arn: of.text("roleArn").map(Into::into),
        stages: of.texts("lifecycleStages").filter_map(stage).collect(),
        details: of.get("hookDetails").map(|value| value.to_string().into()),
        timeout: of.object("timeoutConfiguration").map(|of| HookTimeout {
            minutes: number(of, "timeoutInMinutes"),
            action: match of.text("action") {
                Some("CONTINUE") => Some(HookAction::Continue),
                Some("ROLLBACK") => Some(HookAction::Rollback),
                Some(_) | None => None,
            },
        }),
    }
}
