//! What running a task now and running it by the clock have in common: definition, launch type,
//! network, placement.

use super::super::parts::{CheckBox, Choice, Field, Segments, TextInput};
use super::super::prelude::*;
use super::super::state::{Page, use_page};
use crate::model::Zone;
use crate::view::capacity::strategy as strategy_of;
use serde_json::{Map, Value, json};

/// The signals of a launch.
#[derive(Clone, Copy)]
pub struct Launch {
    /// `family:revision`.
    pub definition: RwSignal<String>,
    /// `EC2`, `FARGATE`, or empty: by capacity providers.
    pub launch_type: RwSignal<String>,
    /// The capacity provider strategy, as it is written; empty for that of the cluster.
    pub providers: RwSignal<String>,
    /// How many.
    pub count: RwSignal<String>,
    /// Subnets, separated by spaces or commas.
    pub subnets: RwSignal<String>,
    /// A placement strategy's key in [`STRATEGIES`].
    pub strategy: RwSignal<String>,
    /// A `memberOf` expression.
    pub expression: RwSignal<String>,
    /// Whether `distinctInstance` is asked for.
    pub distinct: RwSignal<bool>,
}

/// (key, what it is called).
const STRATEGIES: &[(&str, &str)] = &[
    ("", "none"),
    ("spread-zone", "spread over zones"),
    ("spread-instance", "spread over instances"),
    ("binpack-memory", "binpack by memory"),
    ("binpack-cpu", "binpack by CPU"),
    ("random", "random"),
    (
        "spread-binpack",
        "spread over zones, then binpack by memory",
    ),
];

/// Launch types with what they are called.
const LAUNCH_TYPES: &[(&str, &str)] = &[
    ("EC2", "EC2"),
    ("FARGATE", "Fargate"),
    ("EXTERNAL", "External"),
    ("", "Providers"),
];

impl Launch {
    /// The launch that suits the newest definition.
    pub fn new(page: Page, count: u32) -> Launch {
        let newest = page
            .screen
            .with_untracked(|screen| screen.definitions.first().cloned());
        let fargate = newest.as_ref().is_some_and(|row| row.prefers_fargate);
        let subnets: Vec<&str> = Zone::all().map(Zone::subnet_id).collect();
        let launch_type = if fargate { "FARGATE" } else { "EC2" };
        Launch {
            definition: RwSignal::new(newest.map(|row| row.name).unwrap_or_default()),
            launch_type: RwSignal::new(launch_type.to_owned()),
            providers: RwSignal::new(String::new()),
            count: RwSignal::new(count.to_string()),
            subnets: RwSignal::new(subnets.join(", ")),
            strategy: RwSignal::new(String::new()),
            expression: RwSignal::new(String::new()),
            distinct: RwSignal::new(false),
        }
    }

    /// Adds the members of the request that both actions have.
    pub fn fill(self, page: Page, body: &mut Map<String, Value>) {
        let launch_type = self.launch_type.get();
        if launch_type.is_empty() {
            let items = strategy_of(&self.providers.get());
            if items.as_array().is_some_and(|items| !items.is_empty()) {
                body.insert("capacityProviderStrategy".to_owned(), items);
            }
        } else {
            body.insert("launchType".to_owned(), json!(launch_type));
        }
        if self.awsvpc(page) {
            let subnets = self.subnets.get();
            let subnets = subnets.split([',', ' ']).filter(|one| !one.is_empty());
            let subnets: Vec<&str> = subnets.collect();
            let mut network = json!({ "subnets": subnets });
            if launch_type == "FARGATE" {
                network["assignPublicIp"] = json!("ENABLED");
            }
            body.insert(
                "networkConfiguration".to_owned(),
                json!({ "awsvpcConfiguration": network }),
            );
        }
        if launch_type != "FARGATE" {
            self.fill_placement(body);
        }
    }

