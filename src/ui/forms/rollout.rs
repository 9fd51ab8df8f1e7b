//! How a service changes: strategy, circuit breaker, alarms, early success, a hook. Folded away, so
//! that the common case stays three fields.

use super::super::parts::{Choice, Field, TextInput};
use super::super::prelude::*;
use crate::model::DeploymentConfiguration;
use crate::view::rollout_form::RolloutForm;
use serde_json::{Map, Value};

/// What may happen when a deployment fails, with what it is called.
const ON_FAILURE: &[(&str, &str)] = &[
    ("off", "off"),
    ("stop", "on, gives up"),
    ("rollback", "on, goes back"),
];

/// What may happen when an alarm goes off, with what it is called.
const ON_ALARM: &[(&str, &str)] = &[("stop", "give up"), ("rollback", "go back")];

/// How to read the threshold of the circuit breaker.
const THRESHOLDS: &[(&str, &str)] = &[
    ("COUNT", "failures"),
    ("BOUNDED_PERCENT", "% of desiredCount, 3 to 200"),
    ("UNBOUNDED_PERCENT", "% of desiredCount"),
];

/// Strategies with what they are called.
const STRATEGIES: &[(&str, &str)] = &[
    ("ROLLING", "rolling"),
    ("BLUE_GREEN", "blue/green"),
    ("LINEAR", "linear"),
    ("CANARY", "canary"),
];

/// When the old tasks go after an early success.
const CLEANUPS: &[(&str, &str)] = &[("BLOCKING", "before it"), ("DEFERRED", "afterwards")];

/// What may be called at a stage.
const HOOKS: &[(&str, &str)] = &[
    ("", "none"),
    ("PAUSE", "a pause"),
    ("AWS_LAMBDA", "a Lambda function"),
];

/// The stages that have hooks. Source: ECS API, `DeploymentLifecycleHookStage`.
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

/// The signals of the group.
#[derive(Clone, Copy)]
pub struct RolloutSignals {
    strategy: RwSignal<String>,
    bake: RwSignal<String>,
    percent: RwSignal<String>,
    step_bake: RwSignal<String>,
    breaker: RwSignal<String>,
    threshold_kind: RwSignal<String>,
    threshold: RwSignal<String>,
    alarms: RwSignal<String>,
    on_alarm: RwSignal<String>,
    early: RwSignal<String>,
    cleanup: RwSignal<String>,
    hook: RwSignal<String>,
    hook_stage: RwSignal<String>,
    hook_function: RwSignal<String>,
    /// What the service had when the form was opened.
    was: StoredValue<DeploymentConfiguration>,
}

impl RolloutSignals {
    /// What a service has; of a new one, what ECS does unless it is told otherwise.
    pub fn new(was: &DeploymentConfiguration) -> RolloutSignals {
        let form = RolloutForm::of(was);
        RolloutSignals {
            strategy: RwSignal::new(form.strategy),
            bake: RwSignal::new(form.bake),
            percent: RwSignal::new(form.percent),
            step_bake: RwSignal::new(form.step_bake),
            breaker: RwSignal::new(form.breaker),
            threshold_kind: RwSignal::new(form.threshold_kind),
            threshold: RwSignal::new(form.threshold),
            alarms: RwSignal::new(form.alarms),
            on_alarm: RwSignal::new(form.on_alarm),
            early: RwSignal::new(form.early),
            cleanup: RwSignal::new(form.cleanup),
            hook: RwSignal::new(form.hook),
            hook_stage: RwSignal::new(form.hook_stage),
            hook_function: RwSignal::new(form.hook_function),
            was: StoredValue::new(was.clone()),
        }
    }

    /// Whether deployments shift traffic from the old tasks to the new ones.
    pub fn shifts(self) -> bool {
        self.strategy.with(|strategy| strategy != "ROLLING")
    }

    /// Adds the members of `deploymentConfiguration` that are asked for.
    pub fn fill(self, body: &mut Map<String, Value>) {
        let form = RolloutForm {
            strategy: self.strategy.get(),
            bake: self.bake.get(),
            percent: self.percent.get(),
            step_bake: self.step_bake.get(),
            breaker: self.breaker.get(),
            threshold_kind: self.threshold_kind.get(),
            threshold: self.threshold.get(),
            alarms: self.alarms.get(),
            on_alarm: self.on_alarm.get(),
            early: self.early.get(),
            cleanup: self.cleanup.get(),
            hook: self.hook.get(),
            hook_stage: self.hook_stage.get(),
            hook_function: self.hook_function.get(),
        };
        body.extend(self.was.with_value(|was| form.members(was)));
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
            <Field id="service-threshold" label="After">
                <TextInput
                    id="service-threshold"
                    value=rollout.threshold
                    number=true
                    placeholder="half, 3 to 200"
                />
            </Field>
            <Field id="service-threshold-type" label="Counted in">
                <Choice
                    id="service-threshold-type"
                    choices=choices(THRESHOLDS)
                    value=rollout.threshold_kind
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
                    choices=choices(ON_ALARM)
                    value=rollout.on_alarm
                />
            </Field>
        </div>
    }
}

#[component]
fn StrategyFields(rollout: RolloutSignals) -> impl IntoView {
    let is = move |name: &str| rollout.strategy.with(|strategy| strategy == name);
    let in_steps = Memo::new(move |_| is("LINEAR") || is("CANARY"));
    let rolling = Memo::new(move |_| is("ROLLING"));
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
        <Show when=move || rolling.get() fallback=move || view! { <HookFields rollout /> }>
            <div class="row">
                <Field id="service-early" label="Success from, % healthy">
                    <TextInput
                        id="service-early"
                        value=rollout.early
                        number=true
                        placeholder="all, steady"
                    />
                </Field>
                <Field id="service-cleanup" label="Old tasks go">
                    <Choice
                        id="service-cleanup"
                        choices=choices(CLEANUPS)
                        value=rollout.cleanup
                    />
                </Field>
            </div>
        </Show>
    }
}

/// What is called at a stage of a deployment that shifts traffic.
#[component]
fn HookFields(rollout: RolloutSignals) -> impl IntoView {
    let kind = move |name: &str| rollout.hook.with(|hook| hook == name);
    view! {
        <div class="row">
            <Field id="service-hook" label="Hook">
                <Choice id="service-hook" choices=choices(HOOKS) value=rollout.hook />
            </Field>
            <Show when=move || !kind("")>
                <Field id="service-hook-stage" label="At">
                    <Choice
                        id="service-hook-stage"
                        choices=choices(STAGES)
                        value=rollout.hook_stage
                    />
                </Field>
            </Show>
        </div>
        <Show when=move || kind("AWS_LAMBDA")>
            <Field id="service-hook-function" label="hookTargetArn">
                <TextInput
                    id="service-hook-function"
                    value=rollout.hook_function
                    placeholder="arn:aws:lambda:us-east-1:123456789012:function:smoke-test"
                />
            </Field>
        </Show>
    }
}
