//! Create a service, or update one: CreateService, UpdateService.

use super::super::column::FormHead;
use super::super::icons::{Icon, icon};
use super::super::parts::{CheckBox, Field, Refusal, Segments, TextInput};
use super::super::prelude::*;
use super::super::say::{Act, CommandLine};
use super::super::state::{Page, Selection, use_page};
use super::super::{layout, run};
use super::besides::{Besides, BesidesFields};
use super::launch::{Launch, LaunchFields};
use super::rollout::{RolloutFields, RolloutSignals};
use super::said::Said;
use super::{FormFoot, count, submit, with_definition};
use crate::model::service::{Scheduling, Service};
use crate::model::task_definition::DefinitionStatus;
use crate::model::{DeploymentConfiguration, ServiceId, World};
use serde_json::{Map, Value, json};

/// Rules that [`Limits`] shows, with their fixes.
const SHOWN_BY_LIMITS: &[&str] = &["SVC-PCT-BLOCK", "SVC-PCT-ROUNDING"];

/// Scheduling strategies with what they are called.
const SCHEDULING: &[(&str, &str)] = &[("REPLICA", "Desired count"), ("DAEMON", "One per instance")];

/// The signals of the form.
#[derive(Clone, Copy)]
struct Fields {
    service: Option<ServiceId>,
    name: RwSignal<String>,
    launch: Launch,
    scheduling: RwSignal<String>,
    rebalancing: RwSignal<bool>,
    minimum: RwSignal<String>,
    maximum: RwSignal<String>,
    rollout: RolloutSignals,
    besides: Besides,
    /// Whether it has task sets, so that UpdateService leaves what it runs alone.
    of_sets: bool,
}

impl Fields {
    fn new(page: Page, service: Option<ServiceId>) -> Fields {
        let fields = Fields {
            service,
            name: RwSignal::new(free_name(page)),
            launch: Launch::new(page, 2),
            scheduling: RwSignal::new("REPLICA".to_owned()),
            rebalancing: RwSignal::new(true),
            minimum: RwSignal::new("100".to_owned()),
            maximum: RwSignal::new("200".to_owned()),
            rollout: RolloutSignals::new(&configuration_of(service)),
            besides: Besides::new(service),
            of_sets: service.is_some_and(has_task_sets),
        };
        if let Some(id) = service {
            run::with(|timeline| {
                if let Some(row) = timeline.world().services.get(id) {
                    fields.name.set(row.name.to_string());
                    fields.launch.count.set(row.desired_count.to_string());
                    if let Some(name) = newest_of_family(timeline.world(), row) {
                        fields.launch.definition.set(name);
                    }
                    fields.minimum.set(row.minimum_healthy_percent.to_string());
                    fields.maximum.set(row.maximum_percent.to_string());
                    let kind = row.launch_type().name();
                    fields.launch.launch_type.set(kind.to_owned());
                    let daemon = row.scheduling == Scheduling::Daemon;
                    fields.scheduling.set(row.scheduling.name().to_owned());
                    fields.launch.daemon.set(daemon);
                    fields.rebalancing.set(row.rebalancing);
                }
            });
        }
        fields
    }

