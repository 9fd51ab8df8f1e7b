//! The protection of a task from scale-in: until when, and the switch for it.

use super::super::parts::{Refusal, refusal};
use super::super::prelude::*;
use super::super::say::{Act, AsCommands};
use super::super::state::use_page;
use super::task::Shown;
use crate::view::format;
use crate::view::task::TaskView;
use serde_json::{Value, json};

/// Whether a service task is protected from scale-in, and until when; to be switched.
#[component]
pub fn Protection(
    /// The task.
    shown: Shown,
) -> impl IntoView {
    let page = use_page();
    let refused = RwSignal::new(None);
    let look =
        move |look: fn(&TaskView) -> bool| shown.with(|task| task.as_ref().is_some_and(look));
    let can = Memo::new(move |_| look(|task| task.protectable));
    let until = Memo::new(move |_| shown.with(|task| task.as_ref()?.protected_until));
    let body = move || {
        shown.with(|task| match task {
            Some(task) => json!({
                "cluster": task.cluster,
                "tasks": [task.id],
                "protectionEnabled": task.protected_until.is_none(),
            }),
            None => Value::Null,
        })
    };
    let switch = move |_| {
        let answer = page.ask("UpdateTaskProtection", &untrack(body).to_string());
        refused.set(refusal(&answer));
    };
    let text = move || match until.get() {
        Some(at) => format!("Protected until {}", format::moment(at)),
        None => "Not protected: a scale-in or a deployment may stop it.".to_owned(),
    };
    let label = move || match until.get() {
        Some(_) => "End the protection",
        None => "Protect for two hours",
    };
    view! {
        <Show when=move || can.get()>
            <section class="sect">
                <h3>"Scale-in protection"</h3>
                <p>{live(text)}</p>
                <Refusal what="Not changed." refused />
                <button class="btn sm" on:click=switch>
                    {live(label)}
                </button>
                <AsCommands acts=Signal::derive(move || {
                    vec![Act::new(label(), "UpdateTaskProtection", body())]
                }) />
            </section>
        </Show>
    }
}
