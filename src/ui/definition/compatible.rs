//! What the definition is compatible with, and what stands in the way of the rest.

use super::super::say::RegisterCommand;
use super::desk::{Desk, use_desk};
use crate::taskdef::compatibility::{self, Obstacles};
use crate::taskdef::{Target, check};
use crate::ui::parts::rest;
use crate::ui::prelude::*;

/// Reasons that are shown at once for a launch type.
const MOST_REASONS: usize = 4;

/// A launch type with what ECS would say if it were required.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    name: &'static str,
    reasons: Vec<String>,
}

fn rows(desk: Desk) -> Vec<Row> {
    desk.checked.track();
    desk.page.draft.with_untracked(|text| {
        let checked = check(text, Target::Unknown);
        let draft = checked.draft.as_ref();
        let obstacles = draft.map(compatibility::obstacles).unwrap_or_default();
        obstacles.into_iter().map(row).collect()
    })
}

fn row(of: Obstacles) -> Row {
    let mut reasons: Vec<String> = Vec::new();
    for finding in of.findings {
        if !reasons.contains(&finding.message) {
            reasons.push(finding.message);
        }
    }
    Row {
        name: of.launch_type.name(),
        reasons,
    }
}

/// The list, folded: it is worked out when somebody opens it.
#[component]
pub fn Compatible() -> impl IntoView {
    let desk = use_desk();
    let open = RwSignal::new(false);
    let some = Memo::new(move |_| desk.checked.with(|checked| checked.request.is_some()));
    let shown = Memo::new(move |_| if open.get() { rows(desk) } else { Vec::new() });
    let row = |row: Row| {
        let fits = row.reasons.is_empty();
        let (first, more) = row.reasons.split_at(row.reasons.len().min(MOST_REASONS));
        let list = |reasons: &[String]| {
            let reasons = reasons
                .iter()
                .map(|reason| view! { <li>{reason.clone()}</li> });
            reasons.collect_view()
        };
        let (first, more) = (list(first), rest(more.len(), "more reasons", list(more)));
        view! {
            <dt class="mono">{row.name}</dt>
            <dd>
                {if fits { "compatible" } else { "not compatible" }}
                <ul>{first}</ul>
                {more}
            </dd>
        }
    };
    view! {
        <Show when=move || some.get()>
            <section class="sect compatible" aria-label="Compatibilities">
                <button
                    class="link"
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    "Where it can run, and why not elsewhere"
                </button>
                <dl class="facts wide">
                    {move || shown.get().into_iter().map(row).collect_view()}
                </dl>
                <RegisterCommand />
            </section>
        </Show>
    }
}
