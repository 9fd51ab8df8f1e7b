//! Capacity providers: how much of each is needed, what comes next, who waits, and a form for
//! another one with an Auto Scaling group.

mod group;

use super::super::column::FormHead;
use super::super::parts::Refusal;
use super::super::prelude::*;
use super::super::run;
use super::super::state::{Page, Selection, use_page};
use super::submit;
use crate::view::WHOLE;
use crate::view::capacity::{CapacityView, Chart, MachineRow, ProviderView, WaitRow};
use crate::view::capacity::{capacity, join};

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

/// The way to Fargate's own providers, where the cluster has none of them.
#[component]
fn Fargate(shown: Memo<CapacityView>) -> impl IntoView {
    let page = use_page();
    let refused = RwSignal::new(None);
    let add = move |_| {
        page.need_cluster();
        put(page, &["FARGATE", "FARGATE_SPOT"], refused);
    };
    view! {
        <Show when=move || shown.with(|shown| !shown.has_fargate)>
            <button class="btn sm" type="button" on:click=add>
                "Add FARGATE and FARGATE_SPOT"
            </button>
        </Show>
        <Refusal what="Not added." refused />
    }
}

/// Puts providers on the cluster in front, beside those that it has.
fn put(page: Page, names: &[&str], refused: RwSignal<Option<super::Refused>>) -> bool {
    let cluster = page.screen.with_untracked(|screen| screen.cluster);
    let body = run::with(|timeline| join(timeline.world(), cluster, names));
    submit(page, "PutClusterCapacityProviders", &body, refused)
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
    let chart = Memo::new(move |_| row.with(|row| row.as_ref().and_then(|row| row.chart.clone())));
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
            <Show when=move || chart.with(Option::is_some)>
                <Metric chart />
            </Show>
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

/// The metric as a picture, and the same as a table.
#[component]
fn Metric(chart: Memo<Option<Chart>>) -> impl IntoView {
    let of = move |look: fn(&Chart) -> String| {
        move || chart.with(|chart| chart.as_ref().map(look).unwrap_or_default())
    };
    let rows = move || {
        let rows = chart.with(|chart| chart.as_ref().map(|chart| chart.rows.clone()));
        let cells = |row: [String; 4]| {
            let cells = row.into_iter().map(|cell| view! { <td>{cell}</td> });
            view! { <tr>{cells.collect_view()}</tr> }
        };
        rows.unwrap_or_default()
            .into_iter()
            .map(cells)
            .collect_view()
    };
    view! {
        <div class="metric" aria-hidden="true">
            <svg viewBox="0 0 10000 10000" preserveAspectRatio="none">
                <path class="area" d=of(outline)></path>
                <path class="target" d=of(target)></path>
            </svg>
            <span>{of(|chart| format!("{}\u{a0}%", chart.top))}</span>
            <span>{of(|chart| chart.span.0.clone())}</span>
            <span>{of(|chart| chart.span.1.clone())}</span>
        </div>
        <details>
            <summary>"CapacityProviderReservation as a table"</summary>
            <table>
                <thead>
                    <tr>
                        <th>"since"</th>
                        <th>"metric"</th>
                        <th>"needed"</th>
                        <th>"running"</th>
                    </tr>
                </thead>
                <tbody>{live(rows)}</tbody>
            </table>
        </details>
    }
}

/// The steps as the outline of an area.
fn outline(chart: &Chart) -> String {
    let mut path = format!("M0 {WHOLE}");
    for (x, height) in &chart.steps {
        path.push_str(&format!("H{x}V{}", WHOLE - height));
    }
    path.push_str(&format!("H{WHOLE}V{WHOLE}Z"));
    path
}

fn target(chart: &Chart) -> String {
    format!("M0 {}H{WHOLE}", WHOLE - chart.target)
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
