//! The address: the fragment holds the draft and the run, so that a link is the whole work.
//!
//! While somebody works the address is replaced, never pushed. The draft is kept besides, per tab
//! and as the newest of all tabs, so that a reload loses nothing and two tabs do not fight.

use super::prelude::*;
use super::state::{Page, Selection, Toast, UNTITLED};
use super::{layout, run, storage};
use crate::engine::share::{self, Shared};
use std::time::Duration;
use wasm_bindgen::JsValue;

const DRAFT_OF_TAB: &str = "drydock.draft";
const DRAFT_NEWEST: &str = "drydock.draft.newest";
/// The fragment that this tab has put into its address.
const ADDRESS_OF_TAB: &str = "drydock.address";
/// What was opened last: an example, a link, a run as text.
const ORIGIN_OF_TAB: &str = "drydock.origin";
/// How long the work rests before the address follows it.
const REST: Duration = Duration::from_millis(700);
/// Browsers keep some millions of letters for a site: where a shorter text cannot be kept, storage
/// is off, and nothing is said of it.
const LARGE: usize = 1_000_000;
/// A link longer than this is not put into the address; it can still be copied.
const ADDRESS_MOST: usize = 30_000;

/// Opens what the address holds, else the draft of this tab, else the newest one; then keeps both
/// in step with the work.
pub fn install(page: Page) {
    open_address(page, true);
    let handle = window_event_listener_untyped("hashchange", move |_| open_address(page, false));
    on_cleanup(move || handle.remove());
    let turn = StoredValue::new(0_u32);
    // Whoever leaves does not rest before: what was typed last is kept all the same.
    let handle = window_event_listener_untyped("pagehide", move |_| {
        if turn.get_value() > 0 {
            keep_draft(&page.draft.get_untracked());
        }
    });
    on_cleanup(move || handle.remove());
    Effect::new(move |before: Option<()>| {
        page.draft.track();
        page.selection.track();
        if before.is_some() {
            later(page, turn);
        }
    });
    // While the clock runs, only commands count; where it rests, the moment does too.
    let commands = Memo::new(move |_| {
        let rests = !page.playing.get();
        page.screen
            .with(|screen| (screen.commands, screen.branch, rests.then_some(screen.now)))
    });
    Effect::new(move |before: Option<()>| {
        // Reading it is what keeps a memo up to date; tracking alone does not.
        commands.get();
        if before.is_some() {
            later(page, turn);
        }
    });
}

/// Keeps the work once it has rested.
fn later(page: Page, turn: StoredValue<u32>) {
    turn.update_value(|turn| *turn += 1);
    let mine = turn.get_value();
    set_timeout(
        move || {
            if turn.get_value() == mine {
                keep(page);
            }
        },
        REST,
    );
}

/// Keeps the draft; false where this tab cannot.
fn keep_draft(draft: &str) -> bool {
    storage::set(DRAFT_NEWEST, draft);
    storage::set_of_tab(DRAFT_OF_TAB, draft)
}

fn keep(page: Page) {
    let draft = page.draft.get_untracked();
    let kept = keep_draft(&draft);
    if !kept && draft.len() > LARGE {
        page.toast.set(Some(Toast {
            text: "This text is too large for the browser to keep: a reload loses it.".to_owned(),
            undo: None,
        }));
    }
    // Without its run the address would not be the work.
    run::soon(move || keep_address(page, &draft));
}

