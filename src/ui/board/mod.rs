//! The packing board.

use super::first::First;
use leptos::prelude::*;

/// The board.
#[component]
pub fn Board() -> impl IntoView {
    view! {
        <div class="board" role="group" aria-label="Packing board" tabindex="0">
            <First />
        </div>
    }
}
