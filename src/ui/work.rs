//! Work that takes longer than a frame: done piece by piece between the frames, with a word on how
//! far it is, and a way to give it up.

use super::frames::wall_millis;
use super::layout;
use super::prelude::*;
use super::run::Work;
use super::state::{Page, use_page};

/// How long it may take before the page says anything, in milliseconds.
const AT_ONCE: f64 = 40.0;
/// How much of a frame it takes, in milliseconds.
const PIECE: f64 = 12.0;

/// What the page is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Underway {
    /// What it does.
    pub what: &'static str,
    /// How much is done, in hundredths.
    pub percent: u32,
}

/// What is told how it went: None where it was given up.
type Then = Box<dyn FnOnce(Option<Result<(), String>>)>;

/// Work with what is to come after it.
struct Job {
    what: &'static str,
    work: Box<dyn Work>,
    then: Then,
    /// The number of this job: a later one takes its place.
    turn: u32,
}

/// Does some work: short work at once, longer work bit by bit.
pub fn start(page: Page, what: &'static str, work: Box<dyn Work>, then: Then) {
    let turn = page.next_work();
    let job = Job {
        what,
        work,
        then,
        turn,
    };
    go_on(page, job, AT_ONCE);
}

fn go_on(page: Page, mut job: Job, millis: f64) {
    if page.work_turn() != job.turn {
        (job.then)(None);
        return;
    }
    let began = wall_millis();
    match job.work.go_on(&|| wall_millis() - began < millis) {
        Ok(false) => later(page, job),
        Ok(true) => {
            job.work.end();
            page.rest();
            (job.then)(Some(Ok(())));
        }
        Err(error) => {
            page.rest();
            (job.then)(Some(Err(error)));
        }
    }
}

fn later(page: Page, job: Job) {
    if page.work.with_untracked(Option::is_none) {
        layout::lend_focus();
    }
    page.playing.set(false);
    page.work.set(Some(Underway {
        what: job.what,
        percent: job.work.percent(),
    }));
    request_animation_frame(move || go_on(page, job, PIECE));
}

/// What the page is at, over all else, which rests until then.
#[component]
pub fn WorkView() -> impl IntoView {
    let page = use_page();
    let what = Memo::new(move |_| page.work.get().map(|work| work.what));
    let percent = move || page.work.get().map_or(0, |work| work.percent);
    let cancel = NodeRef::<leptos::html::Button>::new();
    Effect::new(move |_| {
        if let Some(cancel) = cancel.get() {
            // Where the focus is refused, Escape cancels all the same.
            let _ = cancel.focus();
        }
    });
    view! {
        <Show when=move || what.with(Option::is_some)>
            <div class="working" role="dialog" aria-modal="true" aria-label="Please wait">
                <p role="status">{move || what.get()} " …"</p>
                <p aria-hidden="true">{percent} "\u{a0}%"</p>
                <progress max="100" aria-label="Progress" value=percent></progress>
                <button class="btn sm" node_ref=cancel on:click=move |_| page.give_work_up()>
                    "Cancel"
                </button>
            </div>
        </Show>
    }
}
