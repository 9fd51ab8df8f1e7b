//! Service auto scaling: the bounds, the policies, what they did, and a target to track.

use super::super::parts::{Choice, Field, Refusal, TextInput, refusal};
use super::super::prelude::*;
use super::super::say::{Act, AsCommands};
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
            "ResourceId": shown.with(|row| row.resource.clone()),
            "ScalableDimension": "ecs:service:DesiredCount",
        })
    };
    let scale = move || {
        let mut bounds = base();
        bounds["MinCapacity"] = number(min.get());
        bounds["MaxCapacity"] = number(max.get());
        let mut policy = base();
        policy["PolicyName"] = json!("target");
        policy["PolicyType"] = json!("TargetTrackingScaling");
        policy["TargetTrackingScalingPolicyConfiguration"] = json!({
            "TargetValue": number(target.get()),
            "PredefinedMetricSpecification": {"PredefinedMetricType": metric.get()},
        });
        Act::new("Track the target", "Drydock.RegisterScalableTarget", bounds)
            .then("Drydock.PutScalingPolicy", policy)
    };
    let end = move || Act::new("Scale no more", "Drydock.DeregisterScalableTarget", base());
    // The second is only asked if the first is granted.
    let ask = move |act: Act| {
        refused.set(None);
        for (action, body) in act.asks {
            if refused.with_untracked(Option::is_none) {
                refused.set(refusal(&page.ask(&action, &body.to_string())));
            }
        }
    };
    let acts = Signal::derive(move || vec![scale(), end()]);
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
                <button class="btn sm" on:click=move |_| ask(untrack(scale))>
                    "Track the target"
                </button>
                <button class="btn sm" on:click=move |_| ask(untrack(end))>
                    "Scale no more"
                </button>
            </div>
            <AsCommands acts />
        </div>
    }
}
