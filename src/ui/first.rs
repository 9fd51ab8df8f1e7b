//! The first screen: one sentence, and the next action.

use super::examples::EXAMPLES;
use super::icons::{Icon, icon};
use super::layout;
use super::state::{Column, Pane, use_page};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What an empty board shows.
#[component]
pub fn First() -> impl IntoView {
    let page = use_page();
    let run_example = move |_| {
        if let Some(example) = EXAMPLES.first() {
            page.start(&example.start());
            if !layout::reduced_motion() {
                page.playing.set(true);
            }
        }
    };
    let write = move |_| {
        page.pane.set(Pane::Define);
        layout::show_side(false);
        focus_editor();
    };
    let example = EXAMPLES.first().map(|example| {
        view! {
            <li>
                <button class="first-item lead1" on:click=run_example>
                    <svg class="i big" viewBox="0 0 16 16" aria-hidden="true">
                        <path d="M5 3.2v9.6l7.5-4.8z" fill="currentColor"></path>
                    </svg>
                    <span>
                        <b>"Open the example"</b>
                        <span>{example.what}</span>
                    </span>
                    {icon(Icon::Right)}
                </button>
            </li>
        }
    });
    view! {
        <div class="first">
            <h2>"Write a task definition, run it, and watch it pass through eight states."</h2>
            <p class="lead">"All of it happens in this tab: no account, no server, no bill."</p>
            <ul>
                {example}
                <li>
                    <button class="first-item" on:click=write>
                        <span class="big">{icon(Icon::Paste)}</span>
                        <span>
                            <b>"Write or paste a definition"</b>
                            <span>"It is checked as you type, in the words of ECS"</span>
                        </span>
                        {icon(Icon::Right)}
                    </button>
                </li>
                <li>
                    <button class="first-item" on:click=move |_| page.open(Column::Instances)>
                        <span class="big">{icon(Icon::Add)}</span>
                        <span>
                            <b>"Add instances"</b>
                            <span>"For tasks on EC2; Fargate needs none"</span>
                        </span>
                        {icon(Icon::Right)}
                    </button>
                </li>
            </ul>
        </div>
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
