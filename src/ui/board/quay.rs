//! The quay of Fargate: boxes to the same scale, without a host; beside it what is over, wherever
//! it ran.

use super::super::prelude::*;
use super::super::state::use_page;
use super::BoardWidth;
use super::card::Card;
use crate::model::TaskId;
use crate::view::board::TaskBox;
use crate::view::format;

/// The quay.
#[component]
pub fn Quay() -> impl IntoView {
    let page = use_page();
    let width = expect_context::<BoardWidth>().0;
    let plot_width = Signal::derive(move || (width.get() - 24.0) / 3.0 - 11.0);
    let ids = |boxes: &[TaskBox]| boxes.iter().map(|one| one.task).collect::<Vec<TaskId>>();
    let live = Memo::new(move |_| page.screen.with(|screen| ids(&screen.board.quay)));
    let over = Memo::new(move |_| page.screen.with(|screen| ids(&screen.board.stopped)));
    let stopped = Memo::new(move |_| page.screen.with(|screen| screen.board.stopped_count));
    let card = move |task: TaskId| {
        let shown = Memo::new(move |_| {
            page.screen.with(|screen| {
                let board = &screen.board;
                let mut boxes = board.quay.iter().chain(&board.stopped);
                boxes.find(|one| one.task == task).cloned()
            })
        });
        view! { <Card task shown plot_width /> }
    };
    view! {
        <section class="shelf">
            <div class="quay">
                <h3>
                    "Fargate"
                    <small>
                        {move || if live.with(Vec::is_empty) {
                            "no task on Fargate"
                        } else {
                            "no host to pack: each task is its own size"
                        }}
                    </small>
                </h3>
                <div class="boxes">
                    <For each=move || live.get() key=|task| *task children=card />
                </div>
            </div>
            <Show when=move || { stopped.get() > 0 }>
                <div class="over">
                    <h3>
                        "Stopped"
                        <small>
                            {move || format::number(u64::from(stopped.get()))}
                            ", kept 1 h"
                        </small>
                    </h3>
                    <div class="boxes">
                        <For each=move || over.get() key=|task| *task children=card />
                    </div>
                </div>
            </Show>
        </section>
    }
}
