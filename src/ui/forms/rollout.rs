//! How a service changes: strategy, circuit breaker, alarms. Folded away, so that the common case
//! stays three fields.

use super::super::parts::{Choice, Field, TextInput};
use super::super::prelude::*;
use super::count;
use crate::model::DeploymentConfiguration;
use serde_json::{Map, Value, json};

/// What may happen when a deployment fails, with what it is called.
const ON_FAILURE: &[(&str, &str)] = &[
    ("off", "off"),
    ("stop", "on, gives up"),
    ("rollback", "on, goes back"),
];

/// Strategies with what they are called.
const STRATEGIES: &[(&str, &str)] = &[
    ("ROLLING", "rolling"),
    ("BLUE_GREEN", "blue/green"),
    ("LINEAR", "linear"),
    ("CANARY", "canary"),
];

/// The signals of the group.
#[derive(Clone, Copy)]
pub struct RolloutSignals {
    strategy: RwSignal<String>,
    bake: RwSignal<String>,
    percent: RwSignal<String>,
    step_bake: RwSignal<String>,
    breaker: RwSignal<String>,
    threshold: RwSignal<String>,
    alarms: RwSignal<String>,
    on_alarm: RwSignal<String>,
}

fn text(text: &str) -> RwSignal<String> {
    RwSignal::new(text.to_owned())
}

impl RolloutSignals {
    /// What ECS does unless it is told otherwise.
    pub fn new() -> RolloutSignals {
        RolloutSignals {
            strategy: text("ROLLING"),
            bake: text(""),
            percent: text(""),
            step_bake: text(""),
            breaker: text("off"),
            threshold: text(""),
            alarms: text(""),
            on_alarm: text("rollback"),
        }
    }

    /// What a service has.
    pub fn show(self, of: &DeploymentConfiguration) {
        self.strategy.set(of.strategy().name().to_owned());
        if let Some(minutes) = of.bake_minutes {
            self.bake.set(minutes.to_string());
        }
        let on_failure = |rollback: bool| match rollback {
            true => "rollback".to_owned(),
            false => "stop".to_owned(),
        };
        if let Some(breaker) = of.breaker_on() {
            self.breaker.set(on_failure(breaker.rollback));
            if let Some(threshold) = breaker.threshold {
                self.threshold.set(threshold.value.to_string());
            }
        }
        if let Some(alarms) = of.alarms_on() {
            self.alarms.set(alarms.names.join(", "));
            self.on_alarm.set(on_failure(alarms.rollback));
        }
        if let Some(steps) = of.linear.or(of.canary) {
            let percent = steps
                .permille
                .map(|share| crate::view::format::tenths(share.into()));
            self.percent.set(percent.unwrap_or_default());
            let minutes = steps.bake_minutes.map(|minutes| minutes.to_string());
            self.step_bake.set(minutes.unwrap_or_default());
        }
    }

    /// Adds the members of `deploymentConfiguration` that are asked for.
    pub fn fill(self, body: &mut Map<String, Value>) {
        let mut put = |name: &str, value: Value| {
            body.insert(name.to_owned(), value);
        };
        let strategy = self.strategy.get();
        let rolls_back = |signal: RwSignal<String>| signal.with(|text| text == "rollback");
        if self.breaker.with(|text| text != "off") {
            let mut breaker = json!({ "enable": true, "rollback": rolls_back(self.breaker) });
            let threshold = self.threshold.get();
            if !threshold.trim().is_empty() {
                let value = count(&threshold);
                breaker["thresholdConfiguration"] = json!({ "type": "COUNT", "value": value });
            }
            put("deploymentCircuitBreaker", breaker);
        }
        let alarms = self.alarms.get();
        let names: Vec<&str> = alarms
            .split([',', ' '])
            .filter(|name| !name.is_empty())
            .collect();
        if !names.is_empty() {
            let rollback = rolls_back(self.on_alarm);
            let alarms = json!({ "alarmNames": names, "enable": true, "rollback": rollback });
            put("alarms", alarms);
        }
        let bake = self.bake.get();
        if !bake.trim().is_empty() {
            put("bakeTimeInMinutes", count(&bake));
        }
        if strategy != "ROLLING" {
            put("strategy", json!(strategy));
        }
        self.fill_steps(&strategy, body);
    }

