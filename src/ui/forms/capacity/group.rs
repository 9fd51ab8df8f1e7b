//! Another capacity provider: with an Auto Scaling group, which is declared, and the provider
//! created and put on the cluster; or of managed instances.

use super::super::super::parts::{CheckBox, Choice, Field, Refusal, Segments, TextInput};
use super::super::super::prelude::*;
use super::super::super::say::{Act, CommandLine};
use super::super::super::state::{Page, use_page};
use super::super::{count, submit};
use super::{joined, put};
use crate::model::Zone;
use crate::model::instance_types::INSTANCE_TYPES;
use serde_json::{Value, json};

/// Who chooses the instances.
const KINDS: &[(&str, &str)] = &[("", "Auto Scaling"), ("managed", "Managed")];

/// The signals of the form.
#[derive(Clone, Copy)]
struct Fields {
    /// Empty for an Auto Scaling group.
    managed: RwSignal<String>,
    /// Least and most vCPUs of managed instances, and how long they may be idle.
    vcpus: [RwSignal<String>; 2],
    idle: RwSignal<String>,
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
            managed: text(""),
            vcpus: [text("2"), text("8")],
            idle: text("300"),
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

    /// The request of CreateCapacityProvider.
    fn request(self, page: Page) -> Value {
        match self.managed.with(String::is_empty) {
            true => self.provider(),
            false => self.managed(page),
        }
    }

    fn managed(self, page: Page) -> Value {
        let cluster = page.cluster_or_first();
        let subnets: Vec<&str> = Zone::all().map(Zone::subnet_id).collect();
        let [least, most] = self.vcpus.map(|text| count(&text.get()));
        let arn = |what: &str| format!("arn:aws:iam::123456789012:{what}");
        json!({
            "name": self.name.get(),
            "cluster": cluster,
            "managedInstancesProvider": {
                "infrastructureRoleArn": arn("role/ecsInfrastructureRole"),
                "instanceLaunchTemplate": {
                    "ec2InstanceProfileArn": arn("instance-profile/ecsInstanceRole"),
                    "networkConfiguration": {"subnets": subnets},
                    "instanceRequirements": {
                        "vCpuCount": {"min": least, "max": most}, "memoryMiB": {"min": 1},
                    },
                },
                "infrastructureOptimization": {"scaleInAfter": count(&self.idle.get())},
            },
        })
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
        let (group, provider) = untrack(|| (fields.group(), fields.request(page)));
        let name = fields.name.get_untracked();
        let of_group = fields.managed.with_untracked(String::is_empty);
        if of_group && !submit(page, "Drydock.Declare", &group, refused) {
            return;
        }
        if submit(page, "CreateCapacityProvider", &provider, refused) && of_group {
            put(page, &[&name], refused);
        }
    };
    let act = Signal::derive(move || {
        let (title, action) = ("Create capacity provider", "CreateCapacityProvider");
        let provider = Act::new(title, action, fields.request(page)).in_cluster(page);
        match fields.managed.with(String::is_empty) {
            true => {
                let joined = joined(page, &[&fields.name.get()]);
                let mut act = provider.then("PutClusterCapacityProviders", joined);
                let group = ("Drydock.Declare".to_owned(), fields.group());
                act.asks.insert(act.asks.len() - 2, group);
                act
            }
            false => provider,
        }
    });
    view! {
        <form
            class="form"
            aria-label="Create capacity provider"
            on:submit=move |event| {
                event.prevent_default();
                create();
            }
        >
            <h3>"New capacity provider"</h3>
            <Refusal what="Not created." refused />
            <Segments label="Instances of" choices=KINDS value=fields.managed />
            <Field id="group-name" label="Name">
                <TextInput id="group-name" value=fields.name />
            </Field>
            <Show
                when=move || fields.managed.with(String::is_empty)
                fallback=move || view! { <ManagedFields fields /> }
            >
                <GroupFields fields />
            </Show>
            <button class="btn fill" type="submit">
                "Create capacity provider"
            </button>
        </form>
        <CommandLine act />
    }
}

#[component]
fn GroupFields(fields: Fields) -> impl IntoView {
    let types = INSTANCE_TYPES.iter();
    let types = types.map(|row| (row.name.to_owned(), row.name.to_owned()));
    let types = Signal::stored(types.collect::<Vec<_>>());
    view! {
        <Field id="group-type" label="Instance type">
            <Choice id="group-type" choices=types value=fields.kind />
        </Field>
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
        <CheckBox label="Managed scaling: ECS sizes the group" on=fields.scaled />
        <CheckBox label="Managed termination protection" on=fields.protects />
    }
}

#[component]
fn ManagedFields(fields: Fields) -> impl IntoView {
    let [least, most] = fields.vcpus;
    view! {
        <div class="row">
            <Field id="managed-least" label="Least vCPUs">
                <TextInput id="managed-least" value=least number=true />
            </Field>
            <Field id="managed-most" label="Most vCPUs">
                <TextInput id="managed-most" value=most number=true />
            </Field>
        </div>
        <Field id="managed-idle" label="scaleInAfter in seconds, -1 for never">
            <TextInput id="managed-idle" value=fields.idle number=true />
        </Field>
    }
}
