//! The dock under the board: timeline and events.

mod events;
mod lanes;

use super::frames::wall_millis;
use super::prelude::*;
use super::state::use_page;
use crate::view::format;

/// The dock.
#[component]
pub fn Dock() -> impl IntoView {
    view! {
        <section class="dock" aria-label="Timeline and events">
            <lanes::Lanes />
            <DockBar />
            <events::Events />
        </section>
    }
}

#[component]
fn DockBar() -> impl IntoView {
    let page = use_page();
    let next = move || {
        page.screen.with_untracked(|screen| match screen.next {
            Some(at) => format!("next event in {}", format::span(at - screen.now)),
            None => "nothing is due".to_owned(),
        })
    };
    let frame = Memo::new(move |before: Option<&f64>| {
        page.screen.track();
        // Text that changes sixty times a second cannot be read: four times is enough.
        let now = wall_millis();
        match before {
            Some(at) if now - at < 250.0 && page.playing.get_untracked() => *at,
            Some(_) | None => now,
        }
    });
    let shown = move || {
        frame.get();
        next()
    };
    view! {
        <div class="dock-bar">
            <div class="tabs dock-tabs">
                <h2 class="tab" aria-current="page">
                    "Events"
                </h2>
            </div>
            <div class="end">
                <Branches />
                <span>{live(shown)}</span>
            </div>
        </div>
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
            page.playing.set(false);
            super::run::with(|timeline| timeline.select_branch(number));
            page.refresh();
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
