//! Faults: what can go wrong and stay so until it is cleared.

use super::super::column::FormHead;
use super::super::parts::{Field, Refusal, Segments, TextInput};
use super::super::prelude::*;
use super::super::state::{Page, use_page};
use super::{count, submit};
use serde_json::{Value, json};

/// Fault types with what they are called.
const FAULTS: &[(&str, &str)] = &[
    ("ImageCannotBePulled", "No image"),
    ("SlowPull", "Slow pull"),
    ("ContainerCrashes", "Crash"),
    ("ContainerHealthCheckFails", "Container health"),
    ("TargetHealthCheckFails", "Target health"),
    ("HungShutdown", "Hung stop"),
];

/// The signals of the form.
#[derive(Clone, Copy)]
struct Fields {
    kind: RwSignal<String>,
    image: RwSignal<String>,
    added: RwSignal<String>,
    container: RwSignal<String>,
    group: RwSignal<String>,
    exit_code: RwSignal<String>,
    after: RwSignal<String>,
}

impl Fields {
    fn new() -> Fields {
        let field = |text: &str| RwSignal::new(text.to_owned());
        Fields {
            kind: field("ImageCannotBePulled"),
            image: field(""),
            added: field("30"),
            container: field(""),
            group: field(""),
            exit_code: field("1"),
            after: field("5"),
        }
    }

    fn request(self, page: Page) -> Value {
        let kind = self.kind.get();
        match kind.as_str() {
            "SlowPull" => json!({
                "type": kind,
                "image": self.image.get(),
                "addedSeconds": count(&self.added.get()),
            }),
            "ContainerCrashes" => json!({
                "type": kind,
                "cluster": page.screen.with(|screen| screen.cluster_name.clone()),
                "container": self.container.get(),
                "exitCode": count(&self.exit_code.get()),
                "afterSeconds": count(&self.after.get()),
            }),
            "ContainerHealthCheckFails" | "HungShutdown" => json!({
                "type": kind,
                "cluster": page.screen.with(|screen| screen.cluster_name.clone()),
                "container": self.container.get(),
            }),
            "TargetHealthCheckFails" => json!({
                "type": kind,
                "cluster": page.screen.with(|screen| screen.cluster_name.clone()),
                "targetGroup": self.group.get(),
            }),
            _ => json!({ "type": kind, "image": self.image.get() }),
        }
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
                <Segments label="What goes wrong" choices=FAULTS value=fields.kind />
                <FaultFields fields />
            </form>
            <p class="note sect">
                "A lost instance is a fault too: select an instance, then Terminate."
            </p>
        </div>
        <div class="foot">
            <button class="btn fill grow" type="submit" form="faults">
                "Switch on"
            </button>
        </div>
    }
}

#[component]
fn FaultFields(fields: Fields) -> impl IntoView {
    let is = move |kinds: &'static [&'static str]| {
        Memo::new(move |_| fields.kind.with(|kind| kinds.contains(&kind.as_str())))
    };
    let image = is(&["ImageCannotBePulled", "SlowPull"]);
    let container = is(&[
        "ContainerCrashes",
        "ContainerHealthCheckFails",
        "HungShutdown",
    ]);
    let crash = is(&["ContainerCrashes"]);
    let slow = is(&["SlowPull"]);
    let target = is(&["TargetHealthCheckFails"]);
    view! {
        <Show when=move || image.get()>
            <Field id="fault-image" label="Images whose name contains (empty: all)">
                <TextInput id="fault-image" value=fields.image />
            </Field>
        </Show>
        <Show when=move || container.get()>
            <Field id="fault-container" label="Container (empty: all)">
                <TextInput id="fault-container" value=fields.container />
            </Field>
        </Show>
        <Show when=move || crash.get()>
            <div class="row">
                <Field id="fault-exit" label="Exit code">
                    <TextInput id="fault-exit" value=fields.exit_code number=true />
                </Field>
                <Field id="fault-after" label="Seconds after its start">
                    <TextInput id="fault-after" value=fields.after number=true />
                </Field>
            </div>
        </Show>
        <Show when=move || slow.get()>
            <Field id="fault-added" label="Seconds added to each pull">
                <TextInput id="fault-added" value=fields.added number=true />
            </Field>
        </Show>
        <Show when=move || target.get()>
            <Field id="fault-group" label="Target group (empty: all)">
                <TextInput id="fault-group" value=fields.group />
            </Field>
        </Show>
    }
}

/// The faults that are switched on.
#[component]
fn Active() -> impl IntoView {
    let page = use_page();
    let faults = Memo::new(move |_| page.screen.with(|screen| screen.faults.clone()));
    let rows = move || {
        let rows = faults.get().into_iter();
        rows.map(|row| view! { <li>{row.line}</li> }).collect_view()
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
            <Show when=move || faults.with(|faults| !faults.is_empty())>
                <button
                    class="btn sm"
                    on:click=move |_| {
                        page.ask("Drydock.ClearFaults", "{}");
                    }
                >
                    "Clear all"
                </button>
            </Show>
        </section>
    }
}
