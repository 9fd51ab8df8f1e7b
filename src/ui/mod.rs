//! The page: Leptos, and the only folder that knows the browser.

mod panic_screen;

use leptos::prelude::*;

/// Puts the page into the document's body.
pub fn mount() {
    panic_screen::install();
    mount_to_body(|| view! { <h1>"Drydock"</h1> });
}
