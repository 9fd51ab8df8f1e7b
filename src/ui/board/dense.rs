//! The board of very many tasks: one canvas, redrawn as a whole, with a table beside it.
//!
//! A task is a tile while six pixels are left for it; below that an instance is one stacked bar.

use super::super::icons::state_class;
use super::super::layout;
use super::super::prelude::*;
use super::super::state::{Page, Selection, use_page};
use crate::model::{InstanceId, TaskId, TaskStatus};
use crate::view::board::{Board, ZoneLane};
use crate::view::{WHOLE, format};
use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, MouseEvent};

/// The least edge of a tile in pixels.
const TILE: f64 = 6.0;
/// The head of a zone, and the gap between boxes.
const HEAD: f64 = 22.0;
const GAP: f64 = 5.0;

/// A rectangle of the canvas and what it stands for.
#[derive(Clone, Copy)]
struct Spot {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
    what: Selection,
}

/// The canvas.
#[component]
pub fn Dense() -> impl IntoView {
    let page = use_page();
    let node = NodeRef::<html::Canvas>::new();
    let spots = StoredValue::new(Vec::<Spot>::new());
    Effect::new(move |_| {
        page.selection.track();
        page.screen.track();
        if let Some(canvas) = node.get() {
            let drawn = page
                .screen
                .with_untracked(|screen| draw(page, &canvas, &screen.board));
            spots.set_value(drawn.unwrap_or_default());
        }
    });
    let click = move |event: MouseEvent| {
        let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
        let hit = spots.with_value(|spots| {
            let inside = |spot: &&Spot| {
                (spot.left..spot.left + spot.width).contains(&x)
                    && (spot.top..spot.top + spot.height).contains(&y)
            };
            spots.iter().rev().find(inside).map(|spot| spot.what)
        });
        if let Some(what) = hit {
            page.select(what);
        }
    };
    view! {
        <canvas class="dense" node_ref=node aria-hidden="true" on:click=click></canvas>
        <DenseTable />
    }
}

/// The text alternative: zones with their counts, instances as buttons.
#[component]
fn DenseTable() -> impl IntoView {
    let page = use_page();
    let rows = Memo::new(move |_| {
        page.screen.with(|screen| {
            let zones = screen.board.zones.iter();
            zones.map(summary).collect::<Vec<(String, [u32; 8])>>()
        })
    });
    let quay = Memo::new(move |_| page.screen.with(|screen| screen.board.quay_tiles.len()));
    let head = TaskStatus::ALL.map(|status| view! { <th scope="col">{status.name()}</th> });
    let body = move || {
        let row = |(name, counts): (String, [u32; 8])| {
            let cells = counts.map(|count| view! { <td>{format::number(u64::from(count))}</td> });
            view! { <tr><th scope="row">{name}</th>{cells.collect_view()}</tr> }
        };
        rows.get().into_iter().map(row).collect_view()
    };
    view! {
        <div class="dense-table">
            <table>
                <caption class="vh">"Tasks by zone and last status"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Zone"</th>
                        {head.collect_view()}
                    </tr>
                </thead>
                <tbody>{live(body)}</tbody>
            </table>
            <Show when=move || { quay.get() > 0 }>
                <p class="note">{move || format::count(quay.get() as u64, "task")} " on Fargate"</p>
            </Show>
        </div>
    }
}

fn summary(zone: &ZoneLane) -> (String, [u32; 8]) {
    let mut counts = [0; 8];
    for (_, status) in zone.minis.iter().flat_map(|mini| &mini.tasks) {
        counts[*status as usize] += 1;
    }
    (zone.name.clone(), counts)
}

/// The colours of the page at this moment.
struct Ink {
    states: [String; 8],
    line: String,
    sunk: String,
    text: String,
    quiet: String,
}

impl Ink {
    fn of_page() -> Option<Ink> {
        let root = document().document_element()?;
        let style = window().get_computed_style(&root).ok()??;
        let value = |name: &str| style.get_property_value(name).unwrap_or_default();
        let state = |status| value(&format!("--{}", state_class(status)));
        Some(Ink {
            states: TaskStatus::ALL.map(state),
            line: value("--line-2"),
            sunk: value("--sunk"),
            text: value("--ink"),
            quiet: value("--ink-3"),
        })
    }
}

