//! The terminal: a log and one real input, in the DOM.
//!
//! `desk` holds the shell and lets its program go on, `prompt` is the input, `output` the log,
//! `own` what the page itself answers for (`drydock …`), `pulse` shows where on the page the same
//! is done.

mod complete;
mod desk;
mod entry;
mod line;
mod output;
mod own;
mod prompt;
mod pulse;

use super::prelude::*;
use super::state::{DockTab, Page, Pane, use_page};

pub use desk::{Terminal, wakes_at};

/// The terminal of the page.
pub fn room(page: Page) -> AnyView {
    view! { <TerminalView terminal=page.terminal /> }.into_any()
}

/// The terminal.
#[component]
pub fn TerminalView(
    /// What it shows.
    terminal: Terminal,
) -> impl IntoView {
    let page = use_page();
    let input = NodeRef::<leptos::html::Textarea>::new();
    let log = NodeRef::<leptos::html::Div>::new();
    go_on_with_the_clock(page, terminal);
    let reads = RwSignal::new(false);
    let top = StoredValue::new(0);
    stay_at_the_end(terminal, log, reads);
    let focus = move |_| {
        let selected = window().get_selection().ok().flatten();
        if selected.is_none_or(|selection| selection.is_collapsed())
            && let Some(input) = input.get_untracked()
        {
            // What has left the page cannot be focused, and need not be.
            let _ = input.focus();
        }
    };
    view! {
        <div
            class="term"
            node_ref=log
            on:click=focus
            on:scroll=move |_| scrolled(log, reads, top)
        >
            <div
                class="log"
                role="log"
                aria-label="Terminal output"
                tabindex="0"
            >
                <Welcome terminal />
                <output::Output terminal />
            </div>
            <prompt::PromptView
                terminal
                node=input
                told=move || {
                    if !reads.get_untracked() {
                        to_the_end(log);
                    }
                }
            />
        </div>
    }
}

/// Brings the terminal to the front, with the focus in its input.
pub fn open(page: Page) {
    page.dock.set(DockTab::Terminal);
    if super::layout::is_narrow() {
        page.pane.set(Pane::Events);
    }
    request_animation_frame(|| super::layout::focus_first(".prompt textarea"));
}

/// What stands in an empty terminal.
#[component]
fn Welcome(terminal: Terminal) -> impl IntoView {
    view! {
        <Show when=move || terminal.entries.with(Vec::is_empty)>
            <p class="muted">
                "The AWS CLI for ECS and a shell around it, on simulated time. Try "
                <code>"aws ecs list-tasks"</code> ", or " <code>"help"</code>
                " for all there is. Tab completes."
            </p>
        </Show>
    }
}

/// Lets a program go on whenever time has passed.
fn go_on_with_the_clock(page: Page, terminal: Terminal) {
    Effect::new(move |_| {
        page.screen.track();
        terminal.go_on(page);
    });
}

/// Keeps the newest line in sight, unless somebody has scrolled up to read.
fn stay_at_the_end(terminal: Terminal, log: NodeRef<leptos::html::Div>, reads: RwSignal<bool>) {
    Effect::new(move |_| {
        let last = terminal.entries.with(|rows| rows.last().copied());
        terminal.question.track();
        if let Some(last) = last {
            last.blocks.track();
            last.progress.track();
        }
        if !reads.get_untracked() {
            to_the_end(log);
        }
    });
}

fn to_the_end(log: NodeRef<leptos::html::Div>) {
    request_animation_frame(move || {
        if let Some(log) = log.get_untracked() {
            log.set_scroll_top(log.scroll_height());
        }
    });
}

/// Somebody scrolls, or what came into sight is taller than it was held to be: only who scrolls up
/// wants to read.
fn scrolled(log: NodeRef<leptos::html::Div>, reads: RwSignal<bool>, last_top: StoredValue<i32>) {
    let Some(view) = log.get_untracked() else {
        return;
    };
    let top = view.scroll_top();
    let goes_up = top < last_top.get_value();
    last_top.set_value(top);
    let left = view.scroll_height() - top - view.client_height();
    if goes_up || reads.get_untracked() {
        reads.set(left > NEAR);
    } else if left > 0 {
        to_the_end(log);
    }
}

/// Pixels from the end within which somebody still reads the newest lines.
const NEAR: i32 = 160;