    fn fill_placement(self, body: &mut Map<String, Value>) {
        let strategy = strategy(&self.strategy.get());
        if !strategy.is_empty() {
            body.insert("placementStrategy".to_owned(), Value::from(strategy));
        }
        let mut constraints = Vec::new();
        if self.distinct.get() {
            constraints.push(json!({ "type": "distinctInstance" }));
        }
        let expression = self.expression.get();
        if !expression.trim().is_empty() {
            constraints.push(json!({ "type": "memberOf", "expression": expression.trim() }));
        }
        if !constraints.is_empty() {
            body.insert("placementConstraints".to_owned(), Value::from(constraints));
        }
    }

    /// Whether the chosen definition's tasks have a network interface of their own.
    pub fn awsvpc(self, page: Page) -> bool {
        let name = self.definition.get();
        page.screen.with_untracked(|screen| {
            let row = screen.definitions.iter().find(|row| row.name == name);
            row.is_some_and(|row| row.awsvpc)
        })
    }
}

fn strategy(key: &str) -> Vec<Value> {
    let spread = |field: &str| json!({ "type": "spread", "field": field });
    let binpack = |field: &str| json!({ "type": "binpack", "field": field });
    let zone = || spread("attribute:ecs.availability-zone");
    match key {
        "spread-zone" => vec![zone()],
        "spread-instance" => vec![spread("instanceId")],
        "binpack-memory" => vec![binpack("memory")],
        "binpack-cpu" => vec![binpack("cpu")],
        "random" => vec![json!({ "type": "random" })],
        "spread-binpack" => vec![zone(), binpack("memory")],
        _ => Vec::new(),
    }
}

/// The fields of a launch.
#[component]
pub fn LaunchFields(
    /// Its signals.
    launch: Launch,
    /// What the count is called.
    count_label: &'static str,
) -> impl IntoView {
    let page = use_page();
    let definitions = Memo::new(move |_| {
        page.screen.with(|screen| {
            let rows = screen.definitions.iter();
            rows.map(|row| (row.name.clone(), row.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let on_ec2 = Memo::new(move |_| launch.launch_type.with(|kind| kind != "FARGATE"));
    let awsvpc = Memo::new(move |_| {
        definitions.track();
        launch.awsvpc(page)
    });
    view! {
        <div class="row">
            <Field id="launch-definition" label="Task definition">
                <Choice id="launch-definition" choices=definitions value=launch.definition />
            </Field>
            <Field id="launch-count" label=count_label>
                <TextInput id="launch-count" value=launch.count number=true />
            </Field>
        </div>
        <Segments label="Launch type" choices=LAUNCH_TYPES value=launch.launch_type />
        <Show when=move || launch.launch_type.with(String::is_empty)>
            <Field id="launch-providers" label="Strategy (empty: the cluster's)">
                <TextInput
                    id="launch-providers"
                    value=launch.providers
                    placeholder="FARGATE,base=1,weight=1 FARGATE_SPOT,weight=3"
                />
            </Field>
        </Show>
        <Show when=move || awsvpc.get()>
            <Field id="launch-subnets" label="Subnets">
                <TextInput id="launch-subnets" value=launch.subnets />
            </Field>
        </Show>
        <Show when=move || on_ec2.get()>
            <PlacementFields launch />
        </Show>
    }
}

#[component]
fn PlacementFields(launch: Launch) -> impl IntoView {
    let strategies: Vec<(String, String)> = STRATEGIES
        .iter()
        .map(|(key, name)| ((*key).to_owned(), (*name).to_owned()))
        .collect();
    let strategies = Signal::stored(strategies);
    view! {
        <Field id="launch-strategy" label="Placement strategy">
            <Choice id="launch-strategy" choices=strategies value=launch.strategy />
        </Field>
        <Field id="launch-expression" label="memberOf expression">
            <TextInput
                id="launch-expression"
                value=launch.expression
                placeholder="attribute:ecs.instance-type =~ m5.*"
            />
        </Field>
        <CheckBox
            label="distinctInstance: each task on an instance of its own"
            on=launch.distinct
        />
    }
}
