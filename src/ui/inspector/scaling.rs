//! Service auto scaling: the bounds, the policies, what they did, and a target to track.

use super::super::parts::{Choice, Field, Refusal, TextInput, refusal};
use super::super::prelude::*;
use super::super::state::use_page;
use super::follow;
use crate::model::ServiceId;
use crate::model::scaling::Metric;
use crate::view::scaling::{ScalingView, scaling_view};
use serde_json::{Value, json};

/// How a service is scaled.
#[component]
pub fn ScalingSection(
    /// The service.
    id: ServiceId,
) -> impl IntoView {
    let page = use_page();
    let shown = follow(page, move |timeline| scaling_view(timeline.world(), id));
    let can = Memo::new(move |_| shown.with(|row| !row.resource.is_empty()));
    let bounds = move || {
        shown.with(|row| match row.bounds.is_empty() {
            true => "Not scaled: its desired count changes by hand.".to_owned(),
            false => row.bounds.clone(),
        })
    };
    let policies = move || {
        let item = |text: String| view! { <li>{text}</li> };
        let rows = shown.with(|row| row.policies.clone());
        rows.into_iter().map(item).collect_view()
    };
    let activities = move || {
        let item = |(at, text): (String, String)| {
            view! {
                <li>
                    <b>{at}</b>
                    " "
                    {text}
                </li>
            }
        };
        let rows = shown.with(|row| row.activities.clone());
        rows.into_iter().map(item).collect_view()
    };
    view! {
        <Show when=move || can.get()>
            <section class="sect">
                <h3>"Auto scaling"</h3>
                <p class="note">{live(bounds)}</p>
                <ul class="plain-list">{live(policies)}</ul>
                <ul class="plain-list">{live(activities)}</ul>
                <details>
                    <summary>"Track a target"</summary>
                    <Track shown />
                </details>
            </section>
        </Show>
    }
}

/// Registers a scalable target with one policy that tracks a target.
#[component]
fn Track(shown: Memo<ScalingView>) -> impl IntoView {
    let page = use_page();
    let text = |text: &str| RwSignal::new(text.to_owned());
    let (min, max, target) = (text("1"), text("10"), text("50"));
    let metric = text(Metric::Cpu.predefined());
    let refused = RwSignal::new(None);
    let metrics = Metric::ALL.map(|row| (row.predefined().to_owned(), row.predefined().to_owned()));
    let metrics = Signal::stored(metrics.to_vec());
    let number = |text: String| serde_json::from_str(text.trim()).unwrap_or(Value::String(text));
    let base = move || {
        json!({
            "ServiceNamespace": "ecs",
            "ResourceId": shown.with_untracked(|row| row.resource.clone()),
            "ScalableDimension": "ecs:service:DesiredCount",
        })
    };
    let ask = move |action: &str, body: Value| {
        refused.set(refusal(&page.ask(action, &body.to_string())));
        refused.with_untracked(Option::is_none)
    };
    let scale = move |_| {
        let mut body = base();
        body["MinCapacity"] = number(min.get_untracked());
        body["MaxCapacity"] = number(max.get_untracked());
        if !ask("Drydock.RegisterScalableTarget", body) {
            return;
        }
        let mut body = base();
        body["PolicyName"] = json!("target");
        body["PolicyType"] = json!("TargetTrackingScaling");
        body["TargetTrackingScalingPolicyConfiguration"] = json!({
            "TargetValue": number(target.get_untracked()),
            "PredefinedMetricSpecification": {"PredefinedMetricType": metric.get_untracked()},
        });
        ask("Drydock.PutScalingPolicy", body);
    };
    let end = move |_| {
        ask("Drydock.DeregisterScalableTarget", base());
    };
    view! {
        <div class="set">
            <Field id="scaling-min" label="MinCapacity">
                <TextInput id="scaling-min" value=min number=true />
            </Field>
            <Field id="scaling-max" label="MaxCapacity">
                <TextInput id="scaling-max" value=max number=true />
            </Field>
            <Field id="scaling-metric" label="Metric">
                <Choice id="scaling-metric" choices=metrics value=metric />
            </Field>
            <Field id="scaling-target" label="TargetValue">
                <TextInput id="scaling-target" value=target number=true />
            </Field>
            <Refusal what="Not set." refused />
            <div class="fixes">
                <button class="btn sm" on:click=scale>
                    "Track the target"
                </button>
                <button class="btn sm" on:click=end>
                    "Scale no more"
                </button>
            </div>
        </div>
    }
}
