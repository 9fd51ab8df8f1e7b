//! The list of what happened, newest first; a click goes to that moment. What ECS sends to
//! EventBridge can be opened under its row.

use super::super::icons::state_class;
use super::super::parts::CopyButton;
use super::super::prelude::*;
use super::super::run;
use super::super::state::{Selection, use_page};
use crate::view::eventbridge;
use crate::view::events::{EventMark, EventRow};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The list.
#[component]
pub fn Events() -> impl IntoView {
    let page = use_page();
    let rows = move || page.events.with(|rows| rows.as_ref().clone());
    view! {
        <ol
            class="events"
            tabindex="0"
            aria-label="Events, newest first: up and down go through them"
            on:keydown=move |event| {
                if walk(&event.key()) {
                    event.prevent_default();
                    event.stop_propagation();
                }
            }
        >
            <For each=rows key=|row| (row.key, row.text.len()) children=event_view />
        </ol>
        <Show when=move || page.events.with(|rows| rows.is_empty())>
            <p class="blank events-blank">"Events appear here in the words that ECS uses."</p>
        </Show>
    }
}

/// The arrow keys go through the list: with a stop of Tab at each of its buttons, whoever has no
/// pointer would never come past it.
fn walk(key: &str) -> bool {
    // The text of an event scrolls by itself.
    let active = document().active_element();
    let Some(active) = active.filter(|active| active.tag_name() != "PRE") else {
        return false;
    };
    let inside = active.closest(".events > li").ok().flatten();
    let (row, button) = match (key, inside) {
        ("ArrowDown", None) => (active.first_element_child(), ROW),
        ("ArrowDown", Some(row)) => (row.next_element_sibling(), ROW),
        ("ArrowUp", Some(row)) => (row.previous_element_sibling(), ROW),
        ("ArrowRight", row) => (row, ".event-json"),
        ("ArrowLeft", row) => (row, ROW),
        _ => return false,
    };
    let button = row.and_then(|row| row.query_selector(button).ok().flatten());
    let button = button.and_then(|button| button.dyn_into::<HtmlElement>().ok());
    // At an end of the list, or of a row, the focus stays.
    button.is_some_and(|button| button.focus().is_ok())
}

/// The button of an event.
const ROW: &str = ".event-row";

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
    let open = RwSignal::new(false);
    let toggle = row.sent.map(|_| {
        view! {
            <button
                class="event-json"
                tabindex="-1"
                title="The event that EventBridge gets"
                aria-label="EventBridge JSON"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                "{ }"
            </button>
        }
    });
    let sent = row.sent;
    let json = move || sent.filter(|_| open.get()).map(sent_view);
    view! {
        <li>
            <button class="event-row" tabindex="-1" title=label on:click=go>
                <time>{row.time}</time>
                <span class=class aria-hidden="true"></span>
                <span class="event-text">{text}</span>
            </button>
            {toggle}
            {live(json)}
        </li>
    }
}

/// What EventBridge gets for a line of the journal.
fn sent_view(seq: u64) -> AnyView {
    let text = run::with(|timeline| eventbridge::text(timeline, seq));
    view! {
        <div class="event-sent">
            <CopyButton text=text.clone() label="Copy EventBridge event" />
            <pre tabindex="0">{text}</pre>
        </div>
    }
    .into_any()
}
