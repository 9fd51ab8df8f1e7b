//! Why a task is where it is: every instance, every filter, and the rank.

use super::super::icons::{Icon, icon};
use super::super::prelude::*;
use super::super::state::{Page, Selection, use_page};
use crate::view::format;
use crate::view::why::{Cell, Row, Why};
use std::sync::Arc;

/// Rows that the table shows.
const MOST_ROWS: usize = 24;

/// The verdicts on the selected task, worked out once per selection and branch.
pub fn memo(page: Page) -> Memo<Option<Arc<Why>>> {
    let branch = Memo::new(move |_| page.screen.with(|screen| screen.branch));
    let there = Memo::new(move |_| match page.selection.get() {
        Some(Selection::Task(id)) => {
            page.screen.track();
            let there = super::run::get().has_task(id);
            there.then_some(id)
        }
        Some(Selection::Instance(_) | Selection::Service(_)) | None => None,
    });
    Memo::new(move |_| {
        branch.track();
        let id = there.get()?;
        super::run::get().why_here(id).map(Arc::new)
    })
}

/// The section.
#[component]
pub fn WhyHere() -> impl IntoView {
    let page = use_page();
    let why = page.why;
    let table = move || {
        why.get().map(|why| {
            let many = why.rows.len().saturating_sub(MOST_ROWS);
            view! {
                <section class="sect">
                    <h3>
                        "Why here"
                        <span class="muted">
                            {format!("{} of {} instances fit", why.fitting, why.rows.len())}
                        </span>
                    </h3>
                    {needs(&why)}
                    {verdict_table(&why)}
                    {(many > 0).then(|| view! { <p class="note">"and " {many} " more"</p> })}
                </section>
            }
        })
    };
    live(table)
}

fn needs(why: &Why) -> impl IntoView + use<> {
    let number = |value: u32| format::number(u64::from(value));
    let ports = match why.ports.len() {
        0 => "no host port".to_owned(),
        _ => {
            let ports = why.ports.iter().map(u16::to_string);
            format!("port {}", ports.collect::<Vec<String>>().join(", "))
        }
    };
    view! {
        <p class="why-need">
            <span>"needs " <b>{number(why.needs.cpu_units)}</b> " CPU"</span>
            <span>
                <b>{number(why.needs.memory_mib)}</b>
                " MiB"
            </span>
            <span>{if why.interface { "1 ENI" } else { "no ENI" }}</span>
            <span>{ports}</span>
        </p>
    }
}

fn short_name(column: &'static str) -> &'static str {
    match column {
        "status" => "State",
        "memory" => "Mem",
        "ports" => "Port",
        "attributes" => "Attr",
        "location" => "Zone",
        "launch type" => "Type",
        "distinctInstance" => "Distinct",
        other => other,
    }
}

fn verdict_table(why: &Why) -> impl IntoView + use<> {
    let head = why.columns.iter().map(|name| {
        view! { <th scope="col" title=*name>{short_name(name)}</th> }
    });
    let head = head.collect_view();
    let rows = why.rows.iter().take(MOST_ROWS).map(row_view).collect_view();
    view! {
        <div class="verdict-box">
            <table class="verdicts">
                <caption class="vh">"Verdict for each container instance and filter"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Instance"</th>
                        {head}
                        <th scope="col">"Rank"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row_view(row: &Row) -> impl IntoView + use<> {
    let rank = match row.rank {
        Some(rank) => view! { {rank} }.into_any(),
        None => {
            view! { <span aria-hidden="true">"·"</span> <span class="vh">"does not fit"</span> }
                .into_any()
        }
    };
    let cell = |cell: &Cell| match cell {
        Cell::Pass => {
            view! { <td>{icon(Icon::Tick)} <span class="vh">"passes"</span></td> }.into_any()
        }
        Cell::Refuse(short, words) => {
            let (short, words) = (short.clone(), words.clone());
            view! { <td class="no" title=words>{short}</td> }.into_any()
        }
    };
    let cells = row.cells.iter().map(cell).collect_view();
    view! {
        <tr class:won=row.won>
            <th scope="row">
                {row.short_id.clone()}
                <small>{row.zone.to_string()}</small>
            </th>
            {cells}
            <td class="off">{rank}</td>
        </tr>
    }
}
