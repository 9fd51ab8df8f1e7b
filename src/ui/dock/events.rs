//! The list of what happened, newest first; a click goes to that moment.

use super::super::icons::state_class;
use super::super::prelude::*;
use super::super::state::{Selection, use_page};
use crate::view::events::{EventMark, EventRow};

/// The list.
#[component]
pub fn Events() -> impl IntoView {
    let page = use_page();
    let rows = move || page.events.with(|rows| rows.as_ref().clone());
    view! {
        <ol class="events" tabindex="0" aria-label="Events, newest first">
            <For each=rows key=|row| (row.key, row.text.len()) children=event_view />
        </ol>
        <Show when=move || page.events.with(|rows| rows.is_empty())>
            <p class="blank events-blank">"Events appear here in the words that ECS uses."</p>
        </Show>
    }
}

fn event_view(row: EventRow) -> impl IntoView {
    let page = use_page();
    let (at, task) = (row.at, row.task);
    let go = move |_| {
        page.playing.set(false);
        page.seek(at);
        if let Some(task) = task {
            page.selection.set(Some(Selection::Task(task)));
        }
    };
    let class = match row.mark {
        EventMark::State(status) => format!("mark {}", state_class(status)),
        EventMark::Dot => "svc".to_owned(),
        EventMark::Command => "cmdm".to_owned(),
    };
    let text = match row.mark {
        EventMark::Command => view! { <code>{row.text}</code> }.into_any(),
        EventMark::State(_) | EventMark::Dot => row.text.into_any(),
    };
    let label = format!("Go to {}", row.time);
    view! {
        <li>
            <button class="event-row" title=label on:click=go>
                <time>{row.time}</time>
                <span class=class aria-hidden="true"></span>
                <span class="event-text">{text}</span>
            </button>
        </li>
    }
}
