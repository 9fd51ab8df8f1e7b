//! Where things are on this screen: breakpoints, the side column, the theme.

use super::prelude::*;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{HtmlElement, ResizeObserver};

thread_local! {
    /// What had the focus when a form was opened.
    static OPENER: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// Remembers what has the focus now.
pub fn remember_opener() {
    let active = document().active_element();
    let active = active.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    OPENER.with_borrow_mut(|opener| *opener = active);
}

/// Gives the focus back to what had it when a form was opened, if that is still there.
pub fn focus_opener() {
    if let Some(opener) = OPENER.with_borrow_mut(Option::take) {
        // Focusing what has left the page does nothing.
        let _ = opener.focus();
    }
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
pub fn show_board(page: super::state::Page) {
    if is_narrow() {
        page.pane.set(super::state::Pane::Board);
    }
}
