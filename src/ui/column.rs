//! The right column: the inspector, and the forms that open in its place.

use super::app::SideTabs;
use super::icons::{Icon, icon};
use super::state::use_page;
use leptos::prelude::*;

/// The column.
#[component]
pub fn RightColumn() -> impl IntoView {
    let _page = use_page();
    view! {
        <section class="right" id="column" aria-label="Inspector">
            <SideTabs />
            <div class="panel-head">
                <h2>"Inspector"</h2>
            </div>
            <div class="blank">
                {icon(Icon::Look)}
                <p>"Select a task, an instance or a service."</p>
            </div>
        </section>
    }
}
