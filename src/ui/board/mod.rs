//! The packing board: zones of instances, the quay of Fargate, and what is over.

mod card;
pub use card::percent;
mod dense;
mod plot;
mod quay;
mod table;

use super::first::First;
use super::icons::{Icon, icon};
use super::state::{Page, Selection, use_page};
use crate::model::TaskId;
use crate::view::board as view_board;
use leptos::prelude::*;

/// The width of the board in pixels; the cards decide by it how much they can say.
#[derive(Clone, Copy)]
pub struct BoardWidth(pub RwSignal<f64>);

/// The board.
#[component]
pub fn Board() -> impl IntoView {
    let page = use_page();
    let width = RwSignal::new(680.0);
    provide_context(BoardWidth(width));
    let node = NodeRef::<leptos::html::Div>::new();
    measure(node, width);
    let empty = Memo::new(move |_| page.screen.with(|screen| is_empty(&screen.board)));
    let dense = Memo::new(move |_| page.screen.with(|screen| screen.board.dense));
    let as_table = RwSignal::new(false);
    view! {
        <div
            class="board"
            role="group"
            aria-label="Packing board"
            tabindex="0"
            node_ref=node
            on:keydown=move |event| {
                if walk(page, &event.key()) {
                    event.prevent_default();
                }
            }
        >
            <Show when=move || !empty.get() fallback=First>
                <Show
                    when=move || as_table.get()
                    fallback=move || {
                        view! {
                            <Show when=move || dense.get() fallback=Plots>
                                <dense::Dense />
                            </Show>
                        }
                    }
                >
                    <table::TaskTable />
                </Show>
                <Legend as_table />
            </Show>
        </div>
    }
}

fn is_empty(board: &view_board::Board) -> bool {
    board.zones.is_empty()
        && board.quay.is_empty()
        && board.quay_tiles.is_empty()
        && board.stopped.is_empty()
}

/// Follows the width of the board.
fn measure(node: NodeRef<leptos::html::Div>, width: RwSignal<f64>) {
    let look = move || {
        if let Some(element) = node.get_untracked() {
            width.set(f64::from(element.client_width()) - 32.0);
        }
    };
    Effect::new(move |_| {
        node.track();
        look();
    });
    let handle = window_event_listener(leptos::ev::resize, move |_| look());
    on_cleanup(move || handle.remove());
}

/// The arrow keys walk the live tasks of the board, whatever their size.
fn walk(page: Page, key: &str) -> bool {
    let step: isize = match key {
        "ArrowRight" => 1,
        "ArrowLeft" => -1,
        _ => return false,
    };
    let tasks = page
        .screen
        .with_untracked(|screen| tasks_in_order(&screen.board));
    if tasks.is_empty() {
        return false;
    }
    let current = match page.selection.get_untracked() {
        Some(Selection::Task(id)) => tasks.iter().position(|task| *task == id),
        Some(Selection::Instance(_) | Selection::Service(_)) | None => None,
    };
    let last = tasks.len() as isize - 1;
    let next = match current {
        Some(place) => (place as isize + step).clamp(0, last),
        None if step > 0 => 0,
        None => last,
    };
    page.select(Selection::Task(tasks[next as usize]));
    true
}

fn tasks_in_order(board: &view_board::Board) -> Vec<TaskId> {
    let mut tasks = Vec::new();
    for zone in &board.zones {
        for plot in &zone.plots {
            tasks.extend(plot.boxes.iter().map(|one| one.task));
        }
        for mini in &zone.minis {
            tasks.extend(mini.tasks.iter().map(|one| one.0));
        }
    }
    tasks.extend(board.quay.iter().map(|one| one.task));
    tasks.extend(board.quay_tiles.iter().map(|one| one.0));
    tasks.extend(board.stopped.iter().map(|one| one.task));
    tasks
}

/// Zones with plots, then the quay.
#[component]
fn Plots() -> impl IntoView {
    let page = use_page();
    let zones = Memo::new(move |_| {
        page.screen.with(|screen| {
            screen
                .board
                .zones
                .iter()
                .map(|row| row.name.clone())
                .collect()
        })
    });
    view! {
        <Show when=move || zones.with(|zones: &Vec<String>| !zones.is_empty())>
            <div class="zones">
                <For
                    each=move || zones.get().into_iter().enumerate()
                    key=|(_, name)| name.clone()
                    children=|(place, name)| view! { <ZoneView place name /> }
                />
            </div>
        </Show>
        <quay::Quay />
    }
}

#[component]
fn ZoneView(place: usize, name: String) -> impl IntoView {
    let page = use_page();
    let plots = Memo::new(move |_| {
        page.screen.with(|screen| {
            let zone = screen.board.zones.get(place);
            let plots = zone.map(|zone| zone.plots.iter().map(|row| row.instance).collect());
            plots.unwrap_or_else(Vec::new)
        })
    });
    let count = move || match plots.with(Vec::len) {
        0 => "no instances".to_owned(),
        1 => "1 instance".to_owned(),
        count => format!("{count} instances"),
    };
    view! {
        <section class="zone">
            <h3>
                {name}
                <small>{count}</small>
            </h3>
            <For
                each=move || plots.get()
                key=|id| *id
                children=move |id| view! { <plot::PlotView zone=place instance=id /> }
            />
        </section>
    }
}

#[component]
fn Legend(as_table: RwSignal<bool>) -> impl IntoView {
    view! {
        <div class="legend">
            <span aria-hidden="true">
                <i class="new"></i>
                "newer of two revisions"
            </span>
            <span aria-hidden="true">
                <i class="cut"></i>
                "desired STOPPED"
            </span>
            <span aria-hidden="true" class="opt">
                <i class="free"></i>
                "free for one more task"
            </span>
            <span aria-hidden="true" class="opt">
                "width = CPU, height = memory"
            </span>
            <button
                class="btn sm bare as-table"
                aria-pressed=move || as_table.get().to_string()
                on:click=move |_| as_table.update(|on| *on = !*on)
            >
                {icon(Icon::Table)}
                "Table"
            </button>
        </div>
    }
}
