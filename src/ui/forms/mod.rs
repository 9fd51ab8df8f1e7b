//! The forms of the right column. Each asks one action; a refusal stays where it happened, and the
//! values stay with it.

pub mod capacity;
pub mod clusters;
pub mod compare;
pub mod faults;
pub mod instances;
mod launch;
pub mod revisions;
pub mod run_task;
mod said;
pub mod schedules;
pub mod service;
pub mod share;
pub mod surroundings;

use super::definition::desk::use_desk;
use super::definition::register;
use super::first;
use super::icons::{Icon, icon};
use super::parts::{Refused, refusal};
use super::prelude::*;
use super::state::{Page, use_page};
use serde_json::Value;

/// The foot of a form: a way out, and the button that sends it.
#[component]
fn FormFoot(
    /// The id of the form.
    form: &'static str,
    /// What the button says.
    title: &'static str,
    /// What is missing before it can be sent.
    #[prop(default = Signal::stored(None))]
    missing: Signal<Option<&'static str>>,
) -> impl IntoView {
    let page = use_page();
    let hint = move || {
        missing
            .get()
            .map(|missing| view! { <span class="muted grow">{missing}</span> })
    };
    view! {
        <div class="foot">
            {live(hint)} <button class="btn grow" on:click=move |_| page.close()>
                "Cancel"
            </button>
            <button
                class="btn fill grow"
                type="submit"
                form=form
                disabled=move || missing.get().is_some()
            >
                {title}
            </button>
        </div>
    }
}

/// A form that runs a definition; while none is registered, the way to one.
fn with_definition(page: Page, form: fn() -> AnyView) -> AnyView {
    let some = Memo::new(move |_| page.screen.with(|screen| !screen.definitions.is_empty()));
    let shown = move || match some.get() {
        true => form(),
        false => view! { <NoDefinition /> }.into_any(),
    };
    view! { {shown} }.into_any()
}

#[component]
fn NoDefinition() -> impl IntoView {
    let page = use_page();
    let desk = use_desk();
    let name = Memo::new(move |_| {
        let ready = register::is_ready(desk);
        ready.then(|| register::next_name(desk)).flatten()
    });
    let act = move |_| match name.get_untracked() {
        Some(_) => register::register(desk),
        None => first::write(page),
    };
    view! {
        <div class="blank">
            {icon(Icon::Braces)}
            <p>"Nothing is registered yet: tasks and services run a registered definition."</p>
            <button class="btn fill" on:click=act>
                {move || match name.get() {
                    Some(name) => format!("Register {name}"),
                    None => "To the definition".to_owned(),
                }}
            </button>
        </div>
    }
}

/// Asks, and keeps the refusal. True where it was granted.
fn submit(page: Page, action: &str, body: &Value, refused: RwSignal<Option<Refused>>) -> bool {
    let answer = page.ask(action, &body.to_string());
    let reason = refusal(&answer).or_else(|| failure(&answer.body));
    let granted = reason.is_none();
    refused.set(reason);
    granted
}

/// RunTask may be granted and yet start fewer tasks, or none: its `failures` say why, each for an
/// instance. They are counted by their reasons.
fn failure(body: &str) -> Option<Refused> {
    let body: Value = serde_json::from_str(body).ok()?;
    let failures = body["failures"].as_array()?;
    failures.first()?;
    let mut reasons: Vec<(String, usize)> = Vec::new();
    for failure in failures {
        let text = |name: &str| failure[name].as_str().unwrap_or_default();
        let reason = format!("{} {}", text("reason"), text("detail"));
        let reason = reason.trim();
        match reasons.iter_mut().find(|(known, _)| known == reason) {
            Some((_, count)) => *count += 1,
            None => reasons.push((reason.to_owned(), 1)),
        }
    }
    let counted = reasons.iter().map(|(reason, count)| match count {
        1 => reason.clone(),
        count => format!("{reason} on {count} instances"),
    });
    let started = body["tasks"].as_array().map_or(0, Vec::len);
    let what = match started {
        0 => None,
        1 => Some("1 task started, not all.".to_owned()),
        started => Some(format!("{started} tasks started, not all.")),
    };
    Some(Refused {
        what,
        name: "failures".to_owned(),
        message: counted.collect::<Vec<_>>().join("; "),
    })
}

/// A count in a field; what is no number is sent as it is, so that the API answers for it.
fn count(text: &str) -> Value {
    match text.trim().parse::<i64>() {
        Ok(number) => Value::from(number),
        Err(_) => Value::from(text.trim()),
    }
}