/// Where the drawing stands.
struct Pen<'a> {
    context: CanvasRenderingContext2d,
    ink: &'a Ink,
    selection: Option<Selection>,
    spots: Vec<Spot>,
}

fn draw(page: Page, canvas: &HtmlCanvasElement, board: &Board) -> Option<Vec<Spot>> {
    let ink = Ink::of_page()?;
    let parent = canvas.parent_element()?;
    let width = f64::from(parent.client_width()) - 32.0;
    let ratio = window().device_pixel_ratio().max(1.0);
    let lanes = lanes(board, width);
    let quay_height = quay_height(board, width);
    let height = lanes.height + quay_height;
    fit(canvas, width, height, ratio);
    let context = canvas.get_context("2d").ok()??;
    let context = context.dyn_into::<CanvasRenderingContext2d>().ok()?;
    // Setting a transform of finite numbers cannot fail.
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, width, height);
    let mut pen = Pen {
        context,
        ink: &ink,
        selection: page.selection.get_untracked(),
        spots: Vec::new(),
    };
    for (nth, zone) in board.zones.iter().enumerate() {
        pen.zone(zone, &lanes, nth);
    }
    pen.quay(board, width, lanes.height);
    Some(pen.spots)
}

fn fit(canvas: &HtmlCanvasElement, width: f64, height: f64, ratio: f64) {
    let (pixels, lines) = ((width * ratio) as u32, (height * ratio) as u32);
    if canvas.width() != pixels || canvas.height() != lines {
        canvas.set_width(pixels);
        canvas.set_height(lines);
        let style = web_sys::HtmlElement::style(canvas);
        // Plain lengths: writing them cannot fail.
        let _ = style.set_property("width", &format!("{width}px"));
        let _ = style.set_property("height", &format!("{height}px"));
    }
}

/// How the zones share the width, and how large one instance's box is.
struct Lanes {
    lane: f64,
    columns: usize,
    box_width: f64,
    box_height: f64,
    height: f64,
}

fn lanes(board: &Board, width: f64) -> Lanes {
    let zones = board.zones.len().max(1);
    let most = board
        .zones
        .iter()
        .map(|zone| zone.minis.len())
        .max()
        .unwrap_or(0);
    let lane = (width - 12.0 * (zones as f64 - 1.0)) / zones as f64;
    let columns = match most {
        0..=12 => 2,
        13..=60 => 3,
        61..=200 => 6,
        _ => 12,
    };
    let columns = if layout::is_narrow() {
        columns.min(3)
    } else {
        columns
    };
    let rows = most.div_ceil(columns);
    let box_width = (lane + GAP) / columns as f64 - GAP;
    let box_height = match most {
        0..=30 => 44.0,
        31..=120 => 22.0,
        121..=400 => 14.0,
        _ => 9.0,
    };
    let height = if most == 0 {
        0.0
    } else {
        HEAD + rows as f64 * (box_height + GAP)
    };
    Lanes {
        lane,
        columns,
        box_width,
        box_height,
        height,
    }
}

fn quay_columns(width: f64) -> usize {
    ((width / (TILE + 2.0)).floor() as usize).max(1)
}

fn quay_height(board: &Board, width: f64) -> f64 {
    if board.quay_tiles.is_empty() {
        return 0.0;
    }
    let rows = board.quay_tiles.len().div_ceil(quay_columns(width));
    HEAD + rows as f64 * (TILE + 2.0) + 8.0
}

