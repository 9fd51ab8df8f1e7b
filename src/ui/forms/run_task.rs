//! Run tasks: RunTask.

use super::super::column::FormHead;
use super::super::layout;
use super::super::parts::Refusal;
use super::super::prelude::*;
use super::super::say::{Act, CommandLine};
use super::super::state::{Column, Page, Selection, use_page};
use super::launch::{Launch, LaunchFields};
use super::said::{Said, findings};
use super::{FormFoot, count, submit, with_definition};
use serde_json::{Map, Value, json};

fn request(page: Page, launch: Launch) -> Value {
    let mut body = Map::new();
    let cluster = page.cluster_or_first();
    body.insert("cluster".to_owned(), json!(cluster));
    body.insert("taskDefinition".to_owned(), json!(launch.definition.get()));
    body.insert("count".to_owned(), count(&launch.count.get()));
    launch.fill(page, &mut body);
    Value::Object(body)
}

/// The newest task of those that are drawn one by one.
fn newest(page: Page) -> Option<Selection> {
    page.screen.with_untracked(|screen| {
        let plots = screen.board.zones.iter().flat_map(|zone| &zone.plots);
        let boxes = plots.flat_map(|plot| &plot.boxes).chain(&screen.board.quay);
        boxes.map(|one| one.task).max().map(Selection::Task)
    })
}

/// The panel.
#[component]
pub fn RunTask() -> impl IntoView {
    view! {
        <FormHead title="Run task" />
        {with_definition(use_page(), || view! { <Form /> }.into_any())}
    }
}

#[component]
fn Form() -> impl IntoView {
    let page = use_page();
    let launch = Launch::new(page, 1);
    let refused = RwSignal::new(None);
    let body = Memo::new(move |_| request(page, launch));
    let act = Signal::derive(move || Act::new("Run", "RunTask", body.get()).in_cluster(page));
    let findings = findings(page, "RunTask", body, &[]);
    let run = move || {
        page.need_cluster();
        let body = untrack(|| request(page, launch));
        if submit(page, "RunTask", &body, refused) {
            if body["count"] == 1 {
                page.selection.set(newest(page));
            }
            page.close();
            layout::show_board(page);
        }
    };
    view! {
        <div class="scroll" tabindex="0" role="group" aria-label="Run task form">
            <form
                class="form"
                id="run-task"
                aria-label="Run task"
                on:submit=move |event| {
                    event.prevent_default();
                    run();
                }
            >
                <Refusal what="Not run." refused />
                <LaunchFields launch count_label="Tasks" />
                <Said findings />
            </form>
            <section class="sect">
                <button class="btn sm" on:click=move |_| page.open(Column::Schedules)>
                    "Run by the clock: schedules"
                </button>
            </section>
            <CommandLine act />
        </div>
        <FormFoot form="run-task" title="Run task" />
    }
}
