//! The loop that lets simulated time pass with the frames of the browser.

use super::prelude::*;
use super::run;
use super::state::Page;
use super::terminal;
use crate::sim::Span;
use crate::view::screen::Screen;
use std::cell::Cell;

/// What script, layout and painting of one frame may take together, in milliseconds.
const FRAME_BUDGET: f64 = 14.0;
/// The least and the most of it that is the engine's.
const ENGINE_BUDGET: (f64, f64) = (3.0, 8.0);
/// Time that the engine may be behind, in milliseconds of the browser: a burst of work is spread
/// over some frames, and no time is lost. What goes beyond it is too much for the speed.
const BEHIND: f64 = 150.0;
/// A gap between two frames that is not made up for: the tab was hidden or the machine asleep.
const GAP: f64 = 500.0;

thread_local! {
    static RUNNING: Cell<bool> = const { Cell::new(false) };
    /// Milliseconds that the last frame took besides the engine.
    static BESIDES: Cell<f64> = const { Cell::new(0.0) };
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
            play(page, now, carry, gap)
        };
        next(page, now, carry);
    });
}

/// Takes down what the frame that began then takes besides the engine: what is asked for in a frame
/// comes after its layout and painting.
fn measure(began: f64, engine: f64) {
    let take_down = move || BESIDES.set((wall_millis() - began - engine).max(0.0));
    set_timeout(take_down, std::time::Duration::ZERO);
}

/// Lets time pass, and stops at each moment that a program of the terminal waits for, so that it
/// goes on in it and not at the end of the frame.
fn pass(page: Page, span: Span, in_time: impl Fn() -> bool) {
    let target = run::with(|timeline| timeline.now()) + span;
    loop {
        let now = run::with(|timeline| timeline.now());
        let stop = terminal::wakes_at().filter(|at| (now..target).contains(at));
        let to = stop.unwrap_or(target);
        if !run::advance(to.since(now), &in_time) || stop.is_none() {
            return;
        }
        page.terminal.go_on(page);
        if !page.playing.get_untracked() {
            return;
        }
    }
}

/// Plays what the time since the last frame comes to, with what is still to be played from before,
/// in simulated milliseconds. Gives what is left.
fn play(page: Page, began: f64, carry: f64, gap: f64) -> f64 {
    let speed = f64::from(page.speed.get_untracked());
    let wanted = carry + gap * speed;
    let (least, most) = ENGINE_BUDGET;
    let budget = (FRAME_BUDGET - BESIDES.get()).clamp(least, most);
    let from = run::with(|timeline| timeline.now());
    pass(page, Span::millis(wanted.floor() as u64), || {
        wall_millis() - began < budget
    });
    let to = run::with(|timeline| timeline.now());
    let left = wanted - to.since(from).0 as f64;
    let slowed = left > BEHIND * speed;
    if page.slowed.get_untracked() != slowed {
        page.slowed.set(slowed);
    }
    measure(began, wall_millis() - began);
    page.frame();
    if slowed { BEHIND * speed } else { left }
}
