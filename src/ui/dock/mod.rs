//! The dock under the board: timeline and events.

use leptos::prelude::*;

/// The dock.
#[component]
pub fn Dock() -> impl IntoView {
    view! { <section class="dock" aria-label="Timeline and events"></section> }
}
