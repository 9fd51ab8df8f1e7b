//! The inspector: the selected task, instance or service.

mod cost;
mod demand;
mod host;
mod instance;
pub mod load;
mod protection;
mod rollout;
mod scaling;
mod service;
mod task;
mod traffic;
pub mod verdicts;

use super::chunks::{Chunk, Part};
use super::icons::{Icon, icon};
use super::parts::CopyButton;
use super::prelude::*;
use super::run;
use super::state::{Page, Selection, use_page};
use crate::view::task::Place;
use serde_json::Value;

/// The inspector, for the chunk that it comes with.
pub fn room(_page: Page) -> AnyView {
    view! { <Inspector /> }.into_any()
}

/// The inspector.
#[component]
pub fn Inspector() -> impl IntoView {
    let page = use_page();
    let content = move || match page.selection.get() {
        Some(Selection::Task(id)) => view! { <task::TaskPanel id /> }.into_any(),
        Some(Selection::Instance(id)) => view! { <instance::InstancePanel id /> }.into_any(),
        Some(Selection::Service(id)) => view! { <service::ServicePanel id /> }.into_any(),
        None => view! { <Nothing /> }.into_any(),
    };
    live(content)
}

#[component]
fn Nothing() -> impl IntoView {
    let page = use_page();
    let some = Memo::new(move |_| page.screen.with(|screen| screen.cluster.is_some()));
    view! {
        <div class="panel-head">
            <h2>"Inspector"</h2>
        </div>
        <div class="blank">
            {icon(Icon::Look)}
            <p>"Select a task, an instance or a service."</p>
        </div>
        <Show when=move || some.get()>
            <Part chunk=Chunk::Load quiet=true />
        </Show>
    }
}

/// What is selected is not there at this moment.
#[component]
fn Absent(
    /// What is not there.
    what: &'static str,
) -> impl IntoView {
    view! {
        <div class="blank">
            {icon(Icon::Look)}
            <p>{what}</p>
        </div>
    }
}

/// The head of the inspector.
#[component]
fn Head(
    /// What it is.
    title: &'static str,
    /// The first digits of its id, or its name.
    #[prop(into)]
    name: String,
    /// Its ARN.
    #[prop(into)]
    arn: String,
) -> impl IntoView {
    let page = use_page();
    view! {
        <div class="panel-head">
            <h2>{title}</h2>
            <code class="muted cut">{name}</code>
            {(!arn.is_empty()).then(|| view! { <CopyButton text=arn label="Copy ARN" /> })}
            <span class="grow"></span>
            <button
                class="btn sm bare icon"
                aria-label="Close inspector"
                on:click=move |_| page.unselect()
            >
                {icon(Icon::Cross)}
            </button>
        </div>
    }
}

/// The class of a stage on a task's way.
fn stage_class(place: Place) -> &'static str {
    match place {
        Place::Done => "done",
        Place::Now => "now",
        Place::Ahead => "",
    }
}

/// What `describe-…` returns, on demand.
#[component]
fn Described(
    /// The operation.
    action: &'static str,
    /// Its request.
    #[prop(into)]
    body: Signal<Value>,
) -> impl IntoView {
    let page = use_page();
    let open = RwSignal::new(false);
    let text = Memo::new(move |_| {
        if !open.get() {
            return String::new();
        }
        page.screen.with(|screen| (screen.events, screen.branch));
        body.with(|body| described(action, body))
    });
    view! {
        <section class="sect">
            <details on:toggle=move |_| open.update(|open| *open = !*open)>
                <summary>{action} " returns"</summary>
                <div class="json-box">
                    {move || view! { <CopyButton text=text.get() label="Copy JSON" /> }}
                    <pre tabindex="0" aria-label="JSON">
                        {text}
                    </pre>
                </div>
            </details>
        </section>
    }
}

fn described(action: &str, body: &Value) -> String {
    let answer = run::get().ask(action, &body.to_string());
    match serde_json::from_str::<Value>(&answer.body) {
        Ok(value) => serde_json::to_string_pretty(&value).unwrap_or(answer.body),
        Err(_) => answer.body,
    }
}

/// A view of the selected thing that follows the frames.
fn follow<T: PartialEq + Send + Sync + 'static>(
    page: Page,
    look: impl Fn(&mut crate::engine::Timeline) -> T + Send + Sync + 'static,
) -> Memo<T> {
    Memo::new(move |_| {
        page.screen.track();
        run::with(|timeline| look(timeline))
    })
}

/// A part of what is shown, empty where it is not there.
fn part_of<T: Send + Sync + 'static, U: Default + PartialEq + Send + Sync + 'static>(
    shown: Memo<Option<T>>,
    part: fn(&T) -> U,
) -> Memo<U>
where
    Option<T>: PartialEq,
{
    Memo::new(move |_| shown.with(|row| row.as_ref().map(part).unwrap_or_default()))
}

/// What is to be said of the selected thing: names, each with a value.
#[component]
fn Facts(
    /// What it is.
    title: &'static str,
    /// Its status.
    status: Memo<&'static str>,
    /// Name and value of each.
    facts: Memo<Vec<(&'static str, String)>>,
) -> impl IntoView {
    let fact = |(name, value): (&'static str, String)| view! { <dt>{name}</dt><dd>{value}</dd> };
    view! {
        <section class="sect">
            <h3>{title} " " <span class="muted">{status}</span></h3>
            <dl class="facts">{move || facts.get().into_iter().map(fact).collect_view()}</dl>
        </section>
    }
}
