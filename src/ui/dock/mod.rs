//! The dock under the board: timeline, events and terminal.

mod events;
mod lanes;

use super::chunks::{Chunk, Part};
use super::frames::now_and_then;
use super::prelude::*;
use super::state::{DockTab, Page, use_page};
use super::{layout, terminal};
use crate::view::format;

/// The dock.
#[component]
pub fn Dock() -> impl IntoView {
    let page = use_page();
    view! {
        <section class="dock" aria-label="Timeline, events and terminal">
            <lanes::Lanes />
            <DockBar />
            <Show
                when=move || page.dock.get() == DockTab::Terminal
                fallback=|| view! { <events::Events /> }
            >
                <Part chunk=Chunk::Terminal />
            </Show>
        </section>
    }
}

#[component]
fn DockBar() -> impl IntoView {
    let page = use_page();
    let next = move || {
        page.screen.with_untracked(|screen| match screen.next {
            Some(at) => format!("next due in {}", format::span(at - screen.now)),
            None => "nothing is due".to_owned(),
        })
    };
    // Text that changes sixty times a second cannot be read: four times is enough.
    let frame = now_and_then(page, 250.0);
    let shown = move || {
        frame.get();
        next()
    };
    view! {
        <div class="dock-bar">
            <div class="tabs dock-tabs">
                {tab(page, DockTab::Events, "Events")}
                {tab(page, DockTab::Terminal, "Terminal")}
            </div>
            <div class="end">
                <Branches />
                <span>{live(shown)}</span>
            </div>
        </div>
    }
}

/// The tab of one of the dock's panels.
fn tab(page: Page, tab: DockTab, name: &'static str) -> impl IntoView {
    let current = move || (page.dock.get() == tab).then_some("page");
    let show = move |event: web_sys::MouseEvent| match tab {
        // Whoever comes with the mouse goes on with typing; a finger would bring up the keyboard.
        DockTab::Terminal if event.detail() > 0 && !layout::is_narrow() => terminal::open(page),
        DockTab::Terminal | DockTab::Events => page.dock.set(tab),
    };
    view! {
        <button class="tab" aria-current=live(current) on:click=show>
            {name}
        </button>
    }
}

/// The futures that were left: each can be selected again.
#[component]
fn Branches() -> impl IntoView {
    let page = use_page();
    let branches = Memo::new(move |_| page.screen.with(|screen| screen.branches.clone()));
    let current = Memo::new(move |_| page.screen.with(|screen| screen.branch));
    let choose = move |event| {
        if let Ok(number) = event_target_value(&event).parse() {
            page.select_branch(number);
        }
    };
    let options = move || {
        let rows = branches.get().into_iter();
        rows.map(|row| view! { <option value=row.number.to_string()>{row.line}</option> })
            .collect_view()
    };
    view! {
        <Show when=move || branches.with(|rows| !rows.is_empty())>
            <select class="input small" aria-label="Futures" on:change=choose>
                <option value="">{move || format!("Future {}", current.get())}</option>
                {live(options)}
            </select>
        </Show>
    }
}
