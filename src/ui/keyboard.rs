//! Keys that work anywhere on the page, except while somebody types.

use super::prelude::*;
use super::state::{Column, Page};
use leptos::ev;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// The keys with what they do, as the help lists them.
pub const KEYS: &[(&str, &str)] = &[
    ("Space", "Play or pause"),
    (".", "Next event"),
    (",", "Previous event"),
    ("1 2 3 4", "Speed 1×, 10×, 60×, 300×"),
    ("r", "Run task"),
    ("s", "Create a service"),
    ("i", "Add instances"),
    ("c", "Capacity providers"),
    ("e", "Schedules"),
    ("f", "Faults"),
    ("t", "Terminal"),
    ("← →", "On the board: the task before, the next one"),
    ("↑ ↓", "In the events: the one before, the next one"),
    ("Ctrl S", "Share"),
    ("?", "Help and keys"),
    ("Esc", "Close a form, give up the selection"),
];

/// Listens for the page's keys.
pub fn install(page: Page) {
    let handle = window_event_listener(ev::keydown, move |event| {
        // What a field has used itself, as Escape in a search, is not for the page as well.
        if !event.default_prevented() && press(page, &event) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}

/// Whether the key goes to a field, or to a control that uses it itself.
fn belongs_to_control(event: &KeyboardEvent) -> bool {
    let target = event.composed_path().get(0);
    let Ok(element) = target.dyn_into::<Element>() else {
        return false;
    };
    let types = "input, textarea, select, [contenteditable=true], .cm-content";
    let typing = element.closest(types).ok().flatten().is_some();
    let presses = matches!(event.key().as_str(), " " | "Enter");
    let control = element
        .closest("button, a, summary, [role=slider]")
        .ok()
        .flatten();
    typing || (presses && control.is_some())
}

/// Does what a key stands for; false for other keys.
fn press(page: Page, event: &KeyboardEvent) -> bool {
    let key = event.key();
    if page.work.with_untracked(Option::is_some) {
        if key == "Escape" {
            page.give_work_up();
        }
        return false;
    }
    if (event.ctrl_key() || event.meta_key()) && key == "s" {
        page.open(Column::Share);
        return true;
    }
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    if key == "Escape" {
        return escape(page);
    }
    if belongs_to_control(event) {
        return false;
    }
    match key.as_str() {
        " " => page.playing.update(|playing| *playing = !*playing),
        "." => page.next_event(),
        "," => page.previous_event(),
        "1" => page.speed.set(1),
        "2" => page.speed.set(10),
        "3" => page.speed.set(60),
        "4" => page.speed.set(300),
        "r" => page.open(Column::RunTask),
        "s" => page.open(Column::Service(None)),
        "i" => page.open(Column::Instances),
        "c" => page.open(Column::Capacity),
        "e" => page.open(Column::Schedules),
        "f" => page.open(Column::Faults),
        "t" => super::terminal::open(page),
        "?" => page.open(Column::Help),
        _ => return false,
    }
    true
}

fn escape(page: Page) -> bool {
    if page.column.get_untracked() != Column::Inspect {
        page.close();
        true
    } else if page.selection.get_untracked().is_some() {
        page.unselect();
        true
    } else {
        false
    }
}
