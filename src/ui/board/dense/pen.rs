//! The drawing of the canvas: all at once where the places have changed, else only what has changed
//! since it was drawn last.

use super::super::super::icons::state_class;
use super::super::super::prelude::*;
use super::super::super::state::Selection;
use super::places::{BAR, HEAD, Places, Rect, STEP, tile};
use crate::model::{InstanceId, TaskId, TaskStatus};
use crate::view::board::{Board, Mini};
use crate::view::heat::Of;
use crate::view::{WHOLE, format};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Colours of the page.
pub struct Ink {
    /// Those of the states, then that of lines, that of the ground of a box, and those of heat.
    fills: [String; FILLS],
    text: String,
    quiet: String,
}

/// The places of lines, of grounds and of heat among the fills.
const LINE: usize = 8;
const GROUND: usize = 9;
const HEAT: usize = 10;
const FILLS: usize = 14;

impl Ink {
    /// The colours at this moment. To ask for them has the browser work out all styles.
    pub fn of_page() -> Option<Ink> {
        let root = document().document_element()?;
        let style = window().get_computed_style(&root).ok()??;
        let value = |name: &str| style.get_property_value(name).unwrap_or_default();
        let states = TaskStatus::ALL.map(|status| value(&format!("--{}", state_class(status))));
        let mut fills: [String; FILLS] = Default::default();
        for (fill, state) in fills.iter_mut().zip(states) {
            *fill = state;
        }
        fills[LINE] = value("--line-2");
        fills[GROUND] = value("--sunk");
        for (step, fill) in fills[HEAT..].iter_mut().enumerate() {
            *fill = value(&format!("--heat-{}", step + 1));
        }
        Some(Ink {
            fills,
            text: value("--ink"),
            quiet: value("--ink-3"),
        })
    }
}

/// What the whole drawing depends on: where this is another one, nothing of it stays.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Where things lie.
    pub places: Places,
    /// Pixels of the screen for one of the page.
    pub ratio: f64,
    /// What is selected.
    pub selection: Option<Selection>,
    /// Whether the page is dark.
    pub dark: bool,
    /// What the colours are of, where they are not of states.
    pub heat: Option<Of>,
}

/// What was drawn last.
pub struct Drawn {
    frame: Frame,
    context: CanvasRenderingContext2d,
    ink: Ink,
    minis: Vec<Vec<(Arc<Mini>, Option<u32>)>>,
    quay: Vec<(TaskId, TaskStatus)>,
    counts: [u32; 8],
    /// Rectangles to fill, by colour: to change the colour is what costs.
    batch: [Vec<Rect>; FILLS],
    edges: Vec<Rect>,
}

