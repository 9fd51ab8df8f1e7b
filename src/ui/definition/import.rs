//! A text in another form (CloudFormation, Terraform, compose, a description): what it is, and a
//! button that puts the request in its place.

use super::desk::{Desk, use_desk};
use crate::taskdef::import::{self, Definition, Imported};
use crate::ui::chunks::{Chunk, Part};
use crate::ui::parts::rest;
use crate::ui::prelude::*;
use crate::ui::state::Page;

/// Notes that are shown at once; a large compose file has many.
const MOST_NOTES: usize = 6;

/// What the draft is recognised as. A text that ECS would take is a request, whatever else it is.
fn recognised(desk: Desk) -> Option<Imported> {
    let fine = desk.checked.with(|checked| checked.errors() == 0);
    if fine {
        return None;
    }
    desk.page
        .draft
        .with_untracked(|text| import::recognise(text))
}

/// The banner, for the chunk that it comes with.
pub fn room(_page: Page) -> AnyView {
    view! { <Banner /> }.into_any()
}

/// Where the banner goes, once the draft has errors.
#[component]
pub fn Import() -> impl IntoView {
    let desk = use_desk();
    view! {
        <Show when=move || desk.checked.with(|checked| checked.errors() > 0)>
            <Part chunk=Chunk::Import quiet=true />
        </Show>
    }
}

/// The banner; nothing for a request.
#[component]
fn Banner() -> impl IntoView {
    let desk = use_desk();
    let found = Memo::new(move |_| recognised(desk));
    let banner = move || {
        found.get().map(|found| {
            let rows = found.definitions.into_iter();
            view! {
                <section class="sect import" aria-label="Recognised form">
                    <h3>{found.what}</h3>
                    {rows.map(|row| row_view(desk, row)).collect_view()}
                </section>
            }
        })
    };
    view! { {banner} }
}

fn row_view(desk: Desk, row: Definition) -> impl IntoView {
    let (first, more) = row.notes.split_at(row.notes.len().min(MOST_NOTES));
    let list = |notes: &[String]| {
        let notes = notes.iter().map(|note| view! { <li>{note.clone()}</li> });
        notes.collect_view()
    };
    let (first, more) = (list(first), rest(more.len(), "more notes", list(more)));
    let (text, defaults) = (row.text, row.defaults);
    let filled = (!defaults.is_empty()).then(|| {
        let text = text.clone();
        view! {
            <button
                class="btn sm"
                on:click=move |_| desk.page.draft.set(import::filled(&text, &defaults))
            >
                "With the defaults filled in"
            </button>
        }
    });
    view! {
        <p>{row.what}</p>
        <div class="fixes">
            <button class="btn sm fill" on:click=move |_| desk.page.draft.set(text.clone())>
                "Turn it into a request"
            </button>
            {filled}
        </div>
        <ul class="note">{first}</ul>
        {more}
    }
}
