//! The loop that lets simulated time pass with the frames of the browser.

use super::prelude::*;
use super::run;
use super::state::Page;
use super::terminal;
use crate::sim::Span;
use std::cell::Cell;

/// Engine time that one frame may take, in milliseconds.
const ENGINE_BUDGET: f64 = 8.0;
/// A gap between two frames that is not made up for: the tab was hidden or the machine asleep.
const GAP: f64 = 500.0;

thread_local! {
    static RUNNING: Cell<bool> = const { Cell::new(false) };
}

/// Milliseconds of the browser's own clock.
pub fn wall_millis() -> f64 {
    let performance = window().performance();
    performance.map_or(0.0, |performance| performance.now())
}

/// The moment, in such milliseconds, of the last frame that counts: while the page plays, one after
/// so many milliseconds; else each.
pub fn now_and_then(page: Page, millis: f64) -> Memo<f64> {
    Memo::new(move |before: Option<&f64>| {
        page.screen.track();
        let now = wall_millis();
        match before {
            Some(at) if now - at < millis && page.playing.get_untracked() => *at,
            Some(_) | None => now,
        }
    })
}

/// Runs the loop while the page plays.
pub fn follow(page: Page) {
    Effect::new(move |_| {
        if page.playing.get() && !RUNNING.replace(true) {
            next(page, wall_millis(), 0.0);
        }
    });
}

fn next(page: Page, last: f64, carry: f64) {
    request_animation_frame(move || {
        if !page.playing.get_untracked() {
            page.slowed.set(false);
            RUNNING.set(false);
            return;
        }
        let now = wall_millis();
        let gap = now - last;
        let carry = if gap > GAP || document().hidden() {
            0.0
        } else {
            play(page, carry + gap * f64::from(page.speed.get_untracked()))
        };
        next(page, now, carry);
    });
}

/// Lets time pass, and stops at each moment that a program of the terminal waits for, so that it
/// goes on in it and not at the end of the frame.
fn pass(page: Page, span: Span, in_time: impl Fn() -> bool) -> bool {
    let target = run::with(|timeline| timeline.now()) + span;
    loop {
        let now = run::with(|timeline| timeline.now());
        let stop = terminal::wakes_at().filter(|at| (now..target).contains(at));
        let to = stop.unwrap_or(target);
        if !run::advance(to.since(now), &in_time) {
            return false;
        }
        if stop.is_none() {
            return true;
        }
        page.terminal.go_on(page);
        if !page.playing.get_untracked() {
            return true;
        }
    }
}

/// Plays so many simulated milliseconds, and gives the fraction of one that is left.
fn play(page: Page, wanted: f64) -> f64 {
    let whole = wanted.floor();
    let began = wall_millis();
    let in_time = || wall_millis() - began < ENGINE_BUDGET;
    let done = pass(page, Span::millis(whole as u64), in_time);
    if page.slowed.get_untracked() == done {
        page.slowed.set(!done);
    }
    page.refresh();
    if done { wanted - whole } else { 0.0 }
}
