//! The header: brand, examples, transport, share, theme, help.

use super::examples::EXAMPLES;
use super::icons::{Icon, brand_mark, icon};
use super::prelude::*;
use super::state::{Column, Page, UNTITLED, use_page};
use super::{layout, link, theme};
use crate::view::format;
use wasm_bindgen::JsCast;

/// Speeds: simulated seconds per second.
const SPEEDS: [u32; 4] = [1, 10, 60, 300];

/// The header.
#[component]
pub fn Header(
    /// Whether the theme is dark.
    dark: RwSignal<bool>,
) -> impl IntoView {
    let page = use_page();
    // Tab goes through the header as it is read: on a narrow screen the transport is a line of its
    // own under the rest.
    let narrow = layout::follow_narrow();
    view! {
        <header class="head">
            <div class="head-row">
                <a class="brand" href="./" on:click=move |event| home(page, &event)>
                    {brand_mark()}
                    "Drydock"
                </a>
                <span class="rule wide-only"></span>
                <ExampleMenu />
                <Show when=move || narrow.get()>
                    <HeadEnd dark />
                </Show>
            </div>
            <Transport />
            <Show when=move || !narrow.get()>
                <HeadEnd dark />
            </Show>
        </header>
    }
}

/// What stands at the end of the header.
#[component]
fn HeadEnd(dark: RwSignal<bool>) -> impl IntoView {
    let page = use_page();
    view! {
        <div class="head-end">
            <button
                class="btn"
                aria-label="Share"
                aria-pressed=move || (page.column.get() == Column::Share).to_string()
                on:click=move |_| page.open(Column::Share)
            >
                {icon(Icon::Share)}
                <span class="wide-only">"Share"</span>
            </button>
            <button
                class="btn bare icon"
                aria-label="Dark theme"
                aria-pressed=move || dark.get().to_string()
                on:click=move |_| theme::switch(dark)
            >
                {icon(Icon::Theme)}
            </button>
            <button
                class="btn bare icon"
                aria-label="Help and keys"
                on:click=move |_| page.open(Column::Help)
            >
                {icon(Icon::Help)}
            </button>
        </div>
    }
}

/// The title, which opens the list of examples.
#[component]
fn ExampleMenu() -> impl IntoView {
    let page = use_page();
    let open = RwSignal::new(false);
    // The button of the menu: what was chosen goes out of sight.
    let close = move || {
        open.set(false);
        layout::focus_first("[aria-controls=examples]");
    };
    let choose = move |place: usize| {
        close();
        if let Some(example) = EXAMPLES.get(place) {
            page.start(example.start());
        }
    };
    close_elsewhere(open);
    let items = EXAMPLES.iter().enumerate().map(|(place, example)| {
        view! {
            <li>
                <button class="menu-item" on:click=move |_| choose(place)>
                    <b>{example.title}</b>
                    <span>{example.what}</span>
                </button>
            </li>
        }
    });
    view! {
        <div
            class="scene menu"
            on:keydown=move |event| {
                if event.key() == "Escape" && open.get_untracked() {
                    event.stop_propagation();
                    close();
                }
            }
            on:focusout=move |event| {
                let next = event.related_target();
                if next.is_some() && !in_menu(next) {
                    open.set(false);
                }
            }
        >
            <h1 class="cut" on:click=move |_| open.update(|open| *open = !*open)>
                {move || page.title.get()}
            </h1>
            <button
                class="btn sm bare icon"
                aria-label="Examples"
                aria-expanded=move || open.get().to_string()
                aria-controls="examples"
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {icon(Icon::Down)}
            </button>
            <ul class="menu-list" id="examples" hidden=move || !open.get()>
                <Again close />
                {items.collect_view()}
            </ul>
        </div>
    }
}

