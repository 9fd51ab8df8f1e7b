//! The registered revisions: take one into the editor, or deregister it.

use super::super::column::FormHead;
use super::super::icons::{Icon, icon};
use super::super::layout;
use super::super::parts::Refusal;
use super::super::prelude::*;
use super::super::run;
use super::super::say::{Act, AsCommands};
use super::super::state::{Column, Page, Pane, use_page};
use super::submit;
use crate::model::DefinitionId;
use crate::view::revisions::{self, FamilyRow, RevisionRow};
use serde_json::json;

const DEREGISTER: &str = "DeregisterTaskDefinition";

/// Revisions of which the command is told: one of them shows how it goes.
const MOST_SAID: usize = 20;

/// The panel.
#[component]
pub fn Revisions() -> impl IntoView {
    let page = use_page();
    let refused = RwSignal::new(None);
    let families = Memo::new(move |_| {
        page.screen.with(|screen| (screen.commands, screen.branch));
        run::with(|timeline| revisions::families(timeline.world()))
    });
    let deregister = move |name: String| {
        submit(page, DEREGISTER, &json!({"taskDefinition": name}), refused);
    };
    let acts = Signal::derive(move || {
        let act = |row: &RevisionRow| {
            let body = json!({"taskDefinition": row.name});
            Act::new(format!("Deregister {}", row.name), DEREGISTER, body)
        };
        families.with(|families| {
            let rows = families.iter().flat_map(|family| &family.revisions);
            let active = rows.filter(|row| row.active).take(MOST_SAID);
            active.map(act).collect::<Vec<Act>>()
        })
    });
    let rows = move || {
        let family = |row: FamilyRow| family_view(page, row, deregister);
        families.get().into_iter().map(family).collect_view()
    };
    view! {
        <FormHead title="Registered revisions" />
        <div class="scroll" tabindex="0" role="group" aria-label="Registered revisions">
            <Refusal what="Not deregistered." refused />
            <Show when=move || families.with(Vec::is_empty)>
                <p class="sect muted">"Nothing is registered at this moment of the run."</p>
            </Show>
            {live(rows)}
            <AsCommands acts />
        </div>
    }
}

fn family_view(
    page: Page,
    family: FamilyRow,
    deregister: impl Fn(String) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let row = |row: RevisionRow| {
        let (open, name) = (row.definition, row.name.clone());
        let (opened, compared) = (row.name.clone(), row.name.clone());
        let end = if row.active {
            view! {
                <button
                    class="btn sm"
                    aria-label=format!("Deregister {}", row.name)
                    on:click=move |_| deregister(name.clone())
                >
                    "Deregister"
                </button>
            }
            .into_any()
        } else {
            view! { <span class="chip">"INACTIVE"</span> }.into_any()
        };
        view! {
            <li class="revision">
                <span class="what">
                    <b class="mono">{row.name.clone()}</b>
                    <small class="muted">{row.line}</small>
                </span>
                <button
                    class="btn sm"
                    aria-label=format!("Edit {}", row.name)
                    on:click=move |_| edit(page, open, &opened)
                >
                    {icon(Icon::Braces)}
                    "Edit"
                </button>
                <button
                    class="btn sm"
                    aria-label=format!("Compare {} with the draft", compared)
                    on:click=move |_| page.open(Column::Compare(open))
                >
                    "Compare"
                </button>
                {end}
            </li>
        }
    };
    view! {
        <section class="sect">
            <h3>{family.family}</h3>
            <ul class="revisions">{family.revisions.into_iter().map(row).collect_view()}</ul>
        </section>
    }
}

/// Puts a revision into the editor, which takes the old text back with undo.
fn edit(page: Page, definition: DefinitionId, name: &str) {
    let text = run::with(|timeline| revisions::document(timeline.world(), definition));
    if let Some(text) = text {
        page.draft.set(text + "\n");
        page.title.set(name.to_owned());
        page.pane.set(Pane::Define);
        layout::show_side(false);
    }
}
