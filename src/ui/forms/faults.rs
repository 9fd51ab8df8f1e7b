//! Faults: what can go wrong and stay so until it is cleared.

use super::super::column::FormHead;
use super::super::parts::{Choice, Field, Refusal, TextInput};
use super::super::prelude::*;
use super::super::run;
use super::super::say::{Act, AsCommands, CommandLine};
use super::super::state::{Column, Page, use_page};
use super::{count, submit};
use crate::lifecycle::faults::parameters::{Kind, Parameter};
use crate::lifecycle::faults::{self, FaultType};
use crate::view::faults::{FaultRow, choices, groups, types};
use serde_json::{Map, Value, json};

/// A field of the form: a parameter, and what was filled in.
type Filled = (&'static Parameter, RwSignal<String>);

/// The signals of the form.
#[derive(Clone, Copy)]
struct Fields {
    kind: RwSignal<String>,
    /// One for each parameter that any fault has, by its member.
    filled: StoredValue<Vec<Filled>>,
}

impl Fields {
    fn new() -> Fields {
        let mut filled: Vec<Filled> = Vec::new();
        for parameter in types().flat_map(|row| row.parameters) {
            if filled
                .iter()
                .all(|(known, _)| known.member != parameter.member)
            {
                filled.push((parameter, RwSignal::new(parameter.default.to_owned())));
            }
        }
        Fields {
            kind: RwSignal::new("ImageCannotBePulled".to_owned()),
            filled: StoredValue::new(filled),
        }
    }

    fn fault_type(self) -> Option<&'static FaultType> {
        self.kind.with(|kind| faults::named(kind))
    }

    fn value(self, parameter: &Parameter) -> Option<RwSignal<String>> {
        self.filled.with_value(|filled| {
            let mut rows = filled.iter();
            let row = rows.find(|(known, _)| known.member == parameter.member);
            row.map(|(_, value)| *value)
        })
    }

    fn request(self, page: Page) -> Value {
        let mut request = Map::new();
        request.insert("type".to_owned(), self.kind.get().into());
        let parameters = self.fault_type().map_or(&[][..], |row| row.parameters);
        for parameter in parameters {
            let text = self
                .value(parameter)
                .map_or(String::new(), |value| value.get());
            let value = match parameter.kind {
                Kind::Number(..) => count(&text),
                Kind::Cluster => page.cluster_or_first().into(),
                // What is empty by itself goes without saying.
                _ if text.is_empty() && parameter.default.is_empty() => continue,
                Kind::Text | Kind::Instance | Kind::Zone | Kind::AnyZone | Kind::Switch => {
                    text.into()
                }
            };
            request.insert(parameter.member.to_owned(), value);
        }
        Value::Object(request)
    }
}

/// The form, and what is switched on.
#[component]
pub fn Faults() -> impl IntoView {
    let page = use_page();
    let fields = Fields::new();
    let refused = RwSignal::new(None);
    let inject = move || {
        page.need_cluster();
        let body = untrack(|| fields.request(page));
        submit(page, "Drydock.InjectFault", &body, refused);
    };
    let explains = move || fields.fault_type().map_or("", |row| row.explains);
    view! {
        <FormHead title="Faults" />
        <div class="scroll" tabindex="0" role="group" aria-label="Faults form">
            <Active />
            <form
                class="form"
                id="faults"
                aria-label="Switch a fault on"
                on:submit=move |event| {
                    event.prevent_default();
                    inject();
                }
            >
                <Refusal what="Not switched on." refused />
                <Field id="fault-type" label="What goes wrong">
                    <FaultChoice kind=fields.kind />
                </Field>
                <p class="note">{live(explains)}</p>
                <FaultFields fields />
            </form>
            <CommandLine act=Signal::derive(move || {
                Act::new("Switch on", "Drydock.InjectFault", fields.request(page)).in_cluster(page)
            }) />
            <section class="sect">
                <button class="btn sm" on:click=move |_| page.open(Column::Surroundings)>
                    "Surroundings"
                </button>
            </section>
        </div>
        <div class="foot">
            <button class="btn fill grow" type="submit" form="faults">
                "Switch on"
            </button>
        </div>
    }
}

