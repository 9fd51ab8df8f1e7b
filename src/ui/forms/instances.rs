//! Add container instances: `Drydock.AddInstances`.

use super::super::column::FormHead;
use super::super::layout;
use super::super::parts::{Choice, Field, Refusal, TextInput};
use super::super::prelude::*;
use super::super::say::{Act, CommandLine};
use super::super::state::{Page, use_page};
use super::{FormFoot, count, submit};
use crate::model::Zone;
use crate::model::instance_types::INSTANCE_TYPES;
use crate::sim::sort;
use crate::view::format;
use serde_json::{Value, json};

const ACTION: &str = "Drydock.AddInstances";

fn zone_names() -> Vec<String> {
    super::super::run::with(|timeline| {
        let region = &timeline.world().settings.region;
        Zone::all().map(|zone| zone.name(region)).collect()
    })
}

fn request(page: Page, kind: &str, number: &str, zones: &[String], external: bool) -> Value {
    let cluster = page.cluster_or_first();
    let mut body = json!({
        "cluster": cluster,
        "instanceType": kind,
        "count": count(number),
        "availabilityZones": zones,
    });
    if external {
        body["external"] = true.into();
    }
    body
}

/// The form.
#[component]
pub fn Instances() -> impl IntoView {
    let page = use_page();
    let kind = RwSignal::new("m5.large".to_owned());
    let number = RwSignal::new("3".to_owned());
    let names = zone_names();
    let zones = RwSignal::new(names.clone());
    let external = RwSignal::new(false);
    let refused = RwSignal::new(None);
    let types: Vec<(String, String)> = INSTANCE_TYPES.iter().map(type_row).collect();
    let types = Signal::stored(types);
    let body = Memo::new(move |_| {
        zones.with(|zones| request(page, &kind.get(), &number.get(), zones, external.get()))
    });
    let act = Signal::derive(move || Act::new("Add", ACTION, body.get()).in_cluster(page));
    let add = move || {
        page.need_cluster();
        let body = body.get_untracked();
        if submit(page, ACTION, &body, refused) {
            page.close();
            layout::show_board(page);
        }
    };
    view! {
        <FormHead title="Add instances" />
        <div class="scroll" tabindex="0" role="group" aria-label="Instances form">
            <form
                class="form"
                id="instances"
                aria-label="Add instances"
                on:submit=move |event| {
                    event.prevent_default();
                    add();
                }
            >
                <Refusal what="Not added." refused />
                <div class="row wide-first">
                    <Field id="instance-type" label="Instance type">
                        <Choice id="instance-type" choices=types value=kind />
                    </Field>
                    <Field id="instance-count" label="Instances">
                        <TextInput id="instance-count" value=number number=true />
                    </Field>
                </div>
                <fieldset class="field">
                    <legend class="label">"Availability Zones, in turn"</legend>
                    {names.into_iter().map(|name| zone_box(name, zones)).collect_view()}
                </fieldset>
                <label class="check">
                    <input
                        type="checkbox"
                        prop:checked=move || external.get()
                        on:change=move |event| external.set(event_target_checked(&event))
                    />
                    "Servers outside of AWS (ECS Anywhere), as large as the type"
                </label>
            </form>
            <CommandLine act />
        </div>
        <FormFoot
            form="instances"
            title="Add instances"
            missing=Signal::derive(move || zones.with(Vec::is_empty).then_some("Choose a zone"))
        />
    }
}

fn type_row(row: &crate::model::instance_types::InstanceType) -> (String, String) {
    let memory = format::number(u64::from(row.memory_mib));
    let text = format!("{} · {} vCPU · {memory} MiB", row.name, row.vcpus);
    (row.name.to_owned(), text)
}

fn zone_box(name: String, zones: RwSignal<Vec<String>>) -> impl IntoView {
    let own = StoredValue::new(name.clone());
    let checked = move || zones.with(|zones| own.with_value(|own| zones.contains(own)));
    let change = move |event| {
        let on = event_target_checked(&event);
        let name = own.get_value();
        zones.update(|zones| {
            zones.retain(|zone| *zone != name);
            if on {
                zones.push(name);
                sort::sort(zones);
            }
        });
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=live(checked) on:change=change />
            <code>{name}</code>
        </label>
    }
}
