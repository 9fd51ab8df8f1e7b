//! The left column: the task definition, its findings, its size.

mod answer;
pub mod check;
mod compatible;
pub mod desk;
pub mod import;
mod problems;
pub mod register;
mod target;

use self::compatible::Compatible;
use self::import::Import;
use self::problems::Problems;
use self::register::Register;
use super::chunks::{Chunk, Part};
use super::editor::{EditorView, Loading};
use super::examples::EXAMPLES;
use super::prelude::*;
use super::sizes::FargateSizes;
use super::state::{Column, Page, use_page};

/// The definition panel.
#[component]
pub fn Definition() -> impl IntoView {
    let desk = desk::use_desk();
    let family = Memo::new(move |before: Option<&String>| {
        let (family, broken) = desk.checked.with(|checked| {
            let family = checked.family().map(str::to_owned);
            (family, checked.syntax_error)
        });
        match (family, before) {
            (Some(family), _) => family,
            // While the text does not parse, its name stays.
            (None, Some(before)) if broken => before.clone(),
            (None, _) => "Task definition".to_owned(),
        }
    });
    let some = Memo::new(move |_| desk.page.draft.with(|text| !text.trim().is_empty()));
    view! {
        <div class="panel-head">
            <h2 class="cut">{family}</h2>
            <RevisionChip />
        </div>
        <div class="scroll" tabindex="0" role="group" aria-label="Definition and checks">
            <EditorView />
            <Show when=move || desk.editor.state.get() == Loading::Failed>
                <p class="note ed-note">
                    "The editor could not be loaded. This field does the same, without colours."
                </p>
            </Show>
            <Import />
            <Show when=move || some.get()>
                <Part chunk=Chunk::Check />
            </Show>
            <Starts />
        </div>
        <Register />
    }
}

/// What the check says, for the chunk that it comes with.
pub fn room(_page: Page) -> AnyView {
    view! {
        <Problems />
        <FargateSizes />
        <Compatible />
    }
    .into_any()
}

/// Says which registered revision the draft is, or follows.
#[component]
fn RevisionChip() -> impl IntoView {
    let desk = desk::use_desk();
    let text = Memo::new(move |_| {
        let count = desk.page.screen.with(|screen| screen.definitions.len());
        match desk.newest.get() {
            Some(newest) if newest.same => Some(newest.name),
            Some(newest) => Some(format!("draft after {}", newest.name)),
            // Of other families, or while there is no draft.
            None => (count > 0).then(|| format!("{count} registered")),
        }
    });
    move || {
        text.get().map(|text| {
            view! {
                <button
                    class="chip act"
                    title="The registered revisions"
                    on:click=move |_| desk.page.open(Column::Revisions)
                >
                    {text}
                </button>
            }
        })
    }
}

/// The examples, where there is no text yet.
#[component]
fn Starts() -> impl IntoView {
    let page = use_page();
    let empty = Memo::new(move |_| page.draft.with(|text| text.trim().is_empty()));
    let start = move |example: &'static super::examples::Example| {
        view! {
            <li>
                <button on:click=move |_| page.start(example.start())>
                    <b>{example.title}</b>
                    <span>{example.what}</span>
                </button>
            </li>
        }
    };
    view! {
        <Show when=move || empty.get()>
            <section class="sect" aria-label="Examples">
                <h3>"Or open an example"</h3>
                <ul class="starts">{EXAMPLES.iter().map(start).collect_view()}</ul>
            </section>
        </Show>
    }
}
