//! The first screen: one sentence, and the next action.

use super::examples::{EXAMPLES, Example};
use super::icons::{Icon, icon};
use super::layout;
use super::prelude::*;
use super::state::{Column, Page, Pane, use_page};
use crate::model::Zone;
use serde_json::json;
use wasm_bindgen::JsCast;

/// What an empty board shows.
#[component]
pub fn First() -> impl IntoView {
    let page = use_page();
    let write = move || {
        page.pane.set(Pane::Define);
        layout::show_side(false);
        focus_editor();
    };
    let registered = Memo::new(move |_| page.screen.with(|screen| !screen.definitions.is_empty()));
    let empty = Memo::new(move |_| page.draft.with(|text| text.trim().is_empty()));
    view! {
        <div class="first">
            <h2>"Write a task definition, run it, and watch it pass through eight states."</h2>
            <p class="lead">"All of it happens in this tab: no account, no server, no bill."</p>
            <ul>
                <Show
                    when=move || registered.get()
                    fallback=move || {
                        view! {
                            <Show when=move || empty.get()>
                                <RunExample />
                            </Show>
                            <Item
                                drawing=Icon::Paste
                                title="Write or paste a definition"
                                what="It is checked as you type; then register it and run it"
                                act=write
                            />
                        }
                    }
                >
                    <Item
                        drawing=Icon::Play
                        title="Run it as a task"
                        what="It does its work, then stops"
                        act=move || page.open(Column::RunTask)
                    />
                    <Item
                        drawing=Icon::Board
                        title="Run it as a service"
                        what="ECS keeps as many tasks running as you ask for"
                        act=move || page.open(Column::Service(None))
                    />
                </Show>
                <Item
                    drawing=Icon::Add
                    title="Add instances"
                    what="For tasks on EC2; Fargate needs none"
                    act=move || page.open(Column::Instances)
                />
            </ul>
        </div>
    }
}

/// A next step.
#[component]
fn Item(
    /// Its drawing.
    drawing: Icon,
    /// What it does.
    title: &'static str,
    /// What that means.
    what: &'static str,
    /// Does it.
    act: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <li>
            <button class="first-item" on:click=move |_| act()>
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
