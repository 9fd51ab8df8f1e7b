//! The right column: the inspector, and the forms that open in its place.

use super::app::SideTabs;
use super::chunks::{Chunk, Part};
use super::forms::{capacity, clusters, compare, faults, instances, revisions, run_task, service};
use super::forms::{schedules, share, surroundings};
use super::guesses::Guesses;
use super::help::Help;
use super::icons::{Icon, icon};
use super::prelude::*;
use super::state::{Column, Page, use_page};

/// The column.
#[component]
pub fn RightColumn() -> impl IntoView {
    let page = use_page();
    let content = move || match page.column.get() {
        Column::Inspect => view! { <Part chunk=Chunk::Inspector quiet=true /> }.into_any(),
        Column::RunTask
        | Column::Service(_)
        | Column::Instances
        | Column::Capacity
        | Column::Schedules
        | Column::Faults
        | Column::Clusters
        | Column::Revisions
        | Column::Compare(_)
        | Column::Share
        | Column::Surroundings
        | Column::Guesses
        | Column::Help => view! { <Part chunk=Chunk::Forms /> }.into_any(),
    };
    view! {
        <section class="right" id="column" aria-label="Inspector">
            <SideTabs />
            {live(content)}
        </section>
    }
}

/// What is open in the inspector's place.
pub fn room(page: Page) -> AnyView {
    match page.column.get_untracked() {
        Column::Inspect => ().into_any(),
        Column::RunTask => view! { <run_task::RunTask /> }.into_any(),
        Column::Service(id) => view! { <service::ServiceForm service=id /> }.into_any(),
        Column::Instances => view! { <instances::Instances /> }.into_any(),
        Column::Capacity => view! { <capacity::Capacity /> }.into_any(),
        Column::Faults => view! { <faults::Faults /> }.into_any(),
        Column::Clusters => view! { <clusters::Clusters /> }.into_any(),
        Column::Revisions => view! { <revisions::Revisions /> }.into_any(),
        Column::Compare(id) => view! { <compare::Compare revision=id /> }.into_any(),
        Column::Schedules => view! { <schedules::Schedules /> }.into_any(),
        Column::Share => view! { <share::Share /> }.into_any(),
        Column::Surroundings => view! { <surroundings::Surroundings /> }.into_any(),
        Column::Guesses => view! { <Guesses /> }.into_any(),
        Column::Help => view! { <Help /> }.into_any(),
    }
}

/// The head of a form, with the way back to the inspector.
#[component]
pub fn FormHead(
    /// What the form does.
    #[prop(into)]
    title: String,
) -> impl IntoView {
    let page = use_page();
    let heading = NodeRef::<leptos::html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // The form took the place of something else: the reader starts at its head.
            let _ = heading.focus();
        }
    });
    view! {
        <div class="panel-head">
            <h2 node_ref=heading tabindex="-1">
                {title}
            </h2>
            <span class="grow"></span>
            <button
                class="btn sm bare icon"
                aria-label="Close"
                on:click=move |_| page.close()
            >
                {icon(Icon::Cross)}
            </button>
        </div>
    }
}
