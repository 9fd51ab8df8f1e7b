//! The host under containers: what they get of CPU and memory, and the control groups behind that.

use super::super::board::percent;
use super::super::chart::StepChart;
use super::super::parts::{Field, Refusal, Segments, TextInput, refusal};
use super::super::prelude::*;
use super::super::say::{Act, AsCommands};
use super::super::state::{Selection, use_page};
use super::{follow, part_of};
use crate::model::host::HostId;
use crate::view::host::{Bar, Group, HostView, host_view};
use serde_json::{Value, json};

/// The host, if there is one at this moment.
#[component]
pub fn HostSection(
    /// The host.
    host: HostId,
    /// What names it in requests, `cluster` and `containerInstance`; null where it cannot be set
    /// up.
    #[prop(into)]
    named: Signal<Value>,
) -> impl IntoView {
    let page = use_page();
    let shown = follow(page, move |timeline| {
        host_view(timeline.world(), host, timeline.now())
    });
    let there = Memo::new(move |_| shown.with(Option::is_some));
    let kind = Memo::new(move |_| shown.with(|row| row.as_ref().map(|row| row.kind)));
    let part = |look: fn(&HostView) -> Vec<Bar>| {
        Memo::new(move |_| shown.with(|row| row.as_ref().map(look).unwrap_or_default()))
    };
    let bars = part(|row| row.bars.to_vec());
    let groups = part_of(shown, |row| row.groups.clone());
    let chart = Signal::derive(move || {
        shown.with(|row| {
            row.as_ref()
                .map(|row| row.chart.clone())
                .unwrap_or_default()
        })
    });
    let tree = move || groups.get().into_iter().map(group_view).collect_view();
    view! {
        <Show when=move || there.get()>
            <section class="sect host">
                <h3>"Host" <span class="muted">{kind}</span></h3>
                {move || bars.get().into_iter().map(bar_view).collect_view()}
                <StepChart chart />
                <Show when=move || groups.with(|groups| !groups.is_empty())>
                    <details>
                        <summary>"Control groups"</summary>
                        <ul class="cgroups">{live(tree)}</ul>
                    </details>
                </Show>
                <Show when=move || named.with(|named| !named.is_null())>
                    <details>
                        <summary>"Set up the host"</summary>
                        <SetUp named />
                    </details>
                </Show>
            </section>
        </Show>
    }
}

fn bar_view(bar: Bar) -> impl IntoView {
    let lacks = bar.parts.iter().any(|part| part.short);
    let parts = bar.parts.into_iter().map(|part| {
        view! {
            <i class:lacks=part.short style=("--w", percent(part.width)) title=part.title></i>
        }
    });
    let label = format!("{}: {}", bar.name, bar.text);
    let lacks = lacks.then(|| view! { <p class="hint">"Hatched: wants more than it gets."</p> });
    view! {
        <p class="lab">
            <span>{bar.name}</span>
            <small>{bar.text}</small>
        </p>
        <div class="host-bar" role="img" aria-label=label>
            {parts.collect_view()}
        </div>
        {lacks}
    }
}

/// A group with its files and what is in it.
fn group_view(group: Group) -> AnyView {
    let page = use_page();
    let task = group.task;
    let files = group.files.into_iter().map(|(file, holds, means)| {
        view! {
            <dt>
                <code>{file}</code>
            </dt>
            <dd>
                <code>{holds}</code>
                <small class="block muted">{means}</small>
            </dd>
        }
    });
    let files = files.collect_view();
    let within = group.within.into_iter().map(group_view).collect_view();
    let name = match group.path.is_empty() {
        true => view! { <b>{group.name}</b> }.into_any(),
        false => view! {
            <button class="link" on:click=move |_| page.select(Selection::Task(task))>
                {group.name}
            </button>
            <code class="block muted">{group.path}</code>
        }
        .into_any(),
    };
    view! {
        <li>
            {name} <p>{group.gets}</p> <dl class="facts">{files}</dl> <ul>{within}</ul>
        </li>
    }
    .into_any()
}

const ACTION: &str = "Drydock.SetHost";

/// Which control groups it has, and a period that is written over that of the agent.
#[component]
fn SetUp(named: Signal<Value>) -> impl IntoView {
    let page = use_page();
    let refused = RwSignal::new(None);
    let version = RwSignal::new("2".to_owned());
    let agent = RwSignal::new(String::new());
    let written = RwSignal::new(String::new());
    let swap = RwSignal::new(String::new());
    let body = move || {
        let mut body = named.get();
        let number = |text: String| match text.trim().parse::<i64>() {
            Ok(number) => json!(number),
            Err(_) => json!(text),
        };
        body["cgroupVersion"] = number(version.get());
        for (member, value) in [
            ("agentPeriodMicroseconds", agent),
            ("writtenPeriodMicroseconds", written),
            ("swapMiB", swap),
        ] {
            let text = value.get();
            if !text.trim().is_empty() {
                body[member] = number(text);
            }
        }
        body
    };
    let set = move |_| {
        refused.set(refusal(&page.ask(ACTION, &untrack(body).to_string())));
    };
    let acts = Signal::derive(move || vec![Act::new("Set up", ACTION, body())]);
    view! {
        <div class="set">
            <Segments label="Control groups" choices=&[("2", "v2"), ("1", "v1")] value=version />
            <Field id="host-agent" label="Period of the agent (µs)">
                <TextInput id="host-agent" value=agent number=true placeholder="100000" />
            </Field>
            <Field id="host-written" label="Period written over it, quotas unchanged (µs)">
                <TextInput id="host-written" value=written number=true placeholder="none" />
            </Field>
            <Field id="host-swap" label="Swap space (MiB)">
                <TextInput id="host-swap" value=swap number=true placeholder="0" />
            </Field>
            <Refusal what="Not set." refused />
            <button class="btn sm" on:click=set>
                "Set up"
            </button>
            <AsCommands acts />
        </div>
    }
}
