//! Files that are dropped anywhere on the page: a definition in any form that is read, or a run as
//! text. Without this the browser would leave the page for the file.

use super::prelude::*;
use super::state::{Page, Pane, Toast};
use super::{layout, link, run};
use leptos::ev;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DataTransfer, File};

/// The longest file that is read, in bytes: ECS takes 64 KiB, templates may hold many definitions.
const LONGEST: f64 = 5_000_000.0;

/// How an exported run begins.
const RUN: &str = "drydock ";

/// Listens for files.
pub fn install(page: Page) {
    let over = window_event_listener(ev::dragover, |event| {
        if event.data_transfer().is_some_and(|data| has_files(&data)) {
            event.prevent_default();
        }
    });
    let dropped = window_event_listener(ev::drop, move |event| {
        let Some(data) = event.data_transfer().filter(has_files) else {
            return;
        };
        event.prevent_default();
        if let Some(file) = data.files().and_then(|files| files.get(0)) {
            spawn_local(read(page, file));
        }
    });
    on_cleanup(move || {
        over.remove();
        dropped.remove();
    });
}

/// Whether files are dragged: text goes where it is let go.
fn has_files(data: &DataTransfer) -> bool {
    data.types().includes(&"Files".into(), 0)
}

async fn read(page: Page, file: File) {
    let name = file.name();
    if file.size() > LONGEST {
        say(
            page,
            format!("“{name}” is too large: at most 5 MB are read."),
        );
        return;
    }
    let text = JsFuture::from(file.text()).await;
    match text.ok().and_then(|text| text.as_string()) {
        Some(text) if text.starts_with(RUN) => run::soon(move || open_run(page, name, text)),
        Some(text) => run::soon(move || open_definition(page, &name, text)),
        None => say(page, format!("“{name}” could not be read.")),
    }
}

fn say(page: Page, text: String) {
    page.toast.set(Some(Toast { text, undo: None }));
}

fn open_definition(page: Page, name: &str, text: String) {
    let undo = page.as_it_is();
    page.draft.set(text);
    layout::show_side(false);
    page.pane.set(Pane::Define);
    page.toast.set(Some(Toast {
        text: format!("Opened “{name}”"),
        undo: Some(undo),
    }));
}

fn open_run(page: Page, name: String, text: String) {
    let opened = format!("Opened the run “{name}”");
    link::open_run(page, &text, opened, move |error| {
        say(page, format!("“{name}” was not opened: {error}"));
    });
}
