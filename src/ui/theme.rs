//! Light or dark: the user's choice, else the system's.

use super::layout::{media, set_root};
use super::prelude::*;
use super::storage;

const KEY: &str = "drydock.theme";

/// Whether the page is dark, for those who draw with its colours.
#[derive(Clone, Copy)]
pub struct IsDark(pub RwSignal<bool>);

/// Resolves the theme once, and gives the signal that says whether it is dark.
pub fn install() -> RwSignal<bool> {
    let chosen = storage::get(KEY);
    let dark = match chosen.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        Some(_) | None => media("(prefers-color-scheme: dark)"),
    };
    let dark = RwSignal::new(dark);
    Effect::new(move |_| set_root("theme", name(dark.get())));
    // Paper is white, and browsers leave the dark ground out.
    for (event, on_paper) in [("beforeprint", true), ("afterprint", false)] {
        let handle = window_event_listener_untyped(event, move |_| {
            set_root("theme", name(dark.get_untracked() && !on_paper));
        });
        on_cleanup(move || handle.remove());
    }
    dark
}

/// Switches, and remembers the choice where that is possible.
pub fn switch(dark: RwSignal<bool>) {
    dark.update(|dark| *dark = !*dark);
    storage::set(KEY, name(dark.get_untracked()));
}

fn name(dark: bool) -> &'static str {
    if dark { "dark" } else { "light" }
}
