//! Where things are on this screen: breakpoints, the side column, the theme.

use super::prelude::*;
use super::state::{Page, Pane};
use std::cell::{Cell, RefCell};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};

thread_local! {
    /// What had the focus when a form was opened.
    static OPENER: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
    /// What had the focus when the page began to wait for something.
    static LENT: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
    /// The pane of a narrow screen from which the right column was opened.
    static CAME_FROM: Cell<Pane> = const { Cell::new(Pane::Board) };
}

fn active_element() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

fn is_in(element: &HtmlElement, selector: &str) -> bool {
    matches!(element.closest(selector), Ok(Some(_)))
}

/// Remembers what has the focus now. Where one form leads to another, what opened the first counts:
/// the rest goes away with the form.
pub fn remember_opener() {
    let active = active_element();
    let inside = active
        .as_ref()
        .is_some_and(|active| is_in(active, ".right"));
    OPENER.with_borrow_mut(|opener| {
        if !inside || opener.is_none() {
            *opener = active;
        }
    });
}

/// Gives the focus back to what had it when a form was opened; where that is gone, to what has
/// taken the form's place.
pub fn focus_opener() {
    let opener = OPENER.with_borrow_mut(Option::take);
    request_animation_frame(move || {
        if let Some(opener) = opener {
            // Focusing what has left the page does nothing: then the focus is nowhere.
            let _ = opener.focus();
            if !opener.is_connected() {
                focus_after(AFTER_RIGHT);
            }
        }
    });
}

/// What takes the focus where that which had it is gone from the right column, or from elsewhere.
const AFTER_RIGHT: &[&str] = &[".right > .scroll", ".board"];
const AFTER_LEFT: &[&str] = &[".left > .scroll"];
const AFTER_ELSE: &[&str] = &[".board"];

fn focus_after(places: &[&str]) {
    let found = |place: &&&str| matches!(document().query_selector(place), Ok(Some(_)));
    if let Some(place) = places.iter().find(found) {
        focus_first(place);
    }
}

/// Keeps the focus near what has it, should that go away with what is done now. Where somebody
/// writes, nothing goes away.
pub fn keep_focus() {
    let goes = |active: &HtmlElement| !matches!(&*active.tag_name(), "BODY" | "TEXTAREA");
    let Some(active) = active_element().filter(goes) else {
        return;
    };
    let next = if is_in(&active, ".right") {
        AFTER_RIGHT
    } else if is_in(&active, ".left") {
        AFTER_LEFT
    } else {
        AFTER_ELSE
    };
    request_animation_frame(move || {
        if !active.is_connected() {
            focus_after(next);
        }
    });
}

/// Remembers what has the focus while the page waits for something.
pub fn lend_focus() {
    LENT.set(active_element());
}

/// Gives the focus back to what had it before the page waited.
pub fn take_focus_back() {
    let lender = LENT.take();
    request_animation_frame(move || match lender.filter(|one| one.is_connected()) {
        // As above.
        Some(lender) => drop(lender.focus()),
        None => focus_after(AFTER_ELSE),
    });
}

/// Gives the focus to the first element that matches.
pub fn focus_first(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // As above.
        let _ = element.focus();
    }
}

/// Whether the screen shows one pane at a time.
pub fn is_narrow() -> bool {
    width() < 860.0
}

/// The same, followed as the window changes its size.
pub fn follow_narrow() -> Memo<bool> {
    let narrow = RwSignal::new(is_narrow());
    let handle = window_event_listener_untyped("resize", move |_| narrow.set(is_narrow()));
    on_cleanup(move || handle.remove());
    Memo::new(move |_| narrow.get())
}

fn width() -> f64 {
    let width = window().inner_width().ok();
    width.and_then(|width| width.as_f64()).unwrap_or(1_440.0)
}

/// Calls `tell` in the frame after an element got its first size or another one, for as long as the
/// page lives.
pub fn on_resize(element: &HtmlElement, tell: impl Fn() + Clone + 'static) {
    // To change the page while the browser tells of sizes would have it tell again.
    let soon = move || request_animation_frame(tell.clone());
    let soon = Closure::<dyn Fn()>::new(soon).into_js_value();
    if let Ok(observer) = ResizeObserver::new(soon.unchecked_ref()) {
        observer.observe(element);
    }
}

/// Sets a `data-` attribute of the root element.
pub fn set_root(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // A plain name and value: setting them cannot fail.
        let _ = root.set_attribute(&format!("data-{name}"), value);
    }
}

/// A `data-` attribute of the root element.
pub fn root(name: &str) -> Option<String> {
    document()
        .document_element()?
        .get_attribute(&format!("data-{name}"))
}

/// Shows the right column or the definition, where both share one place.
pub fn show_side(inspect: bool) {
    set_root("side", if inspect { "inspect" } else { "define" });
}

/// Whether a media query holds.
pub fn media(query: &str) -> bool {
    let list = window().match_media(query).ok().flatten();
    list.is_some_and(|list| list.matches())
}

/// Whether the user asked for less motion: then the page steps instead of playing.
pub fn reduced_motion() -> bool {
    media("(prefers-reduced-motion: reduce)")
}

/// Brings the board to the front on a narrow screen.
pub fn show_board(page: Page) {
    if is_narrow() {
        page.pane.set(Pane::Board);
    }
}

/// Brings the right column to the front, wherever it is on this screen.
pub fn show_right(page: Page) {
    if is_narrow() {
        let from = page.pane.get_untracked();
        if from != Pane::Inspect {
            CAME_FROM.set(from);
        }
        page.pane.set(Pane::Inspect);
    }
    show_side(true);
}

/// Goes back to the pane of a narrow screen from which the right column was opened.
pub fn leave_right(page: Page) {
    if is_narrow() {
        page.pane.set(CAME_FROM.get());
    }
}
