//! The packing board: zones of instances, the quay of Fargate, and what is over.

mod card;
pub use card::percent;
mod dense;
mod lens;
mod plot;
mod quay;
mod table;

use super::first::{First, NextStep, Paused, is_idle};
use super::icons::{Icon, icon};
use super::prelude::*;
use super::state::{Page, Selection, use_page};
use crate::model::TaskId;
use crate::view::board as view_board;
use crate::view::heat::Of;

/// The width of the board in pixels; the cards decide by it how much they can say.
#[derive(Clone, Copy)]
pub struct BoardWidth(pub RwSignal<f64>);

/// The height of a plot in pixels.
#[derive(Clone, Copy)]
pub struct PlotHeight(pub Signal<f64>);

/// The height of a plot where the style sheet sets it: on narrow screens.
const NARROW_PLOT: f64 = 120.0;
/// The least and the greatest height of a plot elsewhere.
const LEAST_PLOT: f64 = 76.0;
const MOST_PLOT: f64 = 240.0;
/// What a row of plots takes besides: names, axes, reservations.
const ROW: f64 = 60.0;
/// What the heads of the zones and the legend take.
const AROUND: f64 = 68.0;
/// What the next step takes while nothing has run.
const NEXT_STEP: f64 = 86.0;
/// What the quay takes besides its boxes, and what it takes without any.
const QUAY: f64 = 48.0;
const BARE_QUAY: f64 = 70.0;

/// The board.
#[component]
pub fn Board() -> impl IntoView {
    let page = use_page();
    let width = RwSignal::new(680.0);
    let height = RwSignal::new(400.0);
    provide_context(BoardWidth(width));
    provide_context(lens::Lens::new());
    let plot_height = plot_height(page, height);
    provide_context(PlotHeight(plot_height));
    let node = NodeRef::<leptos::html::Div>::new();
    measure(node, width, height);
    let empty = Memo::new(move |_| page.screen.with(|screen| is_empty(&screen.board)));
    let dense = Memo::new(move |_| page.screen.with(|screen| screen.board.dense));
    let as_table = RwSignal::new(false);
    view! {
        <div class="stage">
            <div
                class="board"
                role="group"
                aria-label="Packing board"
                tabindex="0"
                style=("--plot-h", move || format!("{}px", plot_height.get() as u32))
                node_ref=node
                on:keydown=move |event| {
                    if walk(page, &event.key()) {
                        event.prevent_default();
                    }
                }
            >
                <Show when=move || !empty.get() fallback=First>
                    <NextStep />
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
            <Show when=move || !empty.get()>
                <Paused />
            </Show>
        </div>
    }
}

fn is_empty(board: &view_board::Board) -> bool {
    board.zones.is_empty()
        && board.quay.is_empty()
        && board.quay_counts.iter().all(|count| *count == 0)
        && board.stopped.is_empty()
}

/// The height at which all plots fit on the board without scrolling, where they can.
fn plot_height(page: Page, height: RwSignal<f64>) -> Signal<f64> {
    let rows = Memo::new(move |_| {
        page.screen.with(|screen| {
            let zones = screen.board.zones.iter();
            let rows = zones.map(|zone| zone.plots.len()).max().unwrap_or(0);
            (rows, screen.board.quay.is_empty(), is_idle(screen))
        })
    });
    let fits = Memo::new(move |_| {
        let (rows, no_quay, idle) = rows.get();
        if super::layout::is_narrow() {
            return NARROW_PLOT;
        }
        let next_step = if idle { NEXT_STEP } else { 0.0 };
        let quay = if no_quay { BARE_QUAY } else { QUAY };
        let free = height.get() - AROUND - quay - next_step;
        if rows == 0 {
            return (free / 2.0).clamp(LEAST_PLOT, MOST_PLOT).floor();
        }
        // Boxes on the quay are seldom higher than half a plot.
        let rows = rows as f64;
        let shares = if no_quay { rows } else { rows + 0.5 };
        ((free - rows * ROW) / shares)
            .clamp(LEAST_PLOT, MOST_PLOT)
            .floor()
    });
    fits.into()
}

/// Follows the size of the board, as the browser tells of it.
fn measure(node: NodeRef<leptos::html::Div>, width: RwSignal<f64>, height: RwSignal<f64>) {
    let look = move || {
        // It has no size while another pane is in front.
        let shown = node
            .get_untracked()
            .filter(|element| element.client_width() > 0);
        if let Some(element) = shown {
            width.set(f64::from(element.client_width()) - 32.0);
            // The strip below the board, which comes and goes, is to move nothing on it.
            let stage = element.parent_element();
            height.set(stage.map_or(0.0, |stage| f64::from(stage.client_height())));
        }
    };
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            super::layout::on_resize(&element, look);
        }
    });
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
    let task = tasks[next as usize];
    page.select(Selection::Task(task));
    // Where it is drawn as a card, the focus goes along.
    super::layout::focus_first(&format!(".board [data-task=\"{}\"]", task.0));
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
                <small>{live(count)}</small>
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
    let page = use_page();
    let of = lens::use_lens().of;
    let signs = Memo::new(move |_| page.screen.with(|screen| Signs::of(&screen.board)));
    let shows = move |sign: fn(&Signs) -> bool| move || !signs.with(sign);
    let heat = move |of: Of| {
        let (used, over) = match of {
            Of::Cpu => ("filled: CPU in use", "wants more CPU than it gets"),
            Of::Memory => ("filled: memory in use", "more memory than is reserved"),
        };
        view! {
            <span aria-hidden="true">
                <i class="used"></i>
                {used}
            </span>
            <span aria-hidden="true">
                <i class="over"></i>
                {over}
            </span>
        }
    };
    view! {
        <div class="legend">
            {move || of.get().map(heat)}
            <span aria-hidden="true" hidden=shows(|one| one.newer)>
                <i class="new"></i>
                "newer of two revisions"
            </span>
            <span aria-hidden="true" hidden=shows(|one| one.leaving)>
                <i class="cut"></i>
                "desired STOPPED"
            </span>
            <span
                aria-hidden="true"
                class="opt"
                hidden=move || of.get().is_some() || signs.with(|one| !one.plots)
            >
                <i class="free"></i>
                "free for one more task"
            </span>
            <span
                aria-hidden="true"
                class="opt"
                hidden=move || of.get().is_some() || signs.with(|one| !one.boxes)
            >
                "width = CPU, height = memory"
            </span>
            <div class="legend-end">
                <lens::LensChoice />
                <button
                    class="btn sm bare as-table"
                    aria-pressed=move || as_table.get().to_string()
                    on:click=move |_| as_table.update(|on| *on = !*on)
                >
                    {icon(Icon::Table)}
                    "Table"
                </button>
            </div>
        </div>
    }
}

/// The signs that are on the board: the legend explains no other.
#[derive(Clone, PartialEq)]
struct Signs {
    newer: bool,
    leaving: bool,
    plots: bool,
    boxes: bool,
}

impl Signs {
    fn of(board: &view_board::Board) -> Signs {
        let plots = || board.zones.iter().flat_map(|zone| &zone.plots);
        let boxes = || plots().flat_map(|plot| &plot.boxes).chain(&board.quay);
        Signs {
            newer: boxes().any(|one| one.new_revision),
            leaving: boxes().any(|one| one.leaving),
            plots: plots().next().is_some(),
            boxes: !board.dense,
        }
    }
}
