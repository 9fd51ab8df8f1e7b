//! The loop that lets simulated time pass with the frames of the browser.

use super::prelude::*;
use super::run;
use super::state::Page;
use super::terminal;
use crate::sim::Span;
use crate::view::screen::Screen;
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

/// The last frame that counts: its number, and when it was in such milliseconds.
pub type Frame = (u64, f64);

/// The last frame that counts: while the page plays, one after so many milliseconds; else each.
pub fn now_and_then(page: Page, millis: f64) -> Memo<Frame> {
    now_and_then_where(page, millis, |_| true)
}

/// The same, but each frame counts where there is not too much for it.
pub fn now_and_then_where(page: Page, millis: f64, much: fn(&Screen) -> bool) -> Memo<Frame> {
    Memo::new(move |before: Option<&Frame>| {
        let much = page.screen.with(|screen| much(screen));
        let (playing, now) = (page.playing.get(), wall_millis());
        match before {
            Some((number, at)) if much && playing && now - at < millis => (*number, *at),
            Some((number, _)) => (number + 1, now),
            None => (0, now),
        }
    })
}

/// Runs the loop while the page plays, and shows all of the moment at which it stops.
pub fn follow(page: Page) {
    Effect::new(move |played: Option<bool>| {
        let playing = page.playing.get();
        if playing && !RUNNING.replace(true) {
            next(page, wall_millis(), 0.0);
        }
        if played == Some(true) && !playing {
            page.refresh();
        }
        playing
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
    page.frame();
    if done { wanted - whole } else { 0.0 }
}
