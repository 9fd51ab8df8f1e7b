//! What a service can have beside its launch and its deployments: a load balancer and the rest.
//! Folded away, so that the common case stays three fields.

use super::super::parts::{CheckBox, Choice, Field, TextInput};
use super::super::prelude::*;
use super::super::run;
use crate::model::ServiceId;
use crate::view::service_form::{
    Choices, MoreForm, TrafficForm, listener_rules, ports, shifting_role, target_groups,
};
use serde_json::{Map, Value};

/// Who exchanges tasks, with what it is called.
const CONTROLLERS: &[(&str, &str)] = &[
    ("ECS", "ECS"),
    ("CODE_DEPLOY", "CodeDeploy"),
    ("EXTERNAL", "external"),
];

/// Whose tags tasks get.
const PROPAGATE: &[(&str, &str)] = &[
    ("NONE", "nobody's"),
    ("SERVICE", "the service's"),
    ("TASK_DEFINITION", "the definition's"),
];

/// The signals of the groups.
#[derive(Clone, Copy)]
pub struct Besides {
    group: RwSignal<String>,
    port: RwSignal<String>,
    grace: RwSignal<String>,
    alternate: RwSignal<String>,
    rule: RwSignal<String>,
    test_rule: RwSignal<String>,
    /// Who exchanges its tasks.
    pub controller: RwSignal<String>,
    platform: RwSignal<String>,
    namespace: RwSignal<String>,
    propagate: RwSignal<String>,
    exec: RwSignal<bool>,
    managed_tags: RwSignal<bool>,
    force: RwSignal<bool>,
    /// What the service had when the form was opened.
    was: StoredValue<(TrafficForm, MoreForm)>,
}

impl Besides {
    /// What a service has; of a new one, what ECS does unless it is told otherwise.
    pub fn new(service: Option<ServiceId>) -> Besides {
        let was = run::with(|timeline| {
            let world = timeline.world();
            let row = service.and_then(|id| world.services.get(id));
            row.map(|row| (TrafficForm::of(world, row), MoreForm::of(row)))
        });
        let was = was.unwrap_or_default();
        let (traffic, more) = was.clone();
        Besides {
            group: RwSignal::new(traffic.group),
            port: RwSignal::new(traffic.port),
            grace: RwSignal::new(traffic.grace),
            alternate: RwSignal::new(traffic.alternate),
            rule: RwSignal::new(traffic.rule),
            test_rule: RwSignal::new(traffic.test_rule),
            controller: RwSignal::new(more.controller),
            platform: RwSignal::new(more.platform),
            namespace: RwSignal::new(more.namespace),
            propagate: RwSignal::new(more.propagate),
            exec: RwSignal::new(more.exec),
            managed_tags: RwSignal::new(more.managed_tags),
            force: RwSignal::new(false),
            was: StoredValue::new(was),
        }
    }

    /// Adds the members of the request; `shifts` says whether deployments shift traffic.
    pub fn fill(self, shifts: bool, body: &mut Map<String, Value>) {
        let traffic = TrafficForm {
            group: self.group.get(),
            port: self.port.get(),
            grace: self.grace.get(),
            alternate: self.alternate.get(),
            rule: self.rule.get(),
            test_rule: self.test_rule.get(),
        };
        let more = MoreForm {
            controller: self.controller.get(),
            platform: self.platform.get(),
            namespace: self.namespace.get(),
            propagate: self.propagate.get(),
            exec: self.exec.get(),
            managed_tags: self.managed_tags.get(),
            force: self.force.get(),
        };
        let role = run::with(|timeline| shifting_role(timeline.world()));
        self.was.with_value(|was| {
            traffic.fill(&was.0, shifts, &role, body);
            more.fill(&was.1, body);
        });
    }
}

fn fixed(list: &[(&str, &str)]) -> Signal<Choices> {
    let owned = list.iter();
    let owned = owned.map(|(key, name)| ((*key).to_owned(), (*name).to_owned()));
    Signal::stored(owned.collect())
}

