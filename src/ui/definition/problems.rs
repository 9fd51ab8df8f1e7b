//! The problem list: every finding with its line; choosing one moves the caret there.

use super::super::editor::Loading;
use super::super::icons::{Icon, icon};
use super::super::prelude::*;
use super::answer::Answer;
use super::check::{Checked, Fix, Row, Severity};
use super::desk::{Desk, use_desk};
use super::target::TargetChoice;
use crate::taskdef;

/// Findings that are listed at once: more than that is no list to read.
const MOST: usize = 100;

/// The list.
#[component]
pub fn Problems() -> impl IntoView {
    let desk = use_desk();
    let rows = move || {
        let plain = desk.editor.state.get() != Loading::There;
        desk.checked.with(|checked| {
            let of = |severity| {
                checked
                    .rows
                    .iter()
                    .filter(move |row| row.severity == severity)
            };
            let worst_first = [Severity::Error, Severity::Warning, Severity::Info];
            let rows = worst_first.into_iter().flat_map(of).take(MOST);
            rows.map(|row| row_view(desk, row, plain)).collect_view()
        })
    };
    let more = move || {
        let more = desk
            .checked
            .with(|checked| checked.rows.len().saturating_sub(MOST));
        (more > 0).then(|| view! { <p class="note">{format!("and {more} more")}</p> })
    };
    view! {
        <section class="sect problems" aria-label="Problems">
            <div class="sect-head">
                <h3>"Problems"</h3>
                <span class="muted" role="status">
                    {move || desk.checked.with(|checked| summary(checked))}
                </span>
                <TargetChoice />
            </div>
            <Answer />
            <FixAll />
            <ul class="probs">{live(rows)}</ul>
            {live(more)}
        </section>
    }
}

/// One step for all that needs no decision; nothing where that is one finding or none.
#[component]
fn FixAll() -> impl IntoView {
    let desk = use_desk();
    let safe = Memo::new(move |_| desk.checked.with(|checked| checked.safe_fixes()));
    view! {
        <Show when=move || { safe.get() > 1 }>
            <div class="fixes">
                <button class="btn sm" on:click=move |_| fix_all(desk)>
                    {icon(Icon::Tick)}
                    {move || format!("Fix {} that need no decision", safe.get())}
                </button>
            </div>
        </Show>
    }
}

/// Puts right all that needs no decision, as one step.
fn fix_all(desk: Desk) {
    let target = desk.page.target.get_untracked();
    let draft = desk.page.draft.get_untracked();
    if let Some(fix) = taskdef::fix_all(&draft, target) {
        desk.apply(&fix.edits);
    }
}

/// `1 error, 2 warnings`, or `none`.
pub fn summary(checked: &Checked) -> String {
    let names = [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Info, "note"),
    ];
    let counts = names.map(|(severity, name)| (checked.count(severity), name));
    let said = counts.iter().filter(|(count, _)| *count > 0);
    let said: Vec<String> = said
        .map(|(count, name)| match count {
            1 => format!("1 {name}"),
            count => format!("{count} {name}s"),
        })
        .collect();
    if said.is_empty() {
        return "none".to_owned();
    }
    said.join(", ")
}

fn row_view(desk: Desk, row: &Row, plain: bool) -> impl IntoView + use<> {
    let (kind, drawing, name) = match row.severity {
        Severity::Error => ("t-error", Icon::Error, "Error: "),
        Severity::Warning => ("t-warn", Icon::Warning, "Warning: "),
        Severity::Info => ("t-info", Icon::Info, "Note: "),
    };
    let from = row.from;
    let (sentence, list) = fold(&row.message);
    let list = folded(list);
    let content = view! {
        <span class=kind>{icon(drawing)}</span>
        <span class="what">
            <span class="vh">{name}</span>
            {sentence.to_owned()}
        </span>
    };
    let line = match row.stale {
        true => "before".to_owned(),
        false => format!("line {}", row.line),
    };
    view! {
        <li class:stale=row.stale>
            <button
                class="prob"
                title=row.about.clone()
                disabled=row.stale
                on:click=move |_| desk.go_to(from)
            >
                {content}
                <span class="where">{line}</span>
            </button>
            {list}
            <a class="rule-page" href=row.page() target="_blank" rel="noopener">
                {row.rule}
            </a>
            {plain.then(|| fixes_view(desk, row))}
        </li>
    }
}

/// What begins a list of all members that there are.
const LIST: &str = ", must be one of: ";
/// The longest list that is read as part of its sentence, in bytes.
const SHORT: usize = 60;

/// A text in AWS's words without the long list of members at its end, and that list.
pub fn fold(message: &str) -> (&str, Option<&str>) {
    match message.find(LIST) {
        Some(at) if message.len() > at + LIST.len() + SHORT => {
            (&message[..at], Some(&message[at + 2..]))
        }
        Some(_) | None => (message, None),
    }
}

/// The list of all members, to be unfolded.
pub fn folded(list: Option<&str>) -> impl IntoView + use<> {
    list.map(|list| {
        view! {
            <details class="members">
                <summary>"All members"</summary>
                {list.to_owned()}
            </details>
        }
    })
}

/// The help and the fixes, where no editor shows them beside the text.
fn fixes_view(desk: Desk, row: &Row) -> impl IntoView + use<> {
    let button = |fix: &Fix| {
        let edits = StoredValue::new(fix.edits.clone());
        view! {
            <button
                class="btn sm"
                on:click=move |_| edits.with_value(|edits| desk.apply(edits))
            >
                {fix.title.clone()}
            </button>
        }
    };
    let fixes: Vec<_> = row.fixes.iter().map(button).collect();
    let help = (!row.help.is_empty()).then(|| view! { <p class="note">{row.help.clone()}</p> });
    let fixes = (!fixes.is_empty()).then(|| view! { <div class="fixes">{fixes}</div> });
    view! {
        {help}
        {fixes}
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn a_long_list_of_members_is_folded_and_nothing_else() {
        let short = r#"Unknown parameter in a: "b", must be one of: c, d"#;
        assert_eq!(fold(short), (short, None));
        let long = format!("{short}{}", ", e".repeat(30));
        let (sentence, list) = fold(&long);
        assert_eq!(sentence, r#"Unknown parameter in a: "b""#);
        assert_eq!(format!("{sentence}, {}", list.unwrap()), long);
    }
}
