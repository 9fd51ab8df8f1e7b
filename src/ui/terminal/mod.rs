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
            on:scroll=move |_| reads.set(is_away_from_end(log))
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
            <prompt::PromptView terminal node=input />
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

/// Keeps the newest line in sight, unless somebody has scrolled up to read. Output that grows does
/// not scroll by itself, so what counts is where the last scrolling ended.
fn stay_at_the_end(terminal: Terminal, log: NodeRef<leptos::html::Div>, reads: RwSignal<bool>) {
    Effect::new(move |_| {
        let last = terminal.entries.with(|rows| rows.last().copied());
        terminal.question.track();
        if let Some(last) = last {
            last.blocks.track();
            last.progress.track();
        }
        if !reads.get_untracked() {
            request_animation_frame(move || {
                if let Some(log) = log.get_untracked() {
                    log.set_scroll_top(log.scroll_height());
                }
            });
        }
    });
}

/// Whether the end of the log is out of sight.
fn is_away_from_end(log: NodeRef<leptos::html::Div>) -> bool {
    log.get_untracked()
        .is_some_and(|log| log.scroll_height() - log.scroll_top() - log.client_height() > NEAR)
}

/// Pixels from the end within which somebody reads the newest lines.
const NEAR: i32 = 160;
