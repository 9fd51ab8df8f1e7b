//! The first screen: one sentence, the way from a text to a running task, and the next step on it.

use super::definition::desk::{Desk, use_desk};
use super::definition::register;
use super::examples::{EXAMPLES, Example};
use super::icons::{Icon, icon};
use super::layout;
use super::prelude::*;
use super::state::{Column, Page, Pane, Selection, use_page};
use crate::model::Zone;
use crate::view::screen::Screen;
use serde_json::json;
use wasm_bindgen::JsCast;

/// The way from a text to a running task.
const STEPS: [&str; 4] = ["Write", "Register", "Run", "Watch"];

/// How far somebody is on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    /// There is no definition.
    Nothing,
    /// So many errors keep it from being registered; none where the text cannot be read yet.
    Errors(usize),
    /// It can be registered, with this name.
    Ready(String),
    /// There is a service of this name, and no task of it yet.
    Made(String),
    /// Something is registered. Whether the newest needs instances first, which there are not.
    Registered {
        /// The newest revision.
        name: String,
        /// Whether it runs on instances, and there are none.
        instances_first: bool,
    },
}

impl Stage {
    /// Its step on the way, from 0.
    fn step(&self) -> usize {
        match self {
            Stage::Nothing | Stage::Errors(_) => 0,
            Stage::Ready(_) => 1,
            Stage::Registered { .. } => 2,
            Stage::Made(_) => 3,
        }
    }

    fn needs_instances(&self) -> bool {
        match self {
            Stage::Registered {
                instances_first, ..
            } => *instances_first,
            Stage::Nothing | Stage::Errors(_) | Stage::Ready(_) | Stage::Made(_) => false,
        }
    }
}

fn stage(page: Page, desk: Desk) -> Stage {
    let newest = page.screen.with(|screen| {
        let newest = screen.definitions.first()?;
        let no_instances = screen.board.zones.is_empty();
        Some((newest.name.clone(), !newest.prefers_fargate && no_instances))
    });
    if let Some((name, instances_first)) = newest {
        let service = page.screen.with(|screen| {
            let wanted = screen.services.iter().find(|row| row.counts.1 > 0);
            wanted.map(|row| row.name.clone())
        });
        if let Some(service) = service.filter(|_| !instances_first) {
            return Stage::Made(service);
        }
        return Stage::Registered {
            name,
            instances_first,
        };
    }
    if page.draft.with(|text| text.trim().is_empty()) {
        return Stage::Nothing;
    }
    match register::next_name(desk) {
        Some(name) if register::is_ready(desk) => Stage::Ready(name),
        Some(_) | None => Stage::Errors(desk.checked.with(|checked| checked.errors())),
    }
}

/// What an empty board shows.
#[component]
pub fn First() -> impl IntoView {
    let page = use_page();
    let desk = use_desk();
    let stage = Memo::new(move |_| stage(page, desk));
    view! {
        <div class="first">
            <h2>"Write a task definition, run it, and watch it pass through eight states."</h2>
            <p class="lead">"All of it happens in this tab: no account, no server, no bill."</p>
            <Steps stage />
            <ul>
                <Show when=move || stage.with(|stage| *stage == Stage::Nothing)>
                    <RunExample />
                </Show>
                {move || next_items(page, desk, stage.get())}
                <Show when=move || !stage.with(Stage::needs_instances)>
                    <Item
                        drawing=Icon::Add
                        title="Add instances"
                        what="For tasks on EC2; Fargate needs none"
                        act=move || page.open(Column::Instances)
                    />
                </Show>
            </ul>
        </div>
    }
}

/// Whether the board has instances, and nothing has run on them yet.
pub fn is_idle(screen: &Screen) -> bool {
    let board = &screen.board;
    let mut plots = board.zones.iter().flat_map(|zone| &zone.plots);
    let no_task = plots.all(|plot| plot.boxes.is_empty()) && board.quay.is_empty();
    no_task && board.stopped.is_empty() && screen.services.is_empty() && !board.dense
}

/// The next step where nothing has run on the instances yet.
#[component]
pub fn NextStep() -> impl IntoView {
    let page = use_page();
    let desk = use_desk();
    let idle = Memo::new(move |_| page.screen.with(|screen| is_idle(screen)));
    let stage = Memo::new(move |_| stage(page, desk));
    view! {
        <Show when=move || idle.get()>
            <section class="first next" aria-label="Next step">
                <Steps stage />
                <ul>{move || next_items(page, desk, stage.get())}</ul>
            </section>
        </Show>
    }
}

/// The way, with the present step.
#[component]
fn Steps(stage: Memo<Stage>) -> impl IntoView {
    let step = |(place, name): (usize, &'static str)| {
        let now = move || (stage.with(Stage::step) == place).then_some("step");
        let done = move || stage.with(Stage::step) > place;
        view! { <li aria-current=live(now) class:done=done>{name}</li> }
    };
    view! {
        <ol class="journey" aria-label="The way">
            {STEPS.into_iter().enumerate().map(step).collect_view()}
        </ol>
    }
}

/// What can be done next.
fn next_items(page: Page, desk: Desk, stage: Stage) -> AnyView {
    match stage {
        Stage::Nothing => view! {
            <Item
                drawing=Icon::Paste
                title="Write or paste a definition"
                what="It is checked as you type; then register it and run it"
                act=move || write(page)
            />
        }
        .into_any(),
        Stage::Errors(errors) => {
            let title = match errors {
                0 => "Go on writing".to_owned(),
                1 => "Fix 1 error".to_owned(),
                errors => format!("Fix {errors} errors"),
            };
            view! {
                <Item
                    drawing=Icon::Error
                    title
                    what="Each says what ECS would answer, and the way out"
                    act=move || {
                        write(page);
                        desk.go_to_first_error();
                    }
                    lead=true
                />
            }
            .into_any()
        }
        Stage::Ready(name) => view! {
            <Item
                drawing=Icon::Tick
                title="Register it"
                what=format!("It becomes {name}, a revision that tasks and services run")
                act=move || register::register(desk)
                lead=true
            />
        }
        .into_any(),
        Stage::Made(service) => begins(page, service),
        Stage::Registered {
            name,
            instances_first,
        } => runs(page, &name, instances_first),
    }
}