impl Drawn {
    /// A canvas with the heads of the zones alone.
    pub fn new(canvas: &HtmlCanvasElement, frame: Frame, board: &Board) -> Option<Drawn> {
        let context = canvas.get_context("2d").ok()??;
        let context = context.dyn_into::<CanvasRenderingContext2d>().ok()?;
        fit(canvas, &frame.places, frame.ratio);
        let ratio = frame.ratio;
        // Setting a transform of finite numbers cannot fail.
        let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, frame.places.width, frame.places.height);
        let drawn = Drawn {
            minis: vec![Vec::new(); board.zones.len()],
            frame,
            context,
            ink: Ink::of_page()?,
            quay: Vec::new(),
            counts: [0; 8],
            batch: Default::default(),
            edges: Vec::new(),
        };
        for (nth, zone) in board.zones.iter().enumerate() {
            let count = format::count(zone.minis.len() as u64, "instance");
            drawn.head(&zone.name, &count, drawn.frame.places.zone(nth), 0.0);
        }
        Some(drawn)
    }

    /// Whether the drawing can stay under this frame.
    pub fn fits(&self, frame: &Frame) -> bool {
        self.frame == *frame
    }

    /// Draws what is not as it was drawn last; `used` is the share that an instance uses.
    pub fn follow(&mut self, board: &Board, used: &dyn Fn(InstanceId) -> Option<u32>) {
        let shows_heat = self.frame.heat.is_some();
        // In steps of a hundredth: finer ones are not seen.
        let heat_of = |id| used(id).map(|share| share / 100 * 100);
        for (nth, zone) in board.zones.iter().enumerate() {
            for (place, mini) in zone.minis.iter().enumerate() {
                let heat = shows_heat.then(|| heat_of(mini.instance)).flatten();
                match self.minis[nth].get_mut(place) {
                    Some((before, share)) if Arc::ptr_eq(before, mini) && *share == heat => {
                        continue;
                    }
                    Some(before) => *before = (mini.clone(), heat),
                    None => self.minis[nth].push((mini.clone(), heat)),
                }
                self.instance(mini, nth, place, heat);
            }
        }
        self.quay(board);
        self.flush();
    }

    fn head(&self, text: &str, more: &str, left: f64, top: f64) {
        let context = &self.context;
        context.set_font("600 12px sans-serif");
        context.set_fill_style_str(&self.ink.text);
        // Drawing text cannot fail.
        let _ = context.fill_text(text, left, top + 12.0);
        context.set_font("11px sans-serif");
        context.set_fill_style_str(&self.ink.quiet);
        let _ = context.fill_text(more, left + 84.0, top + 12.0);
    }

    fn instance(&mut self, mini: &Mini, zone: usize, place: usize, heat: Option<u32>) {
        let places = &self.frame.places;
        let whole = places.instance(zone, place);
        let (hold, framed, tiles) = (places.hold(whole), places.framed(), places.tiles(mini));
        if framed {
            self.batch[LINE].push(whole);
        }
        self.batch[GROUND].push(whole.inner(if framed { 1.0 } else { 0.0 }));
        if self.frame.selection == Some(Selection::Instance(mini.instance)) {
            self.edges.push(whole);
        }
        if let Some(share) = heat {
            let width = hold.width * f64::from(share.min(WHOLE)) / f64::from(WHOLE);
            let step = (share.min(WHOLE - 1) * 4 / WHOLE) as usize;
            self.batch[HEAT + step].push(Rect { width, ..hold });
            return;
        }
        match tiles {
            Some(columns) => {
                for (nth, task) in mini.tasks.iter().enumerate() {
                    self.tile(*task, tile((hold.left, hold.top), nth, columns, STEP));
                }
            }
            None => {
                let width = hold.width * f64::from(mini.used.min(WHOLE)) / f64::from(WHOLE);
                self.stack(&mini.counts, Rect { width, ..hold });
            }
        }
    }

    fn tile(&mut self, (task, status): (TaskId, TaskStatus), place: Rect) {
        self.batch[status as usize].push(place);
        if self.frame.selection == Some(Selection::Task(task)) {
            self.edges.push(place.inner(-2.0));
        }
    }

    /// One bar for many tasks, RUNNING first.
    fn stack(&mut self, counts: &[u32; 8], place: Rect) {
        let all = counts.iter().sum::<u32>().max(1);
        let mut left = place.left;
        for state in [3, 2, 1, 0, 4, 5, 6, 7] {
            let width = place.width * f64::from(counts[state]) / f64::from(all);
            if counts[state] > 0 {
                self.batch[state].push(Rect {
                    left,
                    width,
                    ..place
                });
            }
            left += width;
        }
    }

    /// The tasks without an instance: tiles, or one bar.
    fn quay(&mut self, board: &Board) {
        let (top, width) = (self.frame.places.quay, self.frame.places.width);
        let counts = board.quay_counts;
        let all: u32 = counts.iter().sum();
        if self.counts.iter().sum::<u32>() != all {
            self.context.clear_rect(0.0, top, width, HEAD);
            let count = format::count(u64::from(all), "task");
            self.head("Fargate", &count, 0.0, top + 4.0);
        }
        if board.quay_tiles.is_empty() && self.counts != counts {
            let bar = Rect {
                left: 0.0,
                top: top + HEAD + 4.0,
                width,
                height: BAR,
            };
            self.clear(bar);
            self.stack(&counts, bar);
        }
        self.quay_tiles(&board.quay_tiles);
        self.quay.clone_from(&board.quay_tiles);
        self.counts = counts;
    }

    fn quay_tiles(&mut self, tiles: &[(TaskId, TaskStatus)]) {
        let selected = matches!(self.frame.selection, Some(Selection::Task(_)));
        if selected && self.quay != tiles {
            // The edge of the selected one may have to go elsewhere.
            let (top, height) = (self.frame.places.quay + HEAD, self.frame.places.height);
            self.context
                .clear_rect(0.0, top, self.frame.places.width, height - top);
            self.quay.clear();
        }
        for nth in 0..tiles.len().max(self.quay.len()) {
            let before = self.quay.get(nth).map(|row| row.1);
            let place = self.frame.places.quay_tile(nth);
            match tiles.get(nth) {
                Some(row) if before == Some(row.1) => (),
                Some(row) => self.tile(*row, place),
                None => self.clear(place),
            }
        }
    }

    fn clear(&self, place: Rect) {
        self.context
            .clear_rect(place.left, place.top, place.width, place.height);
    }

    /// Fills what is to be filled.
    fn flush(&mut self) {
        let order = [LINE, GROUND].into_iter().chain(0..LINE).chain(HEAT..FILLS);
        for colour in order {
            if self.batch[colour].is_empty() {
                continue;
            }
            self.context.set_fill_style_str(&self.ink.fills[colour]);
            for place in self.batch[colour].drain(..) {
                self.context
                    .fill_rect(place.left, place.top, place.width, place.height);
            }
        }
        self.context.set_stroke_style_str(&self.ink.text);
        self.context.set_line_width(2.0);
        for place in self.edges.drain(..) {
            self.context
                .stroke_rect(place.left, place.top, place.width, place.height);
        }
    }
}

fn fit(canvas: &HtmlCanvasElement, places: &Places, ratio: f64) {
    let (width, height) = (places.width, places.height);
    canvas.set_width((width * ratio) as u32);
    canvas.set_height((height * ratio) as u32);
    let style = web_sys::HtmlElement::style(canvas);
    // Plain lengths: writing them cannot fail.
    let _ = style.set_property("width", &format!("{width}px"));
    let _ = style.set_property("height", &format!("{height}px"));
}