    fn fill_steps(self, strategy: &str, body: &mut Map<String, Value>) {
        let (member, percent, bake) = match strategy {
            "LINEAR" => (
                "linearConfiguration",
                "stepPercent",
                "stepBakeTimeInMinutes",
            ),
            "CANARY" => (
                "canaryConfiguration",
                "canaryPercent",
                "canaryBakeTimeInMinutes",
            ),
            _ => return,
        };
        let mut steps = Map::new();
        let share = self.percent.get();
        if let Ok(share) = share.trim().parse::<f64>() {
            steps.insert(percent.to_owned(), json!(share));
        }
        let minutes = self.step_bake.get();
        if !minutes.trim().is_empty() {
            steps.insert(bake.to_owned(), count(&minutes));
        }
        if !steps.is_empty() {
            body.insert(member.to_owned(), Value::Object(steps));
        }
    }
}

fn choices(list: &[(&str, &str)]) -> Signal<Vec<(String, String)>> {
    let owned = list
        .iter()
        .map(|(key, name)| ((*key).to_owned(), (*name).to_owned()));
    Signal::stored(owned.collect())
}

/// The folded groups.
#[component]
pub fn RolloutFields(
    /// The signals.
    rollout: RolloutSignals,
) -> impl IntoView {
    view! {
        <details>
            <summary>"When a deployment fails"</summary>
            <div class="form">
                <FailureFields rollout />
            </div>
        </details>
        <details>
            <summary>"Strategy"</summary>
            <div class="form">
                <StrategyFields rollout />
            </div>
        </details>
    }
}

#[component]
fn FailureFields(rollout: RolloutSignals) -> impl IntoView {
    view! {
        <div class="row">
            <Field id="service-breaker" label="Circuit breaker">
                <Choice id="service-breaker" choices=choices(ON_FAILURE) value=rollout.breaker />
            </Field>
            <Field id="service-threshold" label="After failures">
                <TextInput
                    id="service-threshold"
                    value=rollout.threshold
                    number=true
                    placeholder="half, 3 to 200"
                />
            </Field>
        </div>
        <div class="row">
            <Field id="service-alarms" label="Alarms">
                <TextInput
                    id="service-alarms"
                    value=rollout.alarms
                    placeholder="errors, latency"
                />
            </Field>
            <Field id="service-on-alarm" label="When one is on">
                <Choice
                    id="service-on-alarm"
                    choices=choices(&ON_FAILURE[1..])
                    value=rollout.on_alarm
                />
            </Field>
        </div>
    }
}

#[component]
fn StrategyFields(rollout: RolloutSignals) -> impl IntoView {
    let in_steps = Memo::new(move |_| {
        let strategy = rollout.strategy.get();
        strategy == "LINEAR" || strategy == "CANARY"
    });
    view! {
        <div class="row">
            <Field id="service-strategy" label="Strategy">
                <Choice id="service-strategy" choices=choices(STRATEGIES) value=rollout.strategy />
            </Field>
            <Field id="service-bake" label="bakeTimeInMinutes">
                <TextInput id="service-bake" value=rollout.bake number=true />
            </Field>
        </div>
        <Show when=move || in_steps.get()>
            <div class="row">
                <Field id="service-step" label="Share of a step, %">
                    <TextInput id="service-step" value=rollout.percent />
                </Field>
                <Field id="service-step-bake" label="Minutes of a step">
                    <TextInput id="service-step-bake" value=rollout.step_bake number=true />
                </Field>
            </div>
        </Show>
    }
}
