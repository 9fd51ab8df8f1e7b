//! The page: header, three columns, dock. One screen, one clock.

use super::chunks::{Chunk, Part};
use super::column::RightColumn;
use super::definition::Definition;
use super::definition::desk::Desk;
use super::header::Header;
use super::icons::{Icon, icon};
use super::prelude::*;
use super::state::{DockTab, Page, Pane, use_page};
use super::toast::ToastView;
use super::{drop, keyboard, layout, link, narrator, run, theme, work};

/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    let page = Page::new();
    provide_context(page);
    provide_context(Desk::new(page));
    let dark = theme::install();
    provide_context(theme::IsDark(dark));
    keyboard::install(page);
    link::install(page);
    drop::install(page);
    run::soon(move || page.refresh());
    page.chunks.fetch_when_idle();
    follow_panes(page);
    if layout::is_narrow() && page.draft.with_untracked(String::is_empty) {
        page.pane.set(Pane::Board);
    }
    let waits = Memo::new(move |_| page.work.with(Option::is_some));
    view! {
        <div class="app" inert=move || waits.get()>
            <button class="btn skip" on:click=move |_| skip(page)>
                "Skip to the board"
            </button>
            <Header dark />
            <main class="panes">
                <section class="left" aria-label="Task definition">
                    <SideTabs />
                    <Definition />
                </section>
                <section
                    class="mid"
                    class:tall=move || page.dock.get() == DockTab::Terminal
                    aria-label="Cluster"
                >
                    <Part chunk=Chunk::Run />
                </section>
                <RightColumn />
            </main>
            <TabBar />
            <ToastView />
            <narrator::Narrator />
        </div>
        <work::WorkView />
    }
}

/// Past the header and the definition.
fn skip(page: Page) {
    layout::show_board(page);
    request_animation_frame(|| layout::focus_first(".board"));
}

/// Keeps the root's attributes at what the narrow and the middle layout read.
fn follow_panes(page: Page) {
    layout::show_side(false);
    Effect::new(move |_| {
        let pane = match page.pane.get() {
            Pane::Define => "define",
            Pane::Board => "board",
            Pane::Inspect => "inspect",
            Pane::Events => "events",
        };
        layout::set_root("pane", pane);
    });
}

/// The tabs over the left column where the inspector shares it.
#[component]
pub fn SideTabs() -> impl IntoView {
    view! {
        <div class="side-tabs">
            <button class="tab tab-define" on:click=move |_| layout::show_side(false)>
                "Definition"
            </button>
            <button class="tab tab-inspect" on:click=move |_| layout::show_side(true)>
                "Inspector"
            </button>
        </div>
    }
}

/// The tab bar of a narrow screen.
#[component]
fn TabBar() -> impl IntoView {
    let page = use_page();
    let tab = move |pane: Pane, drawing: Icon, name: &'static str| {
        let current = move || (page.pane.get() == pane).then_some("page");
        view! {
            <button aria-current=live(current) on:click=move |_| page.pane.set(pane)>
                {icon(drawing)}
                {name}
                {(pane == Pane::Define).then(|| view! { <ErrorDot /> })}
            </button>
        }
    };
    view! {
        <nav class="tabbar" aria-label="Panels">
            {tab(Pane::Define, Icon::Braces, "Define")}
            {tab(Pane::Board, Icon::Board, "Board")}
            {tab(Pane::Inspect, Icon::Look, "Inspect")}
            {tab(Pane::Events, Icon::List, "Events")}
        </nav>
    }
}

#[component]
fn ErrorDot() -> impl IntoView {
    let page = use_page();
    view! {
        <Show when=move || page.draft_errors.with(|count| *count > 0)>
            <span class="dot">
                {move || page.draft_errors.get()}
                <span class="vh">" errors"</span>
            </span>
        </Show>
    }
}
