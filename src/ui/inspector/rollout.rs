//! The latest change of a service: its stage, what watches it, and what can be done to it.

use super::super::parts::{Refusal, refusal};
use super::super::prelude::*;
use super::super::say::{Act, AsCommands};
use super::super::state::use_page;
use super::service::Shown;
use crate::view::rollout::RolloutView;
use serde_json::{Value, json};

/// The section.
#[component]
pub fn Rollout(
    /// The service.
    shown: Shown,
) -> impl IntoView {
    let rollout =
        Memo::new(move |_| shown.with(|row| row.as_ref().and_then(|row| row.rollout.clone())));
    let fact = |(name, value): (&'static str, String)| view! { <dt>{name}</dt><dd>{value}</dd> };
    let body = move || {
        rollout.get().map(|row| {
            let facts = row.facts.iter().cloned().map(fact).collect_view();
            view! {
                <h3>"Service deployment" <span class="muted">{row.status}</span></h3>
                <dl class="facts">{facts}</dl>
                <p class="muted">{row.reason.clone()}</p>
                <Answers row />
            }
        })
    };
    view! { <section class="sect">{live(body)}</section> }
}

/// What can be done to it.
#[component]
fn Answers(row: RolloutView) -> impl IntoView {
    let page = use_page();
    let refused = RwSignal::new(None);
    let ask = move |action: &str, body: Value| {
        refused.set(refusal(&page.ask(action, &body.to_string())));
    };
    let button = |name: &'static str, action: &'static str, body: Value| {
        view! {
            <button type="button" class="btn sm" on:click=move |_| ask(action, body.clone())>
                {name}
            </button>
        }
    };
    let arn = row.arn;
    let stop = |kind: &str| json!({ "serviceDeploymentArn": arn, "stopType": kind });
    let hook = row.paused_at;
    let answer =
        |action: &str| json!({ "serviceDeploymentArn": arn, "hookId": hook, "action": action });
    let mut acts = Vec::new();
    if !hook.is_empty() {
        let action = "ContinueServiceDeployment";
        acts.push(("Continue", action, answer("CONTINUE")));
    }
    if row.can_stop {
        let action = "StopServiceDeployment";
        acts.push(("Roll back", action, stop("ROLLBACK")));
        acts.push(("Stop here", action, stop("ABORT")));
    }
    let said = acts
        .iter()
        .map(|(name, action, body)| Act::new(*name, action, body.clone()));
    let said = Signal::stored(said.collect::<Vec<Act>>());
    let buttons = acts
        .into_iter()
        .map(|(name, action, body)| button(name, action, body));
    view! {
        <Refusal what="Not done." refused />
        <div class="fixes">{buttons.collect_view()}</div>
        <AsCommands acts=said />
    }
}
