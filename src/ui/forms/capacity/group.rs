//! Another Auto Scaling group with a capacity provider: declared, created and put on the cluster.

use super::super::super::parts::{Choice, CommandLine, Field, Refusal, TextInput};
use super::super::super::prelude::*;
use super::super::super::state::use_page;
use super::super::{count, submit};
use super::put;
use crate::model::instance_types::INSTANCE_TYPES;
use serde_json::{Value, json};

/// The signals of the form.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    kind: RwSignal<String>,
    least: RwSignal<String>,
    most: RwSignal<String>,
    target: RwSignal<String>,
    scaled: RwSignal<bool>,
    protects: RwSignal<bool>,
}

impl Fields {
    fn new() -> Fields {
        let text = |text: &str| RwSignal::new(text.to_owned());
        Fields {
            name: text("hosts"),
            kind: text("m5.large"),
            least: text("0"),
            most: text("4"),
            target: text("100"),
            scaled: RwSignal::new(true),
            protects: RwSignal::new(true),
        }
    }

    fn group(self) -> Value {
        json!({"autoScalingGroups": [{
            "autoScalingGroupName": self.name.get(), "instanceType": self.kind.get(),
            "minSize": count(&self.least.get()), "maxSize": count(&self.most.get()),
        }]})
    }

    fn provider(self) -> Value {
        let switch = |on: bool| if on { "ENABLED" } else { "DISABLED" };
        let scaled = self.scaled.get();
        json!({
            "name": self.name.get(),
            "autoScalingGroupProvider": {
                "autoScalingGroupArn": self.name.get(),
                "managedScaling": {
                    "status": switch(scaled), "targetCapacity": count(&self.target.get()),
                },
                "managedTerminationProtection": switch(scaled && self.protects.get()),
            },
        })
    }
}

/// The form.
#[component]
pub fn GroupForm() -> impl IntoView {
    let page = use_page();
    let fields = Fields::new();
    let refused = RwSignal::new(None);
    let create = move || {
        page.need_cluster();
        let (group, provider) = untrack(|| (fields.group(), fields.provider()));
        let name = fields.name.get_untracked();
        let _ = submit(page, "Drydock.Declare", &group, refused)
            && submit(page, "CreateCapacityProvider", &provider, refused)
            && put(page, &[&name], refused);
    };
    let types = INSTANCE_TYPES.iter();
    let types: Vec<_> = types
        .map(|row| (row.name.to_owned(), row.name.to_owned()))
        .collect();
    let types = Signal::stored(types);
    let request = Signal::derive(move || ("CreateCapacityProvider".to_owned(), fields.provider()));
    view! {
        <form
            class="form"
            aria-label="Create Auto Scaling group and capacity provider"
            on:submit=move |event| {
                event.prevent_default();
                create();
            }
        >
            <h3>"Another Auto Scaling group"</h3>
            <Refusal what="Not created." refused />
            <div class="row">
                <Field id="group-name" label="Name of group and provider">
                    <TextInput id="group-name" value=fields.name />
                </Field>
                <Field id="group-type" label="Instance type">
                    <Choice id="group-type" choices=types value=fields.kind />
                </Field>
            </div>
            <div class="row">
                <Field id="group-least" label="Minimum size">
                    <TextInput id="group-least" value=fields.least number=true />
                </Field>
                <Field id="group-most" label="Maximum size">
                    <TextInput id="group-most" value=fields.most number=true />
                </Field>
            </div>
            <Field id="group-target" label="targetCapacity in percent">
                <TextInput id="group-target" value=fields.target number=true />
            </Field>
            {check("Managed scaling: ECS sizes the group", fields.scaled)}
            {check("Managed termination protection", fields.protects)}
            <button class="btn fill" type="submit">
                "Create group and provider"
            </button>
        </form>
        <CommandLine request />
    }
}

fn check(label: &'static str, on: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || on.get()
                on:change=move |event| on.set(event_target_checked(&event))
            />
            {label}
        </label>
    }
}