/// The folded groups.
#[component]
pub fn BesidesFields(
    /// The signals.
    besides: Besides,
    /// The task definition.
    definition: RwSignal<String>,
    /// Whether deployments shift traffic.
    shifts: Memo<bool>,
    /// Whether the service is there already.
    update: bool,
) -> impl IntoView {
    view! {
        <details>
            <summary>"Load balancer"</summary>
            <div class="form">
                <TrafficFields besides definition shifts />
            </div>
        </details>
        <details>
            <summary>"More"</summary>
            <div class="form">
                <MoreFields besides update />
            </div>
        </details>
    }
}

/// Choices that depend on the run, with one for nothing where that is possible. What is chosen
/// stays among them.
fn offered(
    look: impl Fn() -> Choices + Send + Sync + 'static,
    nothing: Option<&'static str>,
    value: RwSignal<String>,
) -> Memo<Choices> {
    let offered = Memo::new(move |_| {
        let nothing = nothing.map(|name| (String::new(), name.to_owned()));
        nothing.into_iter().chain(look()).collect::<Choices>()
    });
    Effect::new(move |_| {
        let rows = offered.get();
        let known = value.with_untracked(|value| rows.iter().any(|(key, _)| key == value));
        if !known {
            value.set(rows.first().map_or(String::new(), |(key, _)| key.clone()));
        }
    });
    offered
}

#[component]
fn TrafficFields(
    besides: Besides,
    definition: RwSignal<String>,
    shifts: Memo<bool>,
) -> impl IntoView {
    let of_definition = move |look: fn(&crate::model::World, &str) -> Choices| {
        move || definition.with(|name| run::with(|timeline| look(timeline.world(), name)))
    };
    let rules = || run::with(|timeline| listener_rules(timeline.world()));
    let groups = offered(of_definition(target_groups), Some("none"), besides.group);
    let others = offered(of_definition(target_groups), None, besides.alternate);
    let ports = offered(of_definition(ports), None, besides.port);
    let main = offered(rules, None, besides.rule);
    let test = offered(rules, Some("none"), besides.test_rule);
    let some = Memo::new(move |_| besides.group.with(|group| !group.is_empty()));
    view! {
        <div class="row">
            <Field id="service-group" label="Target group">
                <Choice id="service-group" choices=groups value=besides.group />
            </Field>
            <Show when=move || some.get()>
                <Field id="service-port" label="Container and port">
                    <Choice id="service-port" choices=ports value=besides.port />
                </Field>
            </Show>
        </div>
        <Show when=move || some.get()>
            <Field id="service-grace" label="healthCheckGracePeriodSeconds">
                <TextInput
                    id="service-grace"
                    value=besides.grace
                    number=true
                    placeholder="0"
                />
            </Field>
        </Show>
        <Show when=move || some.get() && shifts.get()>
            <Field id="service-alternate" label="Alternate target group">
                <Choice id="service-alternate" choices=others value=besides.alternate />
            </Field>
            <div class="row">
                <Field id="service-rule" label="Production rule">
                    <Choice id="service-rule" choices=main value=besides.rule />
                </Field>
                <Field id="service-test-rule" label="Test rule">
                    <Choice id="service-test-rule" choices=test value=besides.test_rule />
                </Field>
            </div>
        </Show>
    }
}

#[component]
fn MoreFields(besides: Besides, update: bool) -> impl IntoView {
    let controllers = fixed(CONTROLLERS);
    view! {
        <Show when=move || update>
            <CheckBox label="forceNewDeployment: replace all tasks" on=besides.force />
        </Show>
        <CheckBox label="enableExecuteCommand: ECS Exec" on=besides.exec />
        <CheckBox label="enableECSManagedTags" on=besides.managed_tags />
        <div class="row">
            <Field id="service-propagate" label="Tasks get tags">
                <Choice
                    id="service-propagate"
                    choices=fixed(PROPAGATE)
                    value=besides.propagate
                />
            </Field>
            <Field id="service-platform" label="platformVersion">
                <TextInput id="service-platform" value=besides.platform placeholder="LATEST" />
            </Field>
        </div>
        <div class="row">
            <Field id="service-namespace" label="Service Connect namespace">
                <TextInput id="service-namespace" value=besides.namespace placeholder="none" />
            </Field>
            <Show when=move || !update>
                <Field id="service-controller" label="Deployment controller">
                    <Choice
                        id="service-controller"
                        choices=controllers
                        value=besides.controller
                    />
                </Field>
            </Show>
        </div>
    }
}