impl Pen<'_> {
    fn fill(&self, colour: &str, left: f64, top: f64, width: f64, height: f64) {
        self.context.set_fill_style_str(colour);
        self.context.fill_rect(left, top, width, height);
    }

    fn head(&self, text: &str, more: &str, left: f64, top: f64) {
        self.context.set_font("600 12px sans-serif");
        self.context.set_fill_style_str(&self.ink.text);
        // Drawing text cannot fail.
        let _ = self.context.fill_text(text, left, top + 12.0);
        self.context.set_font("11px sans-serif");
        self.context.set_fill_style_str(&self.ink.quiet);
        let _ = self.context.fill_text(more, left + 84.0, top + 12.0);
    }

    fn frame(&self, left: f64, top: f64, width: f64, height: f64, strong: bool) {
        let colour = if strong {
            &self.ink.text
        } else {
            &self.ink.line
        };
        self.context.set_stroke_style_str(colour);
        self.context.set_line_width(if strong { 2.0 } else { 1.0 });
        self.context
            .stroke_rect(left + 0.5, top + 0.5, width - 1.0, height - 1.0);
    }

    fn zone(&mut self, zone: &ZoneLane, lanes: &Lanes, nth: usize) {
        let left = nth as f64 * (lanes.lane + 12.0);
        let count = format::count(zone.minis.len() as u64, "instance");
        self.head(&zone.name, &count, left, 0.0);
        for (place, mini) in zone.minis.iter().enumerate() {
            let column = (place % lanes.columns) as f64;
            let row = (place / lanes.columns) as f64;
            let x = left + column * (lanes.box_width + GAP);
            let y = HEAD + row * (lanes.box_height + GAP);
            self.instance(mini.instance, x, y, lanes);
            self.tasks(&mini.tasks, mini.used, (x + 2.0, y + 2.0), lanes);
        }
    }

    fn instance(&mut self, instance: InstanceId, x: f64, y: f64, lanes: &Lanes) {
        let what = Selection::Instance(instance);
        self.fill(&self.ink.sunk, x, y, lanes.box_width, lanes.box_height);
        let strong = self.selection == Some(what);
        self.frame(x, y, lanes.box_width, lanes.box_height, strong);
        self.spots.push(Spot {
            left: x,
            top: y,
            width: lanes.box_width,
            height: lanes.box_height,
            what,
        });
    }

    /// The tasks of one instance: tiles where they fit, else one stacked bar.
    fn tasks(&mut self, tasks: &[(TaskId, TaskStatus)], used: u32, at: (f64, f64), lanes: &Lanes) {
        let (width, height) = (lanes.box_width - 4.0, lanes.box_height - 4.0);
        let columns = (width / (TILE + 1.0)).floor().max(1.0) as usize;
        let rows = (height / (TILE + 1.0)).floor() as usize;
        if tasks.len() <= columns * rows {
            self.tiles(tasks, at, columns, TILE + 1.0);
        } else {
            let width = width * f64::from(used.min(WHOLE)) / f64::from(WHOLE);
            self.stack(tasks, at, width, height);
        }
    }

    fn tiles(&mut self, tasks: &[(TaskId, TaskStatus)], at: (f64, f64), columns: usize, step: f64) {
        for (place, (task, status)) in tasks.iter().enumerate() {
            let x = at.0 + (place % columns) as f64 * step;
            let y = at.1 + (place / columns) as f64 * step;
            let colour = &self.ink.states[*status as usize];
            self.fill(colour, x, y, TILE, TILE);
            let what = Selection::Task(*task);
            if self.selection == Some(what) {
                self.frame(x - 2.0, y - 2.0, TILE + 4.0, TILE + 4.0, true);
            }
            self.spots.push(Spot {
                left: x,
                top: y,
                width: TILE,
                height: TILE,
                what,
            });
        }
    }

    fn stack(&self, tasks: &[(TaskId, TaskStatus)], at: (f64, f64), width: f64, height: f64) {
        let mut counts = [0_u32; 8];
        for (_, status) in tasks {
            counts[*status as usize] += 1;
        }
        let mut x = at.0;
        let order = [3, 2, 1, 0, 4, 5, 6, 7];
        for state in order {
            let part = width * f64::from(counts[state]) / tasks.len().max(1) as f64;
            if counts[state] > 0 {
                self.fill(&self.ink.states[state], x, at.1, part, height);
            }
            x += part;
        }
    }

    fn quay(&mut self, board: &Board, width: f64, top: f64) {
        if board.quay_tiles.is_empty() {
            return;
        }
        let count = format::count(board.quay_tiles.len() as u64, "task");
        self.head("Fargate", &count, 0.0, top + 4.0);
        let at = (0.0, top + HEAD + 4.0);
        self.tiles(&board.quay_tiles, at, quay_columns(width), TILE + 2.0);
    }
}