fn keep_address(page: Page, draft: &str) {
    // What is on its way is in the address, and not in the page yet.
    if page.work.with_untracked(Option::is_some) {
        return;
    }
    let fragment = fragment(page);
    let no_link = draft.len() > share::UNPACKED_MOST / 2 || fragment.len() > ADDRESS_MOST;
    let address = if no_link || is_untouched(page) {
        window().location().pathname().unwrap_or_default()
    } else {
        format!("#{fragment}")
    };
    storage::set_of_tab(ADDRESS_OF_TAB, &address);
    let history = window().history();
    if let Ok(history) = history {
        // Sandboxed frames may refuse; the draft is stored all the same.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

fn is_untouched(page: Page) -> bool {
    page.draft.with_untracked(String::is_empty)
        && page.screen.with_untracked(|screen| screen.commands == 0)
}

/// The fragment that holds the present work; empty while the engine is on its way.
pub fn fragment(page: Page) -> String {
    run::get().fragment(page.draft.get_untracked(), view_words(page))
}

/// The address of the present work, for copying.
pub fn address(page: Page) -> String {
    let location = window().location();
    let origin = location.origin().unwrap_or_default();
    let path = location.pathname().unwrap_or_default();
    format!("{origin}{path}#{}", fragment(page))
}

/// Title, speed and selection in the page's own words, one per line.
fn view_words(page: Page) -> String {
    let mut words = format!("speed {}\n", page.speed.get_untracked());
    let title = page.title.get_untracked();
    if title != UNTITLED {
        words.push_str(&format!("title {title}\n"));
    }
    match page.selection.get_untracked() {
        Some(Selection::Task(id)) => words.push_str(&format!("task {}\n", id.0)),
        Some(Selection::Instance(id)) => words.push_str(&format!("instance {}\n", id.0)),
        Some(Selection::Service(id)) => words.push_str(&format!("service {}\n", id.0)),
        None => {}
    }
    words
}

fn read_view_words(page: Page, words: &str) {
    use crate::model::{InstanceId, ServiceId, TaskId};
    for line in words.lines() {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        let number = rest.parse::<u32>().ok();
        match (word, number) {
            ("speed", Some(speed)) => page.speed.set(speed.clamp(1, 300)),
            ("title", _) => page.title.set(rest.chars().take(80).collect()),
            ("task", Some(id)) => page.selection.set(Some(Selection::Task(TaskId(id)))),
            ("instance", Some(id)) => {
                page.selection
                    .set(Some(Selection::Instance(InstanceId(id))));
            }
            ("service", Some(id)) => page.selection.set(Some(Selection::Service(ServiceId(id)))),
            _ => {}
        }
    }
}

fn open_address(page: Page, first: bool) {
    let hash = window().location().hash().unwrap_or_default();
    let fragment = hash.trim_start_matches('#');
    if fragment.is_empty() {
        if first {
            restore_draft(page);
        }
        return;
    }
    if !first && fragment == self::fragment(page) {
        return;
    }
    match share::decode(fragment) {
        Ok(shared) => {
            let own = first && storage::get_of_tab(ADDRESS_OF_TAB).is_some_and(|own| own == hash);
            if first {
                // It can be read before there is an engine for the run.
                page.draft.set(shared.draft.clone());
            }
            // A tab that is loaded again has its own draft, which may be newer than its address.
            if own {
                restore_draft(page);
            }
            run::soon(move || open_link(page, shared, first, own));
        }
        Err(error) => {
            page.trouble.set(Some(error.to_string()));
            if first {
                restore_draft(page);
            }
        }
    }
}

/// Opens a link; `own` says that this tab made it.
fn open_link(page: Page, shared: Shared, first: bool, own: bool) {
    let undo = (!first && !is_untouched(page)).then(|| page.as_it_is());
    open(page, shared, first, move |opened| {
        if !opened {
            return;
        }
        if own {
            page.origin
                .set(storage::get_of_tab(ORIGIN_OF_TAB).unwrap_or_default());
        } else {
            keep_origin(page);
        }
        if undo.is_some() {
            page.toast.set(Some(Toast {
                text: "Opened the link".to_owned(),
                undo,
            }));
        }
    });
}

/// Puts what a link holds in place, but for the draft of the `first`, which is there already; says
/// whether that could be.
fn open(page: Page, shared: Shared, first: bool, then: impl FnOnce(bool) + 'static) {
    let run = shared.run.clone();
    let opened = move |result: Result<(), String>| {
        if let Err(error) = result {
            page.trouble.set(Some(error));
            if first {
                restore_draft(page);
            }
            return then(false);
        }
        if !first {
            page.draft.set(shared.draft);
        }
        page.title.set(UNTITLED.to_owned());
        read_view_words(page, &shared.view);
        then(true);
    };
    if run.is_empty() {
        opened(Ok(()));
    } else {
        page.import(&run, opened);
    }
}

/// Keeps the present work as what "Start over" goes back to.
pub fn keep_origin(page: Page) {
    let origin = fragment(page);
    storage::set_of_tab(ORIGIN_OF_TAB, &origin);
    page.origin.set(origin);
}

/// Opens a run as text in place of this one, with a way back, and says that it was opened; what is
/// no run is told to who asked.
pub fn open_run(page: Page, text: &str, said: String, refused: impl FnOnce(String) + 'static) {
    let undo = page.as_it_is();
    page.import(text, move |result| match result {
        Ok(()) => {
            keep_origin(page);
            layout::show_board(page);
            page.toast.set(Some(Toast {
                text: said,
                undo: Some(undo),
            }));
        }
        Err(error) => refused(error),
    });
}

/// Nothing was opened: it begins empty.
pub fn forget_origin(page: Page) {
    storage::set_of_tab(ORIGIN_OF_TAB, "");
    page.origin.set(String::new());
}

/// Goes back to what was opened; without that, to a cluster with nothing in it, and keeps the
/// draft.
pub fn start_over(page: Page) {
    run::soon(move || begin_again(page));
}

fn begin_again(page: Page) {
    let undo = page.as_it_is();
    let speed = page.speed.get_untracked();
    let again = move |opened: bool| {
        if !opened {
            page.begin(&[]);
        }
        page.speed.set(speed);
        page.toast.set(Some(Toast {
            text: "Started over".to_owned(),
            undo: Some(undo),
        }));
    };
    match share::decode(&page.origin.get_untracked()) {
        Ok(shared) => open(page, shared, false, again),
        Err(_) => again(false),
    }
}

fn restore_draft(page: Page) {
    let kept = storage::get_of_tab(DRAFT_OF_TAB).or_else(|| storage::get(DRAFT_NEWEST));
    if let Some(draft) = kept {
        page.draft.set(draft);
    }
}
