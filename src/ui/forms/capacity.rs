//! Capacity providers: how much of each is needed, what comes next, who waits, and a form for
//! another one with an Auto Scaling group.

mod group;

use super::super::chart::StepChart;
use super::super::column::FormHead;
use super::super::parts::Refusal;
use super::super::prelude::*;
use super::super::run;
use super::super::say::{Act, AsCommands};
use super::super::state::{Page, Selection, use_page};
use super::submit;
use crate::view::capacity::{CapacityView, MachineRow, ProviderView, WaitRow};
use crate::view::capacity::{capacity, join};
use serde_json::Value;

/// The panel.
#[component]
pub fn Capacity() -> impl IntoView {
    let page = use_page();
    let shown = Memo::new(move |_| look(page));
    let names = move || shown.with(names);
    let strategy = move || {
        shown.with(|shown| match shown.strategy.as_str() {
            "" => "The cluster has no default strategy.".to_owned(),
            strategy => format!("Default strategy: {strategy}"),
        })
    };
    view! {
        <FormHead title="Capacity" />
        <div class="scroll" tabindex="0" role="group" aria-label="Capacity providers">
            <section class="sect">
                <p class="note">{live(strategy)}</p>
                <Fargate shown />
            </section>
            <For
                each=names
                key=|name| name.clone()
                children=move |name| view! { <Provider name shown /> }
            />
            <group::GroupForm />
        </div>
    }
}

/// Looked at with each event.
fn look(page: Page) -> CapacityView {
    page.events.track();
    let cluster = page.screen.with(|screen| screen.cluster);
    run::with(|timeline| capacity(timeline.world(), cluster, timeline.now()))
}

fn names(shown: &CapacityView) -> Vec<String> {
    let rows = shown.providers.iter();
    rows.map(|row| row.name.clone()).collect()
}

const FARGATE: [&str; 2] = ["FARGATE", "FARGATE_SPOT"];

/// The way to Fargate's own providers, where the cluster has none of them.
#[component]
fn Fargate(shown: Memo<CapacityView>) -> impl IntoView {
    let page = use_page();
    let refused = RwSignal::new(None);
    let add = move |_| {
        page.need_cluster();
        put(page, &FARGATE, refused);
    };
    let acts = Signal::derive(move || {
        shown.track();
        let act = Act::new("Add", "PutClusterCapacityProviders", joined(page, &FARGATE));
        vec![act.in_cluster(page)]
    });
    view! {
        <Show when=move || shown.with(|shown| !shown.has_fargate)>
            <button class="btn sm" type="button" on:click=add>
                "Add FARGATE and FARGATE_SPOT"
            </button>
            <AsCommands acts />
        </Show>
        <Refusal what="Not added." refused />
    }
}

/// Puts providers on the cluster in front, beside those that it has.
fn put(page: Page, names: &[&str], refused: RwSignal<Option<super::Refused>>) -> bool {
    let body = untrack(|| joined(page, names));
    submit(page, "PutClusterCapacityProviders", &body, refused)
}

/// The request for that.
fn joined(page: Page, names: &[&str]) -> Value {
    let cluster = page.screen.with(|screen| screen.cluster);
    let mut body = run::with(|timeline| join(timeline.world(), cluster, names));
    body["cluster"] = page.cluster_or_first().into();
    body
}

/// One provider.
#[component]
fn Provider(name: String, shown: Memo<CapacityView>) -> impl IntoView {
    let key = StoredValue::new(name.clone());
    let row = Memo::new(move |_| {
        shown.with(|shown| {
            let mut rows = shown.providers.iter();
            rows.find(|row| key.with_value(|key| *key == row.name))
                .cloned()
        })
    });
    let of = move |look: fn(&ProviderView) -> String| {
        move || row.with(|row| row.as_ref().map(look).unwrap_or_default())
    };
    let chart = Signal::derive(move || {
        let chart = row.with(|row| row.as_ref().and_then(|row| row.chart.clone()));
        chart.unwrap_or_default()
    });
    let machines = move || {
        let rows = row.with(|row| row.as_ref().map(|row| row.machines.clone()));
        rows.unwrap_or_default()
            .into_iter()
            .map(machine_view)
            .collect_view()
    };
    let waiting = Memo::new(move |_| {
        row.with(|row| {
            row.as_ref()
                .map(|row| row.waiting.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <section class="sect provider" data-provider=name>
            <h3>
                {key.get_value()} " "
                <span class="muted">{of(|row| row.metric.clone().unwrap_or_default())}</span>
            </h3>
            <p class="note">{of(|row| row.kind.clone())}</p>
            <p aria-live="polite">{of(|row| row.next.clone())}</p>
            <StepChart chart />
            <ul class="plain-list around">{live(machines)}</ul>
            <Waiting waiting />
        </section>
    }
}

fn machine_view(row: MachineRow) -> impl IntoView {
    let spared = row.protected.then_some(" · spared from scale-in");
    view! {
        <li>
            <code>{row.what}</code>
            <span class="muted">{row.state}{spared}</span>
        </li>
    }
}

/// Tasks that wait for an instance; a click shows one.
#[component]
fn Waiting(waiting: Memo<Vec<WaitRow>>) -> impl IntoView {
    let page = use_page();
    let row = move |row: WaitRow| {
        let task = row.task;
        view! {
            <li>
                <button
                    class="btn sm bare"
                    type="button"
                    on:click=move |_| page.select(Selection::Task(task))
                >
                    {row.name}
                </button>
                <span class="muted">"until " {row.until}</span>
            </li>
        }
    };
    view! {
        <Show when=move || waiting.with(|rows| !rows.is_empty())>
            <h4>"Wait in PROVISIONING"</h4>
            <ul class="plain-list around">
                <For each=move || waiting.get() key=|row| row.task children=row />
            </ul>
        </Show>
    }
}