/// The ways to have a new service begin.
fn begins(page: Page, service: String) -> AnyView {
    view! {
        <Show
            when=move || !page.playing.get()
            fallback=|| {
                view! { <li class="first-wait">"Time passes: its first tasks come soon."</li> }
            }
        >
            <Item
                drawing=Icon::Play
                title="Press play"
                what=format!("{service} starts its tasks once time passes: the clock is paused")
                act=move || page.playing.set(true)
                lead=true
            />
            <Item
                drawing=Icon::Next
                title="Go to the next event"
                what="One step of the run at a time"
                act=move || page.next_event()
            />
        </Show>
    }
    .into_any()
}

/// What was asked begins once time passes: says so while the clock is paused, and offers the way.
#[component]
pub fn Paused() -> impl IntoView {
    let page = use_page();
    let stands = Memo::new(move |_| {
        let waits = page.screen.with(|screen| screen.waits_for_time);
        waits && !page.playing.get()
    });
    view! {
        <div role="status">
            <Show when=move || stands.get()>
                <p class="stands">
                    <span>"The clock is paused: this begins once time passes."</span>
                    <button class="btn sm fill" on:click=move |_| page.playing.set(true)>
                        {icon(Icon::Play)}
                        "Press play"
                    </button>
                    <button class="btn sm" on:click=move |_| page.next_event()>
                        {icon(Icon::Next)}
                        "To the next event"
                    </button>
                </p>
            </Show>
        </div>
    }
}

/// The ways to run what is registered.
fn runs(page: Page, name: &str, instances_first: bool) -> AnyView {
    view! {
        <Show when=move || instances_first>
            <Item
                drawing=Icon::Add
                title="Add instances first"
                what="It runs on EC2, and the cluster has no instance yet"
                act=move || page.open(Column::Instances)
                lead=true
            />
        </Show>
        <Item
            drawing=Icon::Play
            title=format!("Run {name} as a task")
            what="Once: when it stops, nothing replaces it"
            act=move || page.open(Column::RunTask)
            lead=!instances_first
        />
        <Item
            drawing=Icon::Board
            title=format!("Run {name} as a service")
            what="ECS keeps as many running as you ask for"
            act=move || page.open(Column::Service(None))
        />
    }
    .into_any()
}

/// Brings the definition to the front, with the caret in it.
pub fn write(page: Page) {
    page.pane.set(Pane::Define);
    layout::show_side(false);
    focus_editor();
}

/// A next step.
#[component]
fn Item(
    /// Its drawing.
    drawing: Icon,
    /// What it does.
    #[prop(into)]
    title: String,
    /// What that means.
    #[prop(into)]
    what: String,
    /// Does it.
    act: impl Fn() + Copy + Send + Sync + 'static,
    /// Whether it is what most will do.
    #[prop(optional)]
    lead: bool,
) -> impl IntoView {
    view! {
        <li>
            <button class="first-item" class:lead1=lead on:click=move |_| act()>
                <span class="big">{icon(drawing)}</span>
                <span>
                    <b>{title}</b>
                    <span>{what}</span>
                </span>
                {icon(Icon::Right)}
            </button>
        </li>
    }
}

/// The first example, running: the shortest way to see what this is.
#[component]
fn RunExample() -> impl IntoView {
    let page = use_page();
    EXAMPLES.first().map(|example| {
        view! {
            <li>
                <button class="first-item lead1" on:click=move |_| run(page, example)>
                    <svg class="i big" viewBox="0 0 16 16" aria-hidden="true">
                        <path d="M5 3.2v9.6l7.5-4.8z" fill="currentColor"></path>
                    </svg>
                    <span>
                        <b>"Run the example"</b>
                        <span>{example.what}</span>
                    </span>
                    {icon(Icon::Right)}
                </button>
            </li>
        }
    })
}

/// Opens an example of Fargate, registers it, and has a service keep two tasks of it.
fn run(page: Page, example: &'static Example) {
    page.start(example.start());
    page.ask("RegisterTaskDefinition", example.draft);
    let subnets: Vec<&str> = Zone::all().map(Zone::subnet_id).collect();
    let request = json!({
        "cluster": page.need_cluster(),
        "serviceName": "web",
        "taskDefinition": "web",
        "desiredCount": 2,
        "launchType": "FARGATE",
        "networkConfiguration": {
            "awsvpcConfiguration": {"subnets": subnets, "assignPublicIp": "ENABLED"},
        },
    });
    page.ask("CreateService", &request.to_string());
    let service = page
        .screen
        .with_untracked(|screen| screen.services.first().map(|row| row.service));
    page.selection.set(service.map(Selection::Service));
    layout::show_board(page);
    if layout::reduced_motion() {
        page.next_event();
    } else {
        page.playing.set(true);
    }
}

/// Puts the caret into the definition.
fn focus_editor() {
    let found = document().query_selector(".left textarea, .left [data-editor]");
    let element = found.ok().flatten();
    if let Some(element) = element.and_then(|one| one.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Focus is a courtesy: where it is refused, nothing is lost.
        let _ = element.focus();
    }
}