    fn action(self) -> &'static str {
        match self.service {
            Some(_) => "UpdateService",
            None => "CreateService",
        }
    }

    fn request(self, page: Page) -> Value {
        let mut body = Map::new();
        let cluster = page.cluster_or_first();
        let name_member = if self.service.is_some() {
            "service"
        } else {
            "serviceName"
        };
        body.insert("cluster".to_owned(), json!(cluster));
        body.insert(name_member.to_owned(), json!(self.name.get().trim()));
        // What tasks run then, the task sets say.
        let controller = self.besides.controller.get();
        let of_sets = self.of_sets || controller == "EXTERNAL";
        if !of_sets {
            body.insert(
                "taskDefinition".to_owned(),
                json!(self.launch.definition.get()),
            );
        }
        let daemon = self.scheduling.with(|scheduling| scheduling == "DAEMON");
        if !daemon {
            body.insert("desiredCount".to_owned(), count(&self.launch.count.get()));
        } else if self.service.is_none() {
            body.insert("schedulingStrategy".to_owned(), json!("DAEMON"));
        }
        if self.service.is_none() && !of_sets {
            self.launch.fill(page, &mut body);
        }
        self.besides.fill(self.rollout.shifts(), &mut body);
        let mut configuration = Map::new();
        configuration.insert("maximumPercent".to_owned(), count(&self.maximum.get()));
        configuration.insert(
            "minimumHealthyPercent".to_owned(),
            count(&self.minimum.get()),
        );
        if of_sets {
            return Value::Object(body);
        }
        if !daemon {
            self.rollout.fill(&mut configuration);
        }
        body.insert("deploymentConfiguration".to_owned(), configuration.into());
        if !daemon && let Some(asked) = self.rebalancing_asked() {
            body.insert("availabilityZoneRebalancing".to_owned(), json!(asked));
        }
        Value::Object(body)
    }

    /// What is asked of rebalancing; None where the default will do. ECS refuses a maximum of 100
    /// for as long as it may rebalance.
    fn rebalancing_asked(self) -> Option<&'static str> {
        let maximum = self.maximum.get().trim().parse::<u32>();
        let no_room = maximum.is_ok_and(|maximum| maximum <= 100);
        match (self.service.is_some(), self.rebalancing.get()) {
            (_, false) => Some("DISABLED"),
            (true, true) if no_room => Some("DISABLED"),
            (true, true) => Some("ENABLED"),
            (false, true) => None,
        }
    }

    /// The limits that ECS takes where none are given, and what a daemon cannot have.
    fn schedule(self, scheduling: &str) {
        let daemon = scheduling == "DAEMON";
        let (minimum, maximum) = if daemon { ("0", "100") } else { ("100", "200") };
        self.launch.daemon.set(daemon);
        self.minimum.set(minimum.to_owned());
        self.maximum.set(maximum.to_owned());
    }
}

/// The newest revision of what a service runs: what somebody registered of another family last is
/// not meant.
fn newest_of_family(world: &World, service: &Service) -> Option<String> {
    let runs = world
        .definitions
        .get(service.primary()?.revision.definition)?;
    let mut newest_first = world.definitions.rows().rev();
    let newest = newest_first
        .find(|row| row.family == runs.family && row.status == DefinitionStatus::Active);
    Some(newest.unwrap_or(runs).name())
}

fn configuration_of(service: Option<ServiceId>) -> DeploymentConfiguration {
    let row = service.and_then(|id| {
        run::with(|timeline| {
            timeline
                .world()
                .services
                .get(id)
                .map(|row| row.configuration.clone())
        })
    });
    row.map_or_else(DeploymentConfiguration::default, |row| (*row).clone())
}

fn has_task_sets(id: ServiceId) -> bool {
    run::with(|timeline| {
        let row = timeline.world().services.get(id);
        row.is_some_and(|row| row.controller.has_task_sets())
    })
}

/// `web` for the family `web`, and `web-2` where that is taken.
fn free_name(page: Page) -> String {
    page.screen.with_untracked(|screen| {
        let newest = screen.definitions.first();
        let family = newest
            .and_then(|row| row.name.split(':').next())
            .unwrap_or("web");
        let taken = |name: &str| screen.services.iter().any(|row| row.name == name);
        let mut name = family.to_owned();
        let mut nth = 2;
        while taken(&name) {
            name = format!("{family}-{nth}");
            nth += 1;
        }
        name
    })
}

/// The panel.
#[component]
pub fn ServiceForm(
    /// The service to update; None to create one.
    service: Option<ServiceId>,
) -> impl IntoView {
    let title = title(service);
    let form = match service {
        Some(_) => view! { <Form service /> }.into_any(),
        None => with_definition(use_page(), || view! { <Form service=None /> }.into_any()),
    };
    view! {
        <FormHead title />
        {form}
    }
}

fn title(service: Option<ServiceId>) -> &'static str {
    match service {
        Some(_) => "Update service",
        None => "Create service",
    }
}

