//! `deploymentConfiguration`: what was given, over the defaults.
//! Source: AWS CLI, samples of create-service and update-service; ECS API,
//! `DeploymentConfiguration`.

use crate::model::DeploymentConfiguration;
use crate::model::deployment_configuration::{
    CircuitBreaker, DeploymentAlarms, EarlySuccess, Steps, Strategy,
};
use crate::model::lifecycle_hook::LifecycleHook;
use serde_json::{Map, Number, Value, json};

type Object = Map<String, Value>;

/// Whose configuration it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A service.
    Service,
    /// The record of a change of a service.
    ServiceDeployment,
}

/// The configuration with the defaults of what is not given; the percentages are
/// `minimumHealthyPercent` and `maximumPercent`. Services show no alarms that nobody gave them,
/// their service deployments do.
/// Source: answers of CreateService and UpdateService that were published in April 2026 with a
/// course project and a workshop on ECS; AWS CLI, sample of describe-service-deployments.
pub fn configuration(
    row: &DeploymentConfiguration,
    (minimum, maximum): (u32, u32),
    of: Holder,
) -> Value {
    let default = DeploymentConfiguration {
        breaker: Some(CircuitBreaker::default()),
        alarms: (of == Holder::ServiceDeployment).then(DeploymentAlarms::default),
        strategy: Some(Strategy::Rolling),
        bake_minutes: Some(0),
        ..DeploymentConfiguration::default()
    };
    let mut object = Object::new();
    let mut default = given(&default);
    // In the order of the samples.
    if let Some(breaker) = default.shift_remove("deploymentCircuitBreaker") {
        object.insert("deploymentCircuitBreaker".into(), breaker);
    }
    object.insert("maximumPercent".into(), maximum.into());
    object.insert("minimumHealthyPercent".into(), minimum.into());
    object.extend(default);
    object.extend(given(row));
    Value::Object(object)
}

/// The members that were given.
pub fn given(row: &DeploymentConfiguration) -> Object {
    let mut object = Object::new();
    let members = [
        (
            "deploymentCircuitBreaker",
            row.breaker.as_ref().map(breaker),
        ),
        ("alarms", row.alarms.as_ref().map(alarms)),
        ("strategy", row.strategy.map(|one| one.name().into())),
        ("bakeTimeInMinutes", row.bake_minutes.map(Value::from)),
        (
            "lifecycleHooks",
            row.hooks
                .as_ref()
                .map(|list| list.iter().map(hook).collect()),
        ),
        (
            "linearConfiguration",
            row.linear
                .map(|of| steps(of, "stepPercent", "stepBakeTimeInMinutes")),
        ),
        (
            "canaryConfiguration",
            row.canary
                .map(|of| steps(of, "canaryPercent", "canaryBakeTimeInMinutes")),
        ),
        ("earlySuccessCriteria", row.early_success.map(early_success)),
    ];
    put_given(&mut object, members);
    object
}

fn put_given(
    object: &mut Object,
    members: impl IntoIterator<Item = (&'static str, Option<Value>)>,
) {
    for (name, value) in members {
        if let Some(value) = value {
            object.insert(name.into(), value);
        }
    }
}

fn breaker(row: &CircuitBreaker) -> Value {
    let mut object = Object::new();
    let threshold = row
        .threshold
        .map(|of| json!({"type": of.kind.name(), "value": of.value}));
    let members = [
        ("enable", Some(row.enable.into())),
        ("rollback", Some(row.rollback.into())),
        (
            "resetOnHealthyTask",
            row.reset_on_healthy_task.map(Value::from),
        ),
        ("thresholdConfiguration", threshold),
    ];
    put_given(&mut object, members);
    Value::Object(object)
}

fn alarms(row: &DeploymentAlarms) -> Value {
    let names: Vec<&str> = row.names.iter().map(|name| &**name).collect();
    json!({"alarmNames": names, "rollback": row.rollback, "enable": row.enable})
}

/// A share of the traffic in per cent, with its tenth.
pub fn percent(permille: u16) -> Value {
    Number::from_f64(f64::from(permille) / 10.0).map_or(Value::Null, Value::Number)
}

fn steps(row: Steps, share: &'static str, bake: &'static str) -> Value {
    let mut object = Object::new();
    let members = [
        (share, row.permille.map(percent)),
        (bake, row.bake_minutes.map(Value::from)),
    ];
    put_given(&mut object, members);
    Value::Object(object)
}

fn early_success(row: EarlySuccess) -> Value {
    let mut object = Object::new();
    let members = [
        ("enable", Some(row.enable.into())),
        ("healthyPercent", row.healthy_percent.map(Value::from)),
        (
            "sourceServiceRevisionCleanup",
            row.cleanup.map(|cleanup| cleanup.name().into()),
        ),
    ];
    put_given(&mut object, members);
    Value::Object(object)
}

fn hook(row: &LifecycleHook) -> Value {
    let mut object = Object::new();
    let stages: Vec<&str> = row.stages.iter().map(|stage| stage.name()).collect();
    let details = row.details.as_ref();
    let timeout = row.timeout.map(|timeout| {
        let mut object = Object::new();
        let action = timeout.action.map(|action| action.name().into());
        let minutes = timeout.minutes.map(Value::from);
        put_given(
            &mut object,
            [("timeoutInMinutes", minutes), ("action", action)],
        );
        Value::Object(object)
    });
    let text = |value: &Option<std::sync::Arc<str>>| value.as_deref().map(Value::from);
    let members = [
        (
            "targetType",
            row.target_type.map(|target| target.name().into()),
        ),
        ("hookTargetArn", text(&row.target_arn)),
        ("roleArn", text(&row.role_arn)),
        ("lifecycleStages", Some(stages.into())),
        (
            "hookDetails",
            details.and_then(|text| serde_json::from_str(text).ok()),
        ),
        ("timeoutConfiguration", timeout),
    ];
    put_given(&mut object, members);
    Value::Object(object)
}
