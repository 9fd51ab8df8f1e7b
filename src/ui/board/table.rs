//! The board as a table: the same tasks, the same selection, nothing to see.

use super::super::prelude::*;
use super::super::run;
use super::super::state::{Selection, use_page};
use super::lens::{use_lens, words};
use super::tasks_in_order;
use crate::model::TaskId;
use crate::view::task::task_view;

/// Rows that the table shows.
const MOST_ROWS: usize = 200;

/// All tasks as rows.
#[component]
pub fn TaskTable() -> impl IntoView {
    let page = use_page();
    let tasks = Memo::new(move |_| page.screen.with(|screen| tasks_in_order(&screen.board)));
    let shown = move || {
        let mut tasks = tasks.get();
        tasks.truncate(MOST_ROWS);
        tasks
    };
    let of = use_lens().of;
    let more = move || tasks.with(Vec::len).saturating_sub(MOST_ROWS);
    view! {
        <table class="task-table">
            <caption class="vh">"Tasks"</caption>
            <thead>
                <tr>
                    <th scope="col">"Task"</th>
                    <th scope="col">"Definition"</th>
                    <th scope="col">"Last status"</th>
                    <th scope="col">"Desired"</th>
                    <th scope="col">"Instance"</th>
                    <th scope="col">"Waits for"</th>
                    <Show when=move || of.with(Option::is_some)>
                        <th scope="col">"In use"</th>
                    </Show>
                </tr>
            </thead>
            <tbody>
                <For each=shown key=|task| *task children=|task| view! { <TaskRow task /> } />
            </tbody>
        </table>
        <Show when=move || { more() > 0 }>
            <p class="note">"and " {live(more)} " more"</p>
        </Show>
    }
}

#[component]
fn TaskRow(task: TaskId) -> impl IntoView {
    let page = use_page();
    let row = Memo::new(move |_| {
        page.screen.track();
        run::with(|timeline| task_view(timeline.world(), task, timeline.now()))
    });
    let selected = move || page.selection.get() == Some(Selection::Task(task));
    let cells = move || {
        row.get().map(|row| {
            let short = row.id[..8].to_owned();
            let place = match row.instance {
                Some((_, short)) => short,
                None => "Fargate".to_owned(),
            };
            let waits = row
                .waiting
                .map(|wait| format!("{} {}", wait.what, wait.left));
            view! {
                <th scope="row">
                    <button
                        class="btn sm bare"
                        aria-pressed=move || selected().to_string()
                        on:click=move |_| page.select(Selection::Task(task))
                    >
                        <code>{short}</code>
                    </button>
                </th>
                <td>{row.name}</td>
                <td>{row.status.name()}</td>
                <td>{if row.wanted { "RUNNING" } else { "STOPPED" }}</td>
                <td>
                    <code>{place}</code>
                </td>
                <td>{waits}</td>
            }
        })
    };
    let lens = use_lens();
    let used = move || lens.task(task).map(|heat| view! { <td>{words(heat)}</td> });
    view! { <tr class:won=live(selected)>{live(cells)} {live(used)}</tr> }
}
