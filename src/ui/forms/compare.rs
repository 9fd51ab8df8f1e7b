//! Two revisions side by side: what changed, and what it means for the cluster.

use super::super::column::FormHead;
use super::super::run;
use super::super::state::{Page, use_page};
use crate::model::DefinitionId;
use crate::taskdef::{Target, check};
use crate::ui::prelude::*;
use crate::view::revision_diff::{Line, RevisionDiff, Row, Side, Tone, revision_diff};

/// The revision against the draft.
fn with_draft(page: Page, id: DefinitionId) -> Option<RevisionDiff> {
    let draft = page.draft.get();
    let cluster = page.screen.with(|screen| screen.cluster);
    let checked = check(&draft, Target::Unknown);
    let after = Side::draft(checked.draft.as_ref()?);
    run::with(|timeline| {
        let world = timeline.world();
        let before = Side::registered(world.definitions.get(id)?);
        Some(revision_diff(world, cluster, &before, &after))
    })
}

/// The panel.
#[component]
pub fn Compare(
    /// The revision that the draft is held against.
    revision: DefinitionId,
) -> impl IntoView {
    let page = use_page();
    let shown = Memo::new(move |_| with_draft(page, revision));
    let title = run::with(|timeline| {
        let row = timeline.world().definitions.get(revision);
        row.map_or_else(String::new, |row| format!("{} and the draft", row.name()))
    });
    let content = move || match shown.get() {
        Some(shown) => difference(shown).into_any(),
        None => view! {
            <p class="sect muted">"There is no draft that can be read."</p>
        }
        .into_any(),
    };
    view! {
        <FormHead title />
        <div class="scroll" tabindex="0" role="group" aria-label="Comparison">
            {content}
        </div>
    }
}

fn difference(shown: RevisionDiff) -> impl IntoView {
    let same = shown.rows.is_empty();
    let lines: Vec<_> = shown.lines.into_iter().map(line_view).collect();
    let rows: Vec<_> = shown.rows.into_iter().map(row_view).collect();
    let means = (!lines.is_empty()).then(|| {
        view! {
            <section class="sect">
                <h3>"What it means"</h3>
                <ul class="meaning">{lines}</ul>
            </section>
        }
    });
    view! {
        {means}
        <section class="sect">
            <h3>"What changed"</h3>
            {same.then(|| view! { <p class="muted">"Nothing: both are the same."</p> })}
            <dl class="changes">{rows}</dl>
        </section>
    }
}

fn line_view(line: Line) -> impl IntoView {
    let (class, sign) = match line.tone {
        Tone::Worse => ("t-error", "−"),
        Tone::Other => ("muted", "·"),
        Tone::Better => ("t-info", "+"),
    };
    view! {
        <li>
            <span class=class aria-hidden="true">
                {sign}
            </span>
            {line.text}
        </li>
    }
}

fn row_view(row: Row) -> impl IntoView {
    let before = row
        .before
        .map(|text| view! { <del class="mono">{text}</del> });
    let after = row
        .after
        .map(|text| view! { <ins class="mono">{text}</ins> });
    view! {
        <dt class="mono">{row.path}</dt>
        <dd>{before} {after}</dd>
    }
}
