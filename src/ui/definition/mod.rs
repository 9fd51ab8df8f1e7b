//! The left column: the task definition, its findings, its size.

use super::state::use_page;
use leptos::prelude::*;

/// The definition panel: everything between its head and its foot.
#[component]
pub fn Definition() -> impl IntoView {
    let page = use_page();
    view! {
        <div class="panel-head">
            <h2 class="cut">"Task definition"</h2>
        </div>
        <textarea
            class="input mono"
            aria-label="Task definition JSON"
            prop:value=move || page.draft.get()
            on:input=move |event| page.draft.set(event_target_value(&event))
        ></textarea>
    }
}