#[component]
fn Form(service: Option<ServiceId>) -> impl IntoView {
    let page = use_page();
    let fields = Fields::new(page, service);
    let refused = RwSignal::new(None);
    let body = Memo::new(move |_| fields.request(page));
    Effect::new(move |before: Option<String>| {
        let scheduling = fields.scheduling.get();
        if before.is_some_and(|before| before != scheduling) {
            fields.schedule(&scheduling);
        }
        scheduling
    });
    let shifts = Memo::new(move |_| fields.rollout.shifts());
    let title = title(service);
    let what = match service {
        Some(_) => "Not updated.",
        None => "Not created.",
    };
    let act = Signal::derive(move || Act::new(title, fields.action(), body.get()).in_cluster(page));
    let send = move || {
        page.need_cluster();
        let body = untrack(|| fields.request(page));
        if submit(page, fields.action(), &body, refused) {
            show(page, &fields.name.get_untracked());
        }
    };
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label="Service form">
            <form
                class="form"
                id="service-form"
                aria-label=title
                on:submit=move |event| {
                    event.prevent_default();
                    send();
                }
            >
                <Refusal what refused />
                <Show when=move || service.is_none()>
                    <Field id="service-name" label="Service name">
                        <TextInput id="service-name" value=fields.name />
                    </Field>
                    <Segments
                        label="Scheduling strategy"
                        choices=SCHEDULING
                        value=fields.scheduling
                    />
                </Show>
                <LaunchFields
                    launch=fields.launch
                    count_label="desiredCount"
                    fixed=service.is_some()
                />
                <LimitFields fields />
                <BesidesFields
                    besides=fields.besides
                    definition=fields.launch.definition
                    shifts
                    update=service.is_some()
                />
                <Said action=fields.action() body but=SHOWN_BY_LIMITS />
            </form>
            <CommandLine act />
        </div>
        <FormFoot form="service-form" title />
    }
}

/// Shows the service after it was created or updated.
fn show(page: Page, name: &str) {
    let row = page.screen.with_untracked(|screen| {
        let row = screen.services.iter().find(|row| row.name == name);
        row.map(|row| row.service)
    });
    if let Some(id) = row {
        page.selection.set(Some(Selection::Service(id)));
    }
    page.close();
    layout::show_board(page);
}

/// What the limits mean in tasks, and whether they leave no way.
#[component]
fn Limits(fields: Fields) -> impl IntoView {
    let numbers = Memo::new(move |_| {
        let number = |text: RwSignal<String>| text.with(|text| text.trim().parse::<u64>().ok());
        let desired = number(fields.launch.count)?;
        let lowest = (desired * number(fields.minimum)?).div_ceil(100);
        let most = desired * number(fields.maximum)? / 100;
        Some((lowest, most, desired))
    });
    let text = move || {
        numbers.get().map(|(lowest, most, desired)| {
            let stuck = desired > 0 && lowest >= desired && most <= desired;
            let way = if stuck {
                " No task can stop and none can start."
            } else {
                ""
            };
            let text = format!("At least {lowest} must stay healthy and at most {most} may exist.");
            (stuck, format!("{text}{way}"))
        })
    };
    let stuck = move || text().is_some_and(|(stuck, _)| stuck);
    view! {
        <div class="hint-box" class:refusal=live(stuck)>
            {icon(Icon::Info)}
            <span>{move || text().map(|(_, text)| text)}</span>
            <Show when=stuck>
                <span></span>
                <span class="fixes">
                    <button type="button" class="btn sm" on:click=move |_| {
                        fields.maximum.set("200".to_owned());
                    }>
                        "Use maximum 200"
                    </button>
                    <button type="button" class="btn sm" on:click=move |_| {
                        fields.minimum.set("50".to_owned());
                    }>
                        "Use minimum 50"
                    </button>
                </span>
            </Show>
        </div>
    }
}

/// How few and how many tasks there may be, and whether they are evened out.
#[component]
fn LimitFields(fields: Fields) -> impl IntoView {
    view! {
        <div class="row long-names">
            <Field id="service-minimum" label="minimumHealthyPercent">
                <TextInput id="service-minimum" value=fields.minimum number=true />
            </Field>
            <Field id="service-maximum" label="maximumPercent">
                <TextInput id="service-maximum" value=fields.maximum number=true />
            </Field>
        </div>
        <Show when=move || !fields.launch.daemon.get()>
            <Limits fields />
            <CheckBox label="Even tasks out over Availability Zones" on=fields.rebalancing />
            <RolloutFields rollout=fields.rollout />
        </Show>
    }
}
