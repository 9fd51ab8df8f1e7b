//! What ECS would say of a form's request before it is sent, and what is worth knowing of it.

use super::super::icons::{Icon, icon};
use super::super::parts::rest;
use super::super::run;
use super::super::state::Page;
use crate::api::rules::{Finding, check};
use crate::sim::sort;
use crate::taskdef::Severity;
use crate::ui::prelude::*;
use serde_json::Value;

/// Findings that are listed at once: a form is no manual.
const MOST: usize = 4;

/// What there is to say of a request, but for rules that the form shows in another way; the worst
/// first.
pub fn findings(
    page: Page,
    action: &'static str,
    body: Memo<Value>,
    but: &'static [&'static str],
) -> Memo<Vec<Finding>> {
    let commands = Memo::new(move |_| page.screen.with(|screen| screen.commands));
    Memo::new(move |_| {
        commands.track();
        let mut findings = body.with(|body| run::with(|run| check(run.world(), action, body)));
        findings.retain(|finding| !but.contains(&finding.rule));
        sort::by_key(&mut findings, |finding| finding.severity);
        findings
    })
}

/// The list; empty where there is nothing to say.
#[component]
pub fn Said(
    /// What is said.
    findings: Memo<Vec<Finding>>,
) -> impl IntoView {
    let rows = move || {
        findings.with(|all| {
            let rows = all.iter().take(MOST);
            rows.map(row_view).collect_view()
        })
    };
    let more = move || {
        findings.with(|all| {
            let more = all.iter().skip(MOST);
            rest(more.len(), "more", more.map(row_view).collect_view())
        })
    };
    view! {
        <div class="said" role="group" aria-label="What ECS would say" aria-live="polite">
            <ul>{rows}</ul>
            {more}
        </div>
    }
}

fn row_view(finding: &Finding) -> impl IntoView + use<> {
    let (kind, drawing, name) = match finding.severity {
        Severity::Error => ("t-error", Icon::Error, "Error: "),
        Severity::Warning => ("t-warn", Icon::Warning, "Warning: "),
        Severity::Info => ("t-info", Icon::Info, "Note: "),
    };
    let about = format!(
        "{} at {}. Source: {}",
        finding.rule, finding.path, finding.source
    );
    view! {
        <li title=about>
            <span class=kind>{icon(drawing)}</span>
            <span>
                <span class="vh">{name}</span>
                {finding.message.clone()}
                <span class="note">{finding.help}</span>
            </span>
        </li>
    }
}
