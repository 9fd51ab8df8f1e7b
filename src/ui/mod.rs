//! The page: Leptos, and the only folder that knows the browser.

pub mod app;
pub mod board;
pub mod chart;
pub mod chunks;
pub mod cluster;
pub mod column;
pub mod definition;
pub mod dock;
pub mod drop;
pub mod editor;
pub mod erased;
pub mod examples;
pub mod first;
pub mod forms;
pub mod frames;
pub mod guesses;
pub mod header;
pub mod help;
pub mod icons;
pub mod inspector;
pub mod keyboard;
pub mod layout;
pub mod link;
pub mod narrator;
mod panic_screen;
pub mod parts;
pub mod prelude;
pub mod rail;
pub mod run;
pub mod run_bar;
pub mod say;
pub mod sizes;
pub mod state;
pub mod storage;
pub mod terminal;
pub mod theme;
pub mod toast;
pub mod work;

use leptos::prelude::*;

/// Puts the page into the document's body.
pub fn mount() {
    panic_screen::install();
    mount_to_body(app::App);
}
