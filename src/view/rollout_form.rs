//! What the form of a service asks about its deployments: fields as they are typed, and the
//! members of `deploymentConfiguration` that come of them.

use super::format;
use crate::model::DeploymentConfiguration;
use crate::model::deployment_configuration::{Strategy, Threshold, ThresholdKind};
use crate::model::lifecycle_hook::LifecycleHook;
use serde_json::{Map, Value, json};

/// The fields; an empty one leaves ECS its default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolloutForm {
    /// `strategy`.
    pub strategy: String,
    /// `bakeTimeInMinutes`.
    pub bake: String,
    /// The share of a step in per cent.
    pub percent: String,
    /// The minutes after a step.
    pub step_bake: String,
    /// The circuit breaker: `off`, `stop` or `rollback`.
    pub breaker: String,
    /// How to read its threshold: a `ThresholdType`.
    pub threshold_kind: String,
    /// Its threshold.
    pub threshold: String,
    /// Names of alarms, parted by commas or blanks.
    pub alarms: String,
    /// What an alarm does: `stop` or `rollback`.
    pub on_alarm: String,
    /// Per cent of the desired count that make an early success; empty for none.
    pub early: String,
    /// `sourceServiceRevisionCleanup` of an early success.
    pub cleanup: String,
    /// The target type of the hook; empty for none.
    pub hook: String,
    /// The stage that it is called at.
    pub hook_stage: String,
    /// The function that it calls.
    pub hook_function: String,
}

impl Default for RolloutForm {
    /// What ECS does unless it is told otherwise.
    fn default() -> RolloutForm {
        let text = str::to_owned;
        RolloutForm {
            strategy: text("ROLLING"),
            bake: String::new(),
            percent: String::new(),
            step_bake: String::new(),
            breaker: text("off"),
            threshold_kind: text(ThresholdKind::Count.name()),
            threshold: String::new(),
            alarms: String::new(),
            on_alarm: text("rollback"),
            early: String::new(),
            cleanup: text("BLOCKING"),
            hook: String::new(),
            hook_stage: text("POST_TEST_TRAFFIC_SHIFT"),
            hook_function: String::new(),
        }
    }
}

impl RolloutForm {
    /// The fields as a service has them. Of several hooks none shows.
    pub fn of(row: &DeploymentConfiguration) -> RolloutForm {
        let default = RolloutForm::default();
        let steps = row.linear.or(row.canary).unwrap_or_default();
        let share = steps.permille.map(|share| format::tenths(share.into()));
        let threshold = row.breaker_on().and_then(|breaker| breaker.threshold);
        let alarms = row.alarms_on();
        let early = row.early_success_on();
        let hook = only_hook(row);
        let stage = hook.and_then(|hook| hook.stages.first());
        let function = hook.and_then(|hook| hook.target_arn.as_deref());
        RolloutForm {
            strategy: row.strategy().name().to_owned(),
            bake: row.bake_minutes.map_or(default.bake, number),
            percent: share.unwrap_or_default(),
            step_bake: steps.bake_minutes.map_or(default.step_bake, number),
            breaker: row.breaker_on().map_or(default.breaker, |breaker| {
                on_failure(breaker.rollback).to_owned()
            }),
            threshold_kind: threshold.map_or(default.threshold_kind, |of: Threshold| {
                of.kind.name().to_owned()
            }),
            threshold: threshold.map_or(default.threshold, |of| number(of.value)),
            alarms: alarms.map_or(default.alarms, |alarms| alarms.names.join(", ")),
            on_alarm: alarms.map_or(default.on_alarm, |alarms| {
                on_failure(alarms.rollback).to_owned()
            }),
            early: early.map_or(default.early, |of| {
                number(of.healthy_percent.unwrap_or(100))
            }),
            cleanup: early
                .and_then(|of| of.cleanup)
                .map_or(default.cleanup, |cleanup| cleanup.name().to_owned()),
            hook: hook.map_or(default.hook, |hook| hook.target().name().to_owned()),
            hook_stage: stage.map_or(default.hook_stage, |stage| stage.name().to_owned()),
            hook_function: function.unwrap_or_default().to_owned(),
        }
    }

