//! What the containers of a service or a task want of CPU and memory, to be set.

use super::super::parts::{Choice, Field, Refusal, TextInput, refusal};
use super::super::prelude::*;
use super::super::say::{Act, AsCommands};
use super::super::state::use_page;
use super::follow;
use crate::view::demand::{DemandRow, Subject, demand_rows};
use serde_json::{Value, json};

/// The demand, with fields that set it.
#[component]
pub fn DemandSection(
    /// Whose it is.
    subject: Subject,
    /// What names them in requests: `cluster` and `service` or `task`.
    #[prop(into)]
    named: Signal<Value>,
) -> impl IntoView {
    let page = use_page();
    let rows = follow(page, move |timeline| demand_rows(timeline.world(), subject));
    let row = |row: DemandRow| {
        view! {
            <tr>
                <th scope="row">
                    <code>{row.container}</code>
                </th>
                <td>{row.cpu}</td>
                <td>{row.memory}</td>
            </tr>
        }
    };
    view! {
        <Show when=move || rows.with(|rows| !rows.is_empty())>
            <section class="sect">
                <details>
                    <summary>"What its containers want"</summary>
                    <table class="numbers words">
                        <caption class="vh">"Demand"</caption>
                        <thead>
                            <tr>
                                <th scope="col">"Container"</th>
                                <th scope="col">"CPU units"</th>
                                <th scope="col">"MiB"</th>
                            </tr>
                        </thead>
                        <tbody>{move || rows.get().into_iter().map(row).collect_view()}</tbody>
                    </table>
                    <Fields rows named />
                </details>
            </section>
        </Show>
    }
}

const ACTION: &str = "Drydock.SetDemand";

/// Fields that set the demand of one container or of all.
#[component]
fn Fields(rows: Memo<Vec<DemandRow>>, named: Signal<Value>) -> impl IntoView {
    let page = use_page();
    let container = RwSignal::new(String::new());
    let (cpu, memory) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let refused = RwSignal::new(None);
    let choices = Memo::new(move |_| {
        let names = rows.with(|rows| {
            let names = rows.iter().map(|row| row.container.clone());
            names.map(|name| (name.clone(), name)).collect::<Vec<_>>()
        });
        let all = (String::new(), "All containers".to_owned());
        std::iter::once(all).chain(names).collect::<Vec<_>>()
    });
    let body = move |cpu: String, memory: String| {
        let mut body = named.get();
        for (member, text) in [
            ("container", container.get()),
            ("cpu", cpu),
            ("memory", memory),
        ] {
            // What is empty goes without saying.
            if !text.trim().is_empty() {
                body[member] = json!(text.trim());
            }
        }
        body
    };
    let ask = move |cpu: String, memory: String| {
        let body = untrack(|| body(cpu, memory));
        refused.set(refusal(&page.ask(ACTION, &body.to_string())));
    };
    let acts = Signal::derive(move || {
        let as_it_was = Act::new("As it was", ACTION, body(String::new(), String::new()));
        vec![
            Act::new("Set demand", ACTION, body(cpu.get(), memory.get())),
            as_it_was,
        ]
    });
    let choices = Signal::derive(move || choices.get());
    let set = move |_| ask(cpu.get_untracked(), memory.get_untracked());
    view! {
        <div class="set">
            <Field id="demand-container" label="Container">
                <Choice id="demand-container" choices value=container />
            </Field>
            <Field id="demand-cpu" label="CPU units">
                <TextInput id="demand-cpu" value=cpu placeholder="ramp 100 900 10m" />
            </Field>
            <Field id="demand-memory" label="Memory in MiB">
                <TextInput id="demand-memory" value=memory placeholder="300" />
            </Field>
            <p class="hint">
                "An amount, " <code>"ramp FROM TO TIME"</code> ", " <code>"daily LOW HIGH"</code>
                "; CPU also " <code>"requests 20ms"</code> " each."
            </p>
            <Refusal what="Not set." refused />
            <div class="fixes">
                <button class="btn sm" on:click=set>
                    "Set demand"
                </button>
                <button class="btn sm" on:click=move |_| ask(String::new(), String::new())>
                    "As it was"
                </button>
            </div>
            <AsCommands acts />
        </div>
    }
}