/// The choice of a fault, by what it strikes.
#[component]
fn FaultChoice(kind: RwSignal<String>) -> impl IntoView {
    let option = move |row: &FaultType| {
        let chosen = kind.with_untracked(|kind| kind == row.name);
        view! {
            <option value=row.name selected=chosen>
                {row.title}
            </option>
        }
    };
    let group = move |(title, rows): (&'static str, Vec<&'static FaultType>)| {
        view! { <optgroup label=title>{rows.into_iter().map(option).collect_view()}</optgroup> }
    };
    view! {
        <select
            class="input"
            id="fault-type"
            prop:value=move || kind.get()
            on:change=move |event| kind.set(event_target_value(&event))
        >
            {groups().map(group).collect_view()}
        </select>
    }
}

/// The fields of the chosen fault. The cluster is the one in front.
#[component]
fn FaultFields(fields: Fields) -> impl IntoView {
    let page = use_page();
    let shown = move || {
        let parameters = fields.fault_type().map_or(&[][..], |row| row.parameters);
        let shown = parameters.iter().filter(|row| row.kind != Kind::Cluster);
        let field = |row| field(page, fields, row);
        shown.filter_map(field).collect_view()
    };
    view! { {live(shown)} }
}

fn field(page: Page, fields: Fields, parameter: &'static Parameter) -> Option<AnyView> {
    let value = fields.value(parameter)?;
    let member = parameter.member;
    let control = match parameter.kind {
        Kind::Text | Kind::Cluster => view! { <TextInput id=member value /> }.into_any(),
        Kind::Number(..) => view! { <TextInput id=member value number=true /> }.into_any(),
        Kind::Instance | Kind::Zone | Kind::AnyZone | Kind::Switch => {
            let offered = Memo::new(move |_| {
                page.events.track();
                let cluster = page
                    .screen
                    .with_untracked(|screen| screen.cluster_name.clone());
                run::with(|timeline| choices(timeline.world(), &cluster, parameter))
            });
            // Something is chosen as long as there is anything.
            Effect::new(move |_| {
                let rows = offered.get();
                let known = value.with_untracked(|value| rows.iter().any(|(key, _)| key == value));
                if !known {
                    value.set(rows.first().map_or(String::new(), |(key, _)| key.clone()));
                }
            });
            view! { <Choice id=member choices=offered value /> }.into_any()
        }
    };
    let label = parameter.label;
    let field = view! {
        <Field id=member label>
            {control}
        </Field>
    };
    Some(field.into_any())
}

const CLEAR: &str = "Drydock.ClearFaults";

/// The request that clears one fault, or all.
fn which(id: Option<u32>) -> Value {
    match id {
        Some(id) => json!({ "ids": [id] }),
        None => json!({}),
    }
}

/// The faults that are switched on.
#[component]
fn Active() -> impl IntoView {
    let page = use_page();
    let faults = Memo::new(move |_| page.screen.with(|screen| screen.faults.clone()));
    let clear = move |ids: Option<u32>| {
        page.ask(CLEAR, &which(ids).to_string());
    };
    let acts = Signal::derive(move || {
        let one =
            |row: &FaultRow| Act::new(format!("Clear: {}", row.line), CLEAR, which(Some(row.id)));
        let mut acts: Vec<Act> = faults.with(|faults| faults.iter().map(one).collect());
        if acts.len() > 1 {
            acts.push(Act::new("Clear all", CLEAR, which(None)));
        }
        acts
    });
    let rows = move || {
        let rows = faults.get().into_iter();
        rows.map(|row| {
            view! {
                <li class="fault-row">
                    <span class="grow">{row.line}</span>
                    <button class="btn sm" type="button" on:click=move |_| clear(Some(row.id))>
                        "Clear"
                    </button>
                </li>
            }
        })
        .collect_view()
    };
    view! {
        <section class="sect">
            <h3>
                "Switched on"
                <span class="muted">
                    {move || if faults.with(Vec::is_empty) { "nothing" } else { "" }}
                </span>
            </h3>
            <ul class="plain-list">{live(rows)}</ul>
            <Show when=move || faults.with(|faults| faults.len() > 1)>
                <button
                    class="btn sm"
                    on:click=move |_| clear(None)
                >
                    "Clear all"
                </button>
            </Show>
            <AsCommands acts />
        </section>
    }
}