    /// The members of `deploymentConfiguration` that are asked for. What the service has and the
    /// form leaves empty is switched off.
    pub fn members(&self, was: &DeploymentConfiguration) -> Map<String, Value> {
        let mut members = Map::new();
        let mut put = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                members.insert(name.to_owned(), value);
            }
        };
        put("deploymentCircuitBreaker", self.breaker(was));
        put("alarms", self.alarms(was));
        put("bakeTimeInMinutes", typed(&self.bake));
        let changed = self.strategy != "ROLLING" || was.strategy() != Strategy::Rolling;
        put("strategy", changed.then(|| json!(self.strategy)));
        let [linear, canary] = ["LINEAR", "CANARY"].map(|name| self.strategy == name);
        put("linearConfiguration", self.steps("step", linear));
        put("canaryConfiguration", self.steps("canary", canary));
        put("earlySuccessCriteria", self.early(was));
        put("lifecycleHooks", self.hooks(was));
        members
    }

    fn breaker(&self, was: &DeploymentConfiguration) -> Option<Value> {
        if self.breaker == "off" {
            let on = was.breaker_on().is_some();
            return on.then(|| json!({"enable": false, "rollback": false}));
        }
        let mut breaker = json!({"enable": true, "rollback": self.breaker == "rollback"});
        if let Some(value) = typed(&self.threshold) {
            let threshold = json!({"type": self.threshold_kind, "value": value});
            breaker["thresholdConfiguration"] = threshold;
        }
        Some(breaker)
    }

    fn alarms(&self, was: &DeploymentConfiguration) -> Option<Value> {
        let names = self.alarms.split([',', ' ']);
        let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
        let rollback = self.on_alarm == "rollback";
        match (names.is_empty(), was.alarms_on().is_some()) {
            (true, false) => None,
            (true, true) => Some(json!({"alarmNames": [], "enable": false, "rollback": false})),
            (false, _) => Some(json!({"alarmNames": names, "enable": true, "rollback": rollback})),
        }
    }

    fn steps(&self, kind: &str, meant: bool) -> Option<Value> {
        let mut steps = Map::new();
        if let Ok(share) = self.percent.trim().parse::<f64>() {
            steps.insert(format!("{kind}Percent"), json!(share));
        }
        if let Some(minutes) = typed(&self.step_bake) {
            steps.insert(format!("{kind}BakeTimeInMinutes"), minutes);
        }
        (meant && !steps.is_empty()).then(|| steps.into())
    }

    fn early(&self, was: &DeploymentConfiguration) -> Option<Value> {
        let rolling = self.strategy == "ROLLING";
        match typed(&self.early).filter(|_| rolling) {
            Some(percent) => Some(json!({
                "enable": true, "healthyPercent": percent,
                "sourceServiceRevisionCleanup": self.cleanup,
            })),
            None => {
                let on = was.early_success_on().is_some();
                on.then(|| json!({"enable": false}))
            }
        }
    }

    fn hooks(&self, was: &DeploymentConfiguration) -> Option<Value> {
        let had = was.hooks.as_deref().unwrap_or(&[]);
        if self.hook.is_empty() || self.strategy == "ROLLING" {
            // Several do not show, and stay.
            return only_hook(was).map(|_| json!([]));
        }
        if had.len() > 1 {
            return None;
        }
        let mut hook = json!({"targetType": self.hook, "lifecycleStages": [self.hook_stage]});
        if self.hook != "PAUSE" {
            hook["hookTargetArn"] = json!(self.hook_function.trim());
            let role = had.first().and_then(|hook| hook.role_arn.as_deref());
            if let Some(role) = role {
                hook["roleArn"] = json!(role);
            }
        }
        Some(json!([hook]))
    }
}

fn only_hook(row: &DeploymentConfiguration) -> Option<&LifecycleHook> {
    match row.hooks.as_deref() {
        Some([hook]) => Some(hook),
        Some(_) | None => None,
    }
}

fn on_failure(rollback: bool) -> &'static str {
    match rollback {
        true => "rollback",
        false => "stop",
    }
}

fn number(number: u32) -> String {
    number.to_string()
}

/// A typed number; what is none goes as text, so that ECS can say what is wrong with it.
fn typed(text: &str) -> Option<Value> {
    match text.trim() {
        "" => None,
        text => Some(
            text.parse::<i64>()
                .map_or_else(|_| json!(text), Value::from),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Request;
    use crate::api::read::deployment::configuration;

    fn read(members: Map<String, Value>, was: &DeploymentConfiguration) -> DeploymentConfiguration {
        let body = json!({ "deploymentConfiguration": members });
        configuration(Request::new(&body), was)
    }

    #[test]
    fn what_is_asked_for_shows_again() {
        let none = DeploymentConfiguration::default();
        assert!(RolloutForm::default().members(&none).is_empty());
        let text = str::to_owned;
        let rolling = RolloutForm {
            breaker: text("rollback"),
            threshold_kind: text("BOUNDED_PERCENT"),
            threshold: text("25"),
            alarms: text("errors, latency"),
            on_alarm: text("stop"),
            early: text("80"),
            cleanup: text("DEFERRED"),
            bake: text("3"),
            ..RolloutForm::default()
        };
        let canary = RolloutForm {
            strategy: text("CANARY"),
            percent: text("12.5"),
            step_bake: text("4"),
            hook: text("PAUSE"),
            hook_stage: text("PRE_SCALE_UP"),
            ..RolloutForm::default()
        };
        for form in [rolling, canary] {
            let asked = read(form.members(&none), &none);
            assert_eq!(RolloutForm::of(&asked), form);
            // Emptied again, all is as if nothing had been asked for.
            let off = read(RolloutForm::default().members(&asked), &asked);
            let mut shown = RolloutForm::of(&off);
            (shown.bake, shown.percent, shown.step_bake) = Default::default();
            assert_eq!(shown, RolloutForm::default());
        }
    }

    #[test]
    fn a_function_keeps_its_role_and_several_hooks_stay() {
        let hook = json!({
            "hookTargetArn": "arn:f", "roleArn": "arn:r", "lifecycleStages": ["PRE_SCALE_UP"],
        });
        let was = |hooks: Value| {
            let members = json!({"strategy": "BLUE_GREEN", "lifecycleHooks": hooks});
            let members = members.as_object().cloned().unwrap_or_default();
            read(members, &DeploymentConfiguration::default())
        };
        let one = was(json!([hook]));
        let form = RolloutForm {
            hook_stage: "POST_SCALE_UP".to_owned(),
            ..RolloutForm::of(&one)
        };
        let hooks = &form.members(&one)["lifecycleHooks"];
        assert_eq!(hooks[0]["roleArn"], "arn:r");
        assert_eq!(hooks[0]["lifecycleStages"], json!(["POST_SCALE_UP"]));
        let two = was(json!([hook, hook]));
        assert_eq!(
            RolloutForm::of(&two).members(&two).get("lifecycleHooks"),
            None
        );
    }
}