/// The ways to begin anew.
#[component]
fn Again(
    /// Closes the menu.
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let page = use_page();
    let opened = Memo::new(move |_| !page.origin.with(String::is_empty));
    // On an untouched page there is nothing to go back from.
    let ran = Memo::new(move |_| {
        let ran = page
            .screen
            .with(|one| one.commands > 0 || one.horizon.0 > 0);
        opened.get() || ran
    });
    let touched = Memo::new(move |_| ran.get() || page.draft.with(|text| !text.is_empty()));
    let what = move || match opened.get() {
        true => "As it was opened: definition, cluster and clock",
        false => "The definition stays, the cluster goes",
    };
    view! {
        <Show when=move || ran.get()>
            <li>
                <button class="menu-item" on:click=move |_| {
                    close();
                    link::start_over(page);
                }>
                    <b>"Start over"</b>
                    <span>{live(what)}</span>
                </button>
            </li>
        </Show>
        <Show when=move || touched.get()>
            <li class="menu-end">
                <button class="menu-item" on:click=move |_| {
                    close();
                    start_empty(page);
                }>
                    <b>"Start empty"</b>
                    <span>"No definition, no cluster"</span>
                </button>
            </li>
        </Show>
    }
}

/// Closes the menu where somebody presses beside it.
fn close_elsewhere(open: RwSignal<bool>) {
    let elsewhere = window_event_listener(leptos::ev::pointerdown, move |event| {
        if open.get_untracked() && !in_menu(event.target()) {
            open.set(false);
        }
    });
    on_cleanup(move || elsewhere.remove());
}

fn in_menu(target: Option<web_sys::EventTarget>) -> bool {
    let target = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|one| matches!(one.closest(".menu"), Ok(Some(_))))
}

/// The first screen without leaving the page, so that there is a way back.
fn home(page: Page, event: &web_sys::MouseEvent) {
    // These open another tab or window.
    if event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    event.prevent_default();
    start_empty(page);
}

fn start_empty(page: Page) {
    page.start(super::state::Start {
        title: UNTITLED,
        draft: "",
        commands: &[],
    });
}

/// Play, step, speed, clock.
#[component]
fn Transport() -> impl IntoView {
    let page = use_page();
    let at_start = Memo::new(move |_| page.screen.with(|screen| screen.now.0 == 0));
    let nothing = Memo::new(move |_| {
        page.screen
            .with(|screen| screen.horizon.0 == 0 && screen.next.is_none())
    });
    view! {
        <div class="transport" role="group" aria-label="Simulated time">
            <button
                class="btn bare icon wide-only"
                aria-label="Previous event"
                aria-disabled=move || at_start.get().to_string()
                on:click=move |_| page.previous_event()
            >
                {icon(Icon::Previous)}
            </button>
            <button
                class="btn fill icon"
                aria-label=move || if page.playing.get() { "Pause" } else { "Play" }
                on:click=move |_| page.playing.update(|playing| *playing = !*playing)
            >
                {move || if page.playing.get() { icon(Icon::Pause) } else { icon(Icon::Play) }}
            </button>
            <button
                class="btn"
                aria-label="Next event"
                aria-disabled=move || nothing.get().to_string()
                on:click=move |_| page.next_event()
            >
                {icon(Icon::Next)}
                <span class="hide-md wide-only">"Next event"</span>
            </button>
            <SpeedChoice />
            <Clock />
        </div>
    }
}

#[component]
fn SpeedChoice() -> impl IntoView {
    let page = use_page();
    let buttons = SPEEDS.map(|speed| {
        view! {
            <button
                aria-pressed=move || (page.speed.get() == speed).to_string()
                on:click=move |_| page.speed.set(speed)
            >
                {speed}
                "×"
            </button>
        }
    });
    view! { <span class="seg" role="group" aria-label="Speed">{buttons.collect_view()}</span> }
}

#[component]
fn Clock() -> impl IntoView {
    let page = use_page();
    let now = Memo::new(move |_| page.screen.with(|screen| format::clock(screen.now)));
    let state = move || match (page.playing.get(), page.slowed.get()) {
        (false, _) => "paused",
        (true, false) => "simulated",
        (true, true) => "slower",
    };
    let why = move || {
        let slower = page.playing.get() && page.slowed.get();
        slower.then_some("This is too much for that speed")
    };
    view! {
        <span class="clock">
            <span class="vh">"Simulated time"</span>
            <span class="digits">{now}</span>
            <small class="wide-only" title=live(why)>
                {live(state)}
            </small>
        </span>
    }
}
