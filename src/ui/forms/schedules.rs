//! Schedules: what there is, when it runs next, and a form for another one.

use super::super::column::FormHead;
use super::super::parts::{Field, Refusal, TextInput};
use super::super::prelude::*;
use super::super::run;
use super::super::say::{Act, AsCommands, CommandLine};
use super::super::state::{Page, use_page};
use super::launch::{Launch, LaunchFields};
use super::{count, submit};
use crate::model::schedule::zone::Zone;
use crate::view::schedules::{ScheduleView, schedules};
use serde_json::{Map, Value, json};

/// The panel.
#[component]
pub fn Schedules() -> impl IntoView {
    let page = use_page();
    let shown = Memo::new(move |_| {
        page.events.track();
        run::with(|timeline| schedules(timeline.world(), timeline.now()))
    });
    let refused = RwSignal::new(None);
    let rows = move || {
        let rows = shown.get().into_iter();
        rows.map(|row| schedule_view(page, refused, row))
            .collect_view()
    };
    let deletes = Signal::derive(move || {
        let act = |row: &ScheduleView| Act::new(format!("Delete {}", row.name), DELETE, named(row));
        shown.with(|rows| rows.iter().map(act).collect::<Vec<Act>>())
    });
    view! {
        <FormHead title="Schedules" />
        <div class="scroll" tabindex="0" role="group" aria-label="Schedules">
            <Refusal what="Not deleted." refused />
            {live(rows)}
            <AsCommands acts=deletes />
            <ScheduleForm />
        </div>
    }
}

const DELETE: &str = "Drydock.DeleteSchedule";

fn named(row: &ScheduleView) -> Value {
    json!({"name": row.name})
}

type Refused = RwSignal<Option<super::Refused>>;

fn schedule_view(page: Page, refused: Refused, row: ScheduleView) -> impl IntoView {
    let body = named(&row);
    let delete = move |_| {
        submit(page, DELETE, &body, refused);
    };
    view! {
        <section class="sect provider">
            <h3>{row.name.clone()}</h3>
            <p class="note">{row.when} ": " {row.what}</p>
            {list("Next runs", row.next)}
            {list("Tried again", row.retries)}
            {list("Last runs", row.last)}
            <button
                class="btn sm"
                type="button"
                aria-label=format!("Delete schedule {}", row.name)
                on:click=delete
            >
                "Delete"
            </button>
        </section>
    }
}

fn list(title: &'static str, lines: Vec<String>) -> Option<AnyView> {
    if lines.is_empty() {
        return None;
    }
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
    let list = view! {
        <h4>{title}</h4>
        <ul class="plain-list around">{lines.collect_view()}</ul>
    };
    Some(list.into_any())
}

fn request(page: Page, launch: Launch, name: &str, expression: &str, zone: &str) -> Value {
    let cluster = page.cluster_or_first();
    let mut parameters = Map::new();
    parameters.insert(
        "taskDefinitionArn".to_owned(),
        json!(launch.definition.get()),
    );
    parameters.insert("taskCount".to_owned(), count(&launch.count.get()));
    launch.fill(page, &mut parameters);
    json!({
        "name": name, "scheduleExpression": expression, "scheduleExpressionTimezone": zone,
        "target": {"arn": cluster, "ecsParameters": parameters},
    })
}

/// `nightly`, and `nightly-2` where that is taken.
fn free_name() -> String {
    let taken: Vec<String> = run::with(|timeline| {
        let rows = schedules(timeline.world(), timeline.now()).into_iter();
        rows.map(|row| row.name).collect()
    });
    let mut name = "nightly".to_owned();
    let mut nth = 2;
    while taken.contains(&name) {
        name = format!("nightly-{nth}");
        nth += 1;
    }
    name
}

/// The id of the list of time zones.
const ZONES: &str = "time-zones";

fn zones() -> impl IntoView {
    let names = Zone::names().into_iter();
    names
        .map(|name| view! { <option value=name></option> })
        .collect_view()
}

/// Another schedule.
#[component]
fn ScheduleForm() -> impl IntoView {
    let page = use_page();
    let launch = Launch::new(page, 1);
    let text = |text: &str| RwSignal::new(text.to_owned());
    let (name, expression, zone) = (text(&free_name()), text("rate(5 minutes)"), text("UTC"));
    let refused = RwSignal::new(None);
    let body = move || request(page, launch, &name.get(), &expression.get(), &zone.get());
    let create = move || {
        page.need_cluster();
        let body = untrack(body);
        if submit(page, "Drydock.CreateSchedule", &body, refused) {
            name.set(free_name());
        }
    };
    view! {
        <form
            class="form"
            aria-label="Create schedule"
            on:submit=move |event| {
                event.prevent_default();
                create();
            }
        >
            <h3>"New schedule"</h3>
            <Refusal what="Not created." refused />
            <div class="row">
                <Field id="schedule-name" label="Name">
                    <TextInput id="schedule-name" value=name />
                </Field>
                <Field id="schedule-zone" label="Time zone">
                    <TextInput id="schedule-zone" value=zone list=ZONES />
                    <datalist id=ZONES>{zones()}</datalist>
                </Field>
            </div>
            <Field id="schedule-expression" label="rate(…), cron(…) or at(…)">
                <TextInput
                    id="schedule-expression"
                    value=expression
                    placeholder="cron(0 2 ? * MON-FRI *)"
                />
            </Field>
            <LaunchFields launch count_label="Tasks" />
            <button class="btn fill" type="submit">
                "Create schedule"
            </button>
        </form>
        <CommandLine act=Signal::derive(move || {
            Act::new("Create", "Drydock.CreateSchedule", body()).in_cluster(page)
        }) />
    }
}
